"""What the columns of a table of goals hold: names, units, years to come, limits, areas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from nlp.gazetteer import leading
from nlp.reading import Reading
from nlp.target_bases import base_pattern, named_base
from nlp.target_dues import dues_of_headings
from nlp.target_subjects import split_area
from nlp.vocabulary import load

_YEAR = re.compile(r"(20\d\d)\s*年?")
_NUMBER = re.compile(r"\d")


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


def columns(reading: Reading, index: int) -> Columns | None:
    """None for a table that sets no goals: neither its heads nor its caption say so."""
    rows = reading.release.blocks[index].rows
    head, first, caption = _head(rows, _caption(reading, index))
    if first >= len(rows):
        return None
    words = load("targets")["table"]
    area, years = _column(head, words["area"]), _column(head, words["years"])
    named = next((at for names in words["names"] if (at := _column(head, names)) is not None), None)
    if years is None and named is None and all(_YEAR.fullmatch(row[0].strip()) for row in rows[first:] if row):
        years = 0
    name = area if area is not None else years if named is None else named
    unit, nature, due = (_column(head, words[which]) for which in ("unit", "nature", "due"))
    if name is None:
        return None
    rows_are: Literal["indicators", "areas", "years"]
    rows_are = "areas" if area is not None else "years" if name == years else "indicators"
    goals = tuple(_goals(reading, index, head, (name, unit, nature, due), caption, rows_are))
    return Columns(head, first, rows_are, name, caption, unit, nature, due, goals) if goals else None


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
    reading: Reading,
    index: int,
    head: tuple[str, ...],
    others: tuple[int | None, ...],
    caption: str,
    rows_are: str,
) -> Iterator[Goal]:
    words = load("targets")["table"]
    meant = bool(re.search(words["caption"], caption)) and not re.search(words["current"], caption)
    limits = bool(re.search(words["limit"], caption))
    dated = any(_year(cell) for cell in head)
    for column, cell in enumerate(head):
        if column in others or re.search(words["current"], base_pattern().sub("", cell)):
            continue
        if year := _year(cell):
            due = date(year, 12, 31)
            if reading.day is None or due >= reading.day:
                yield Goal(column, due, base=named_base(cell))
        elif re.search(words["limit"], cell) or (limits and re.search(r"[（(].*[/%％].*[)）]$", cell)):
            yield Goal(column, None, limit=True)
        elif limits and re.search(words["caption_unit"], caption):
            yield Goal(column, None, limit=True, of=cell.strip())
        elif _is_goal(cell, meant, rows_are, dated):
            area = cell if rows_are == "indicators" and _is_area(cell) else ""
            yield Goal(column, _heading_due(reading, index), area, named_base(cell))


def _is_goal(cell: str, meant: bool, rows_are: str, dated: bool) -> bool:
    words = load("targets")["table"]
    if re.search(words["goal"], cell) or (meant and re.search(words["goal_if_meant"], cell)):
        return True
    return meant and not dated and (rows_are != "indicators" or _is_area(cell))


def _is_area(cell: str) -> bool:
    areas, rest = split_area(cell.strip())
    return (bool(areas) and not rest) or bool(leading(cell) and leading(cell)[-1].end == len(cell))


def _year(cell: str) -> int | None:
    """The year that a column is for, not the one that its changes are counted from."""
    found = _YEAR.search(base_pattern().sub("", cell))
    return int(found[1]) if found else None


def _heading_due(reading: Reading, index: int) -> date | None:
    due = dues_of_headings(reading)[index]
    return due.last if due else None


def _caption(reading: Reading, index: int) -> str:
    """The line right above, or the two lines where the first of them only gives the unit."""
    lines: list[str] = []
    for above in range(index - 1, max(-1, index - 3), -1):
        if reading.release.blocks[above].rows:
            break
        lines.insert(0, re.split(r"[。；]", reading.blocks[above].text.rstrip("。；"))[-1])
        if not re.search(load("targets")["table"]["caption_unit"], lines[0]):
            break
    return " ".join(lines)


def _column(head: tuple[str, ...], pattern: str) -> int | None:
    named = (column for column, cell in enumerate(head) if _found(pattern, cell.strip()) and not _YEAR.search(cell))
    return next(named, None)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _found(pattern: str, cell: str) -> bool:
    return bool(_compiled(pattern).search(cell))
