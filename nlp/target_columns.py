"""What the columns of a table of goals hold: names, units, years to come, limits, areas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from nlp.dates import When
from nlp.gazetteer import leading
from nlp.reading import Reading
from nlp.target_bases import named_base
from nlp.target_subjects import split_area
from nlp.vocabulary import pattern

_YEAR = re.compile(r"(20\d\d)\s*年?")
_NAMES = ("indicator", "task", "item", "class")
"""Kinds of columns that name what is measured; the first that there is counts."""


class Goal(NamedTuple):
    """A column of numbers to reach."""

    column: int
    due: date | None
    area: str = ""
    base: int | None = None
    limit: bool = False
    of: str = ""
    """What the limits of this column are for, where a table has several columns of them."""


class Columns(NamedTuple):
    """How a table of goals is laid out."""

    head: tuple[str, ...]
    first: int
    """The first row below the heads."""
    rows_are: Literal["indicators", "areas", "years"]
    name: int
    caption: str
    unit: int | None
    nature: int | None
    due: int | None
    goals: tuple[Goal, ...]


def columns(reading: Reading, index: int, due: When | None) -> Columns | None:
    """`due` is that of the headings. None for a table that sets no goals: neither its heads nor its caption say so."""
    rows = reading.release.blocks[index].rows
    head, first, caption = _head(rows, _caption(reading, index))
    if first >= len(rows):
        return None
    area, years = _column(head, "area", last=True), _column(head, "years")
    named = next((at for names in _NAMES if (at := _column(head, names)) is not None), None)
    if years is None and named is None and all(_YEAR.fullmatch(row[0].strip()) for row in rows[first:] if row):
        years = 0
    name = area if area is not None else years if named is None else named
    unit, nature, until = (_column(head, which) for which in ("unit", "nature", "due"))
    if name is None:
        return None
    rows_are: Literal["indicators", "areas", "years"]
    rows_are = "areas" if area is not None else "years" if name == years else "indicators"
    goals = tuple(_goals(head, (name, unit, nature, until), caption, rows_are, reading.day, due))
    return Columns(head, first, rows_are, name, caption, unit, nature, until, goals) if goals else None


def _head(rows: tuple[tuple[str, ...], ...], caption: str) -> tuple[tuple[str, ...], int, str]:
    """Heads in one or two rows; a row that is one wide cell is a caption."""
    first = 0
    while first + 1 < len(rows) and len(set(rows[first])) == 1 and len(rows[first]) > 1:
        caption, first = caption + rows[first][0], first + 1
    if first + 1 >= len(rows):
        return (), len(rows), caption
    above, below = rows[first], rows[first + 1]
    wide = any(one == other for one, other in pairwise(above))
    if len(above) == len(below) and wide and any(map(str.__eq__, above, below)):
        joined = (one if one == other else one + other for one, other in zip(above, below, strict=True))
        return tuple(joined), first + 2, caption
    return above, first + 1, caption


def _goals(
    head: tuple[str, ...],
    others: tuple[int | None, ...],
    caption: str,
    rows_are: str,
    day: date | None,
    until: When | None,
) -> Iterator[Goal]:
    meant = _says("caption", caption) and not _says("current", caption)
    limits = _says("limit", caption)
    dated = any(_year(cell) for cell in head)
    for column, cell in enumerate(head):
        if column in others or pattern("targets", "table", "current").search(pattern("targets", "base").sub("", cell)):
            continue
        if year := _year(cell):
            due = date(year, 12, 31)
            if day is None or due >= day:
                yield Goal(column, due, base=named_base(cell))
        elif _says("limit", cell) or (limits and re.search(r"[（(].*[/%％].*[)）]$", cell)):
            yield Goal(column, None, limit=True)
        elif limits and _says("caption_unit", caption):
            yield Goal(column, None, limit=True, of=cell.strip())
        elif _is_goal(cell, meant, rows_are, dated):
            area = cell if rows_are == "indicators" and _is_area(cell) else ""
            yield Goal(column, until.last if until else None, area, named_base(cell))


def _is_goal(cell: str, meant: bool, rows_are: str, dated: bool) -> bool:
    if _says("goal", cell) or (meant and _says("goal_if_meant", cell)):
        return True
    return meant and not dated and (rows_are != "indicators" or _is_area(cell))


def _is_area(cell: str) -> bool:
    areas, rest = split_area(cell.strip())
    return (bool(areas) and not rest) or bool(leading(cell) and leading(cell)[-1].end == len(cell))


def _year(cell: str) -> int | None:
    """The year that a column is for, not the one that its changes are counted from."""
    found = _YEAR.search(pattern("targets", "base").sub("", cell))
    return int(found[1]) if found else None


def _caption(reading: Reading, index: int) -> str:
    """The line right above, or the two lines where the first of them only gives the unit."""
    lines: list[str] = []
    for above in range(index - 1, max(-1, index - 3), -1):
        if reading.release.blocks[above].rows:
            break
        lines.insert(0, re.split(r"[。；]", reading.blocks[above].text.rstrip("。；"))[-1])
        if not _says("caption_unit", lines[0]):
            break
    return " ".join(lines)


def _column(head: tuple[str, ...], which: str, *, last: bool = False) -> int | None:
    """The first of a kind, or the last: of 省份 and 城市 the cities."""
    named = [column for column, cell in enumerate(head) if _says(which, cell.strip()) and not _YEAR.search(cell)]
    return named[-1 if last else 0] if named else None


def _says(which: str, text: str) -> bool:
    """Whether a head or a caption has words of one kind."""
    return bool(pattern("targets", "table", which).search(text))
