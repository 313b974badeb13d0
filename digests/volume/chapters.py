"""The two orders of a volume: by month and level, or by place and month."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Literal, get_args

from digests import naming
from digests.choose import COUNTRY
from digests.longform import Paper, paper
from digests.volume.year import LANG, Line, Year
from digests.wording import day, word
from warehouse.models import Edition, Item, Level, Month
from warehouse.reference.states import state_label

Pivot = Literal["month", "place"]
PIVOTS: tuple[Pivot, ...] = get_args(Pivot)
OF_THE_MONTH = ("importance", "state")
"""Fields at the end of an item that a volume leaves out; the state stands below its heading."""
LEVELS: tuple[Level, ...] = get_args(Level)


@dataclass(frozen=True)
class Group:
    """The items of a chapter that belong together."""

    title: str
    anchor: str
    papers: tuple[tuple[Paper, bool], ...]
    """Each with whether it was told in one line."""


@dataclass(frozen=True)
class Chapter:
    """A month, or a place."""

    title: str
    anchor: str
    lines: tuple[str, ...]
    """What stands in front of its items."""
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Pointer:
    """A row of the index: the items of a place in the volume by month, of a month in the one by place."""

    title: str
    items: tuple[tuple[str, str], ...]
    """Number and anchor."""


def by_month(year: Year, lines: Sequence[Line], sample: bool) -> list[Chapter]:
    """A chapter a month of those that were approved; items are numbered through."""
    number = iter(range(1, len(lines) + 1))
    ordered = sorted(lines, key=lambda x: (x.told.month, LEVELS.index(x.told.level), *_rank(x)))
    months = {month: list(found) for month, found in groupby(ordered, key=lambda x: x.told.month)}
    return [
        Chapter(
            _month(issue.month),
            _anchor("m", issue.month),
            tuple(_gist(issue.edition)),
            tuple(
                Group(word(LANG, f"volume.{level}"), _anchor("m", issue.month, level), _papers(found, number, sample))
                for level, found in groupby(months.get(issue.month, ()), key=lambda x: x.told.level)
            ),
        )
        for issue in year.issues
        if issue.edition is not None
    ]


def by_place(lines: Sequence[Line], sample: bool) -> list[Chapter]:
    """A chapter a place in the order of GB/T 2260; items are numbered by chapter, 5.1, 5.2."""
    ordered = sorted(lines, key=lambda x: (x.told.place, x.told.month, *_rank(x)))
    made = []
    for at, (place, here) in enumerate(groupby(ordered, key=lambda x: x.told.place), start=1):
        number = (f"{at}.{n}" for n in range(1, len(lines) + 1))
        groups = tuple(
            Group(
                word(LANG, "volume.bracketed", said=_month(month)),
                _anchor("p", place, "m", month),
                _papers(found, number, sample),
            )
            for month, found in groupby(here, key=lambda x: x.told.month)
        )
        name = word(LANG, "volume.central") if place == COUNTRY else naming.place(place, LANG)
        made.append(Chapter(word(LANG, "volume.chapter", n=at, name=name), f"p{place}", (), groups))
    return made


def _rank(line: Line) -> tuple[str, int, str]:
    return line.told.place, -line.item.importance, line.item.entry_id


def _papers(found: Iterator[Line], number: Iterator[object], sample: bool) -> tuple[tuple[Paper, bool], ...]:
    return tuple((_paper(line, str(next(number)), sample), line.brief) for line in found)


def _paper(line: Line, number: str, sample: bool) -> Paper:
    """As in the monthly, but for what was of use in its month alone."""
    state, label = _state(line.item, sample), word(LANG, "volume.number", n=number)
    made = paper(line.item, label, _anchor("i", line.item.entry_id), state, LANG, brief=line.brief)
    left = {word(LANG, f"field.{key}") for key in OF_THE_MONTH}
    return replace(made, foot=tuple((label, value) for label, value in made.foot if label not in left))


def _anchor(*parts: str) -> str:
    """A name that Word takes for a bookmark: 40 letters and digits at most."""
    return "".join(parts).replace("-", "")[:40]


def _state(item: Item, sample: bool) -> str:
    return state_label(LANG, item.title_state, sample=sample)


def _gist(edition: Edition) -> Iterator[str]:
    """What the month itself put first."""
    for section in edition.sections:
        if section.id == "headlines":
            yield from (word(LANG, "volume.gist", heading=i.heading, fact="".join(i.lead)) for i in section.items)
            yield from section.lines


def _month(month: Month) -> str:
    return day(LANG, date.fromisoformat(f"{month}-01"), "month")


def index(chapters: Sequence[Chapter], lines: Sequence[Line], pivot: Pivot) -> list[Pointer]:
    """Where the items stand that the other volume has together."""
    found = {p.anchor: p.label.strip() for c in chapters for g in c.groups for p, _ in g.papers}
    key: Callable[[Line], str] = (lambda x: x.told.place) if pivot == "month" else (lambda x: x.told.month)
    ordered = sorted(lines, key=lambda x: (key(x), x.told.month, *_rank(x)))
    return [
        Pointer(
            _month(name) if pivot == "place" else naming.place(name, LANG),
            tuple((found[anchor], anchor) for line in some if (anchor := _anchor("i", line.item.entry_id))),
        )
        for name, some in groupby(ordered, key=key)
    ]
