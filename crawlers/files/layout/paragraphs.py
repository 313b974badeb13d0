"""Rows of text to the paragraphs and titles that they were before they were set."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from crawlers.files.layout.drawn import Row
from crawlers.page.blocks import split_marker
from crawlers.text.lines import Line
from crawlers.text.spaces import tidy

_ENDS = re.compile(r"[。！？：:；;]$")
_INDENT, _SET_IN, _FREE = 1.2, 2.6, 2.1
"""Han characters: an indent; a title's distance from both margins; what a full line may leave free."""
_LARGER = 1.12
"""Times that a title's characters are as wide as the body's."""
_SHARE = 0.08
"""Share of the rows that begin or end at a margin."""

Grid = tuple[tuple[str, ...], ...]


class Frame(NamedTuple):
    """Where the text of a column begins and ends."""

    left: float
    right: float
    size: float
    """Width of the body's characters."""
    indents: bool
    """Whether paragraphs begin further in."""


def frame(rows: Sequence[Row], width: float) -> Frame:
    """The frame that rows fill on a page of this width. Needs a row at least."""
    size = median(row.size for row in rows for _ in range(len(row.text)))
    body = [row for row in rows if len(row.text) > 7 and row.size < _LARGER * size] or list(rows)
    left = min(_shared([row.left for row in body], size) or [row.left for row in body])
    # Where no line is full, the margins are taken to be equal.
    right = max(_shared([row.right for row in body], size) or [*(row.right for row in body), width - left])
    further_in = sum(_INDENT <= (row.left - left) / size <= 4 for row in body)
    return Frame(left, right, size, further_in >= max(2, _SHARE * len(body)))


def _shared(edges: Sequence[float], size: float) -> list[float]:
    """Edges at which several rows begin or end."""
    least = max(2, _SHARE * len(edges))
    rising = sorted(edges)
    return [edge for edge in edges if bisect_left(rising, edge + size) - bisect_right(rising, edge - size) >= least]


class Writer:
    """Joins rows as they come; a paragraph may go on over the page's end."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._last: tuple[Row, str] | None = None

    def table(self, rows: Grid) -> None:
        """A table; it goes on from one that ended the page before."""
        before = self.lines[-1].rows if self.lines and self._last is None else ()
        if before and rows and len(before[0]) == len(rows[0]):
            self.lines[-1] = Line("", "table", rows=_continued(before, rows[before[0] == rows[0] :]))
        elif rows:
            self.lines.append(Line("", "table", rows=rows))
            self._last = None

    def row(self, row: Row, around: Frame) -> None:
        """One row of text."""
        align = _align(row, around)
        if self._last and self._goes_on(*self._last, row, align, around):
            before = self.lines[-1]
            self.lines[-1] = Line(_joined(before.text, tidy(row.text)), "p", before.align)
        else:
            self.lines.append(Line(tidy(row.text), "p", align))
        self._last = (row, align)

    def _goes_on(self, before: Row, before_align: str, row: Row, align: str, around: Frame) -> bool:
        if align != before_align or not 1 / _LARGER < row.size / before.size < _LARGER:
            return False
        if align:
            # A long title is set on two or three lines.
            return align == "center" and row.size > _LARGER * around.size
        if around.right - before.right > _FREE * around.size:
            return False
        is_open, (level, marker, _) = not _ENDS.search(before.text), split_marker(tidy(row.text))
        if marker:
            # A line may begin with a number by chance.
            return level > 2 and is_open and around.indents and row.left - around.left < _INDENT * around.size
        if is_open and abs(row.left - before.left) < around.size / 2:
            return True
        return (is_open or around.indents) and row.left - around.left < _INDENT * around.size


def _continued(before: Grid, rows: Grid) -> Grid:
    """Rows of two pages; a row that was cut by the page's end is made whole: its short cells have no rest."""
    last, first = before[-1], rows[0] if rows else ("",)
    is_rest = not first[0] and (last[0].isdecimal() or first.count("") > 1)
    if len(before) < 2 or not rows or not is_rest:
        return before + rows
    return (*before[:-1], tuple(map(_joined, last, first)), *rows[1:])


def _align(row: Row, around: Frame) -> str:
    left, right = row.left - around.left, around.right - row.right
    set_in = around.size * (_SET_IN if row.size < _LARGER * around.size else -_SET_IN)
    if min(left, right) > set_in and abs(left - right) < 1.5 * row.size:
        return "center"
    return "right" if left > 0.45 * (around.right - around.left) else ""


def _joined(before: str, after: str) -> str:
    """Without a space between Han, with one between Latin words."""
    latin = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
    return f"{before} {after}" if latin else before + after
