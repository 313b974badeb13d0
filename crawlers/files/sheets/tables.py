"""A sheet's cells to a heading and a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from crawlers.files.found import MOST_ROWS
from crawlers.text.lines import Line
from crawlers.text.spaces import tidy

WIDEST = 200
_NAMELESS = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
Cells = dict[tuple[int, int], str]
"""Texts by row and column."""
Range = tuple[int, int, int, int]
"""First row, last row, first column, last column."""


def lines(name: str, cells: Cells, merged: Iterable[Range]) -> Iterator[Line]:
    """The sheet's name unless it is a number, rows over the whole width above the table, the table."""
    rows = _rows(cells, merged)
    if not rows:
        return
    if not _NAMELESS.fullmatch(name.strip()):
        yield Line(tidy(name), "h1")
    above = 0
    while above < len(rows) and len(rows[above]) > 1 and len(set(rows[above])) == 1:
        yield Line(rows[above][0], "p", "center")
        above += 1
    if rows[above:]:
        yield Line("", "table", rows=tuple(rows[above:]))


def _rows(cells: Cells, merged: Iterable[Range]) -> list[tuple[str, ...]]:
    kept = {place: text for place, value in cells.items() if (text := tidy(value))}
    numbers = sorted({row for row, _ in kept})[:MOST_ROWS]
    width = 1 + max((column for _, column in kept), default=-1)
    known = set(numbers)
    for first, last, left, right in merged:
        text = kept.get((first, left), "")
        for row in (number for number in range(first, min(last, first + MOST_ROWS) + 1) if text and number in known):
            kept |= {(row, column): text for column in range(left, min(right + 1, width))}
    return [tuple(kept.get((row, column), "") for column in range(width)) for row in numbers]
