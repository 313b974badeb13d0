"""Makes an edition fit a length: other movements go first, then the least important; what heads a place goes last."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from digests.item import brief, plainer
from digests.wording import word
from warehouse.models import Edition, Item, Language, Section

UPPER = ("province", "region", "centre")
LINES = ({"changes": 6, "deadlines": 6}, {"changes": 3, "deadlines": 4}, {"changes": 1, "deadlines": 2})
"""How many lines stay at each round of cuts."""


@dataclass
class Taken:
    """What is taken from one section."""

    items: dict[int, str] = field(default_factory=dict)
    """Position of an item to the last thing done to it: bare (without quotes), plain, line or drop."""
    lines: int | None = None
    """How many of its lines stay; None for all."""


Cut = tuple[int, str, int]
"""Section, what is done, and to which item (or how many lines stay)."""


def fit(edition: Edition, fits: Callable[[Edition], bool], pointer: str) -> Edition:
    """The edition with as few cuts as make it fit; with every cut made when even that is too long.

    `pointer` is the phrase that says how many items were dropped and where they are.
    """
    if fits(edition):
        return edition
    cuts = list(_cuts(edition))
    needed = bisect_left(range(len(cuts)), True, key=lambda n: fits(_cut(edition, cuts[: n + 1], pointer)))
    return _cut(edition, cuts[: needed + 1], pointer)


def _cuts(edition: Edition) -> Iterator[Cut]:
    """All cuts, the least painful first."""
    yield from _lines(edition, LINES[0])
    yield from _items(edition, "drop", "others")
    yield from _lines(edition, {"terms": 0})
    upper = _by_weight(edition, *UPPER)
    first, rest = _first_and_rest(_by_weight(edition, "partner"))
    yield from _done([*upper, *rest, *first], "bare")
    yield from _done(upper, "plain", "line")
    yield from _done(rest, "plain", "line")
    yield from _lines(edition, LINES[1])
    yield from _done(upper, "drop")
    yield from _done(first, "plain")
    yield from _done(rest, "drop")
    yield from _done(first, "line")
    yield from _lines(edition, LINES[2])
    yield from _done(first, "drop")


def _named(edition: Edition, *ids: str) -> list[tuple[int, Section]]:
    return [(at, section) for at, section in enumerate(edition.sections) if section.id in ids]


def _lines(edition: Edition, kept: dict[str, int]) -> Iterator[Cut]:
    yield from ((at, "lines", kept[section.id]) for at, section in _named(edition, *kept))


def _items(edition: Edition, verb: str, *ids: str) -> Iterator[Cut]:
    """The items of some sections from the bottom of the edition up."""
    for at, section in reversed(_named(edition, *ids)):
        yield from ((at, verb, number) for number in reversed(range(len(section.items))))


def _by_weight(edition: Edition, *ids: str) -> list[tuple[int, int]]:
    """Section and position of the items of some sections, the least important first, lower ones before upper ones."""
    found = [
        (item.pinned, item.importance, -at, -n)
        for at, section in _named(edition, *ids)
        for n, item in enumerate(section.items)
    ]
    return [(-at, -number) for *_, at, number in sorted(found)]


def _first_and_rest(items: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The item that heads each section, and the others."""
    return [pair for pair in items if pair[1] == 0], [pair for pair in items if pair[1] > 0]


def _done(items: list[tuple[int, int]], *verbs: str) -> Iterator[Cut]:
    """The verbs done to one item after the other."""
    yield from ((at, verb, number) for at, number in items for verb in verbs)


def _cut(edition: Edition, cuts: Sequence[Cut], pointer: str) -> Edition:
    taken: defaultdict[int, Taken] = defaultdict(Taken)
    for at, verb, number in cuts:
        if verb == "lines":
            taken[at].lines = number
        else:
            taken[at].items[number] = verb
    empty = {at for at, cut in taken.items() if _emptied(edition.sections[at], cut)}
    sections = [
        _less(s, taken[at], edition, pointer) if at in taken else s
        for at, s in enumerate(edition.sections)
        if at not in empty
    ]
    shortened = sum(verb in ("plain", "line") for cut in taken.values() for verb in cut.items.values())
    kept = tuple(s for s in sections if s.items or s.lines)
    left = _left([edition.sections[at] for at in sorted(empty)], edition.lang, pointer)
    return edition.model_copy(update={"sections": _told(kept, shortened, left, edition)})


def _emptied(section: Section, taken: Taken) -> bool:
    """Whether a section that is no partner's loses all its items: it is counted with the others like it."""
    return section.id in (*UPPER, "others") and list(taken.items.values()).count("drop") == len(section.items) > 0


def _left(sections: Sequence[Section], lang: Language, pointer: str) -> list[Section]:
    """One block that counts what is left out of sections that are left out whole."""
    if not sections:
        return []
    counted = [word(lang, "fit.left_item", title=section.title, n=len(section.items)) for section in sections]
    line = word(lang, "fit.left_separator").join(counted) + word(lang, f"{pointer}_all")
    return [Section(id="left", title=word(lang, "fit.left"), lines=(line,))]


def _less(section: Section, taken: Taken, edition: Edition, pointer: str) -> Section:
    items = tuple(
        _shorter(item, taken.items.get(at), edition.lang)
        for at, item in enumerate(section.items)
        if taken.items.get(at) != "drop"
    )
    lines = section.lines if taken.lines is None else section.lines[: taken.lines]
    left = len(section.lines) - len(lines)
    if left and lines:
        lines = (*lines, word(edition.lang, "event.more", n=left))
    if dropped := list(taken.items.values()).count("drop"):
        lines = (*lines, word(edition.lang, pointer, n=dropped))
    return section.model_copy(update={"items": items, "lines": lines})


def _shorter(item: Item, verb: str | None, lang: Language) -> Item:
    if verb is None:
        return item
    if verb == "bare":
        return item.model_copy(update={"quotes": ()})
    return brief(item, lang) if verb == "line" else plainer(item)


def _told(sections: tuple[Section, ...], shortened: int, left: list[Section], edition: Edition) -> tuple[Section, ...]:
    """What is left out stands before the notes, which say how many items were shortened."""
    told: list[Section] = []
    for section in sections:
        lines = section.lines
        if section.id == "notes":
            told += left
            lines = ((word(edition.lang, "fit.shortened", n=shortened),) if shortened else ()) + lines
        told.append(section.model_copy(update={"lines": lines}))
    return tuple(told)
