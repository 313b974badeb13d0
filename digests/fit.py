"""Makes an edition fit a length: other movements go first, from the bottom; whatever goes is counted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from digests.wording import word
from warehouse.models import Edition, Item, Section

LINES_SHOWN = {"changes": 10, "deadlines": 8}
UPPER = ("province", "region", "centre")
LEAD_KEPT = 2
HEADING_KEPT = 60
"""Characters of a heading that a shortened item keeps."""


@dataclass
class Cuts:
    """What is taken from one section."""

    shortened: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)
    lines: int | None = None
    """How many of its lines stay; None for all."""


Cut = tuple[int, str, int]
"""Section, what is done, and to which item (or how many lines stay)."""


def fit(edition: Edition, fits: Callable[[Edition], bool]) -> Edition:
    """The edition with as few cuts as make it fit; with every cut made when even that is too long."""
    if fits(edition):
        return edition
    cuts = list(_cuts(edition))
    needed = bisect_left(range(len(cuts)), True, key=lambda n: fits(_cut(edition, cuts[: n + 1])))
    return _cut(edition, cuts[: needed + 1])


def _cuts(edition: Edition) -> Iterator[Cut]:
    """All cuts, the least painful first."""
    for at, section in _named(edition, *LINES_SHOWN):
        if len(section.lines) > LINES_SHOWN[section.id]:
            yield at, "lines", LINES_SHOWN[section.id]
    yield from _items(edition, "drop", "others")
    yield from ((at, "lines", 0) for at, _ in _named(edition, "terms"))
    yield from _items(edition, "shorten", *UPPER)
    yield from _items(edition, "shorten", "partner")
    yield from _items(edition, "drop", *UPPER)
    yield from _items(edition, "drop", "partner")
    yield from ((at, "lines", LINES_SHOWN[section.id] // 4) for at, section in _named(edition, *LINES_SHOWN))


def _named(edition: Edition, *ids: str) -> list[tuple[int, Section]]:
    return [(at, section) for at, section in enumerate(edition.sections) if section.id in ids]


def _items(edition: Edition, verb: str, *ids: str) -> Iterator[Cut]:
    """The items of some sections from the bottom of the edition up."""
    for at, section in reversed(_named(edition, *ids)):
        yield from ((at, verb, number) for number in reversed(range(len(section.items))))


def _cut(edition: Edition, cuts: Sequence[Cut]) -> Edition:
    by_section: dict[int, Cuts] = {}
    for at, verb, number in cuts:
        taken = by_section.setdefault(at, Cuts())
        if verb == "lines":
            taken.lines = number
        else:
            (taken.shortened if verb == "shorten" else taken.dropped).add(number)
    sections = [_less(s, by_section[at], edition) if at in by_section else s for at, s in enumerate(edition.sections)]
    shortened = sum(len(taken.shortened - taken.dropped) for taken in by_section.values())
    kept = tuple(s for s in sections if s.items or s.lines)
    return edition.model_copy(update={"sections": _told(kept, shortened, edition)})


def _less(section: Section, taken: Cuts, edition: Edition) -> Section:
    items = tuple(
        _shortened(item) if at in taken.shortened else item
        for at, item in enumerate(section.items)
        if at not in taken.dropped
    )
    lines = section.lines[: taken.lines]
    left = len(section.lines) - len(lines)
    if left and section.id in LINES_SHOWN:
        lines = (*lines, word(edition.lang, "event.more", n=left))
    if taken.dropped:
        lines = (*lines, word(edition.lang, "fit.dropped", n=len(taken.dropped)))
    return section.model_copy(update={"items": items, "lines": lines})


def _shortened(item: Item) -> Item:
    heading = item.heading if len(item.heading) <= HEADING_KEPT * 2 else item.heading[: HEADING_KEPT * 2] + "…"
    kept = {"fields": (), "lead": item.lead[:LEAD_KEPT], "quotes": (), "changes": (), "heading": heading}
    return item.model_copy(update=kept)


def _told(sections: tuple[Section, ...], shortened: int, edition: Edition) -> tuple[Section, ...]:
    """The notes say how many items were shortened."""
    if not shortened:
        return sections
    line = word(edition.lang, "fit.shortened", n=shortened)
    return tuple(s.model_copy(update={"lines": (line, *s.lines)}) if s.id == "notes" else s for s in sections)
