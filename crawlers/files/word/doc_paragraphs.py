"""Paragraphs of an old Word file to lines: cells to tables, numbers of lists before their text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from crawlers.files.grid import Cell, spread
from crawlers.files.word.doc_marks import Mark, Marks
from crawlers.text.lines import Line
from crawlers.text.spaces import tidy


class Paragraph(NamedTuple):
    """One paragraph as the stream has it."""

    text: str
    place: int
    """Of its end, in the stream."""
    ends_cell: bool


Row = tuple[Mark, list[str]]
"""The mark of a row's end, and the texts of its cells."""
_SAME_EDGE = 40
"""Twentieths of a point."""


def lines(paragraphs: Iterable[Paragraph], marks: Marks) -> Iterator[Line]:
    """Lines and tables in their order."""
    rows: list[Row] = []
    cells: list[str] = []
    cell: list[str] = []
    for paragraph in paragraphs:
        mark = marks.at(paragraph.place)
        if not (mark.in_table or paragraph.ends_cell):
            yield from table(rows)
            rows = []
            yield from _plain(paragraph.text, mark, marks)
        elif mark.ends_row:
            rows.append((mark, cells))
            cells, cell = [], []
        else:
            cell.append(_label(paragraph.text, mark, marks) + paragraph.text)
            if paragraph.ends_cell:
                cells.append(tidy("\n".join(cell)))
                cell = []
    yield from table(rows)


def _plain(text: str, mark: Mark, marks: Marks) -> Iterator[Line]:
    label = _label(text, mark, marks)
    for part in (label + text).split("\n"):
        if tidy(part):
            yield Line(tidy(part), "p", mark.align)


def _label(text: str, mark: Mark, marks: Marks) -> str:
    return marks.numbering.label(mark.list_id, mark.depth) if mark.list_id and text.strip() else ""


def table(rows: list[Row]) -> Iterator[Line]:
    """The line of a table; a frame around a text is that text."""
    columns = _columns(edge for mark, _ in rows for edge in mark.edges)
    grid = spread([_row(mark, cells, columns) for mark, cells in rows])
    if len(grid) == 1 and len(set(grid[0])) == 1:
        yield Line(grid[0][0], "p")
    elif grid:
        yield Line("", "table", rows=grid)


def _columns(edges: Iterable[int]) -> dict[int, int]:
    """The column that begins at each edge; edges that nobody can tell apart are one."""
    found: dict[int, int] = {}
    last = column = -1
    for edge in sorted(set(edges)):
        if not found or edge - last > _SAME_EDGE:
            last, column = edge, column + 1
        found[edge] = column
    return found


def _row(mark: Mark, cells: list[str], columns: dict[int, int]) -> list[Cell]:
    """A row's cells over the columns of the whole table."""
    if len(mark.edges) != len(cells) + 1:
        return [Cell(text) for text in cells]
    places = [columns[edge] for edge in mark.edges]
    left = [Cell("", places[0])] if places[0] else []
    spans = zip(cells, places, places[1:], mark.goes_on, strict=False)
    return left + [Cell(text, end - start, goes_on) for text, start, end, goes_on in spans]
