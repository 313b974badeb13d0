"""Drawn pages in the order of reading: heads and feet away, columns after one another, tables in their places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawlers.files.layout import columns, furniture, ruled
from crawlers.files.layout.drawn import Row, Sheet, rows
from crawlers.files.layout.paragraphs import Frame, Grid, Writer, frame
from crawlers.text.lines import Line

_LEADER = re.compile(r"(?:[.·…．﹒]\s?){4,}\s*[-—]?\s*\d{1,4}\s*[-—]?$")
_CONTENTS = re.compile(r"目\s*[录次]")
_LEAST_CONTENTS = 3


@dataclass(frozen=True, slots=True)
class _Page:
    width: int
    columns: list[list[Row]]
    tables: list[tuple[float, Grid]]
    """With their upper edges."""


def lines(sheets: Sequence[Sheet]) -> list[Line]:
    """Paragraphs, titles and tables."""
    pages = _without_contents(_without_furniture(sheets, [_page(sheet) for sheet in sheets]))
    frames = _frames(pages)
    writer = Writer()
    for page in pages:
        tables = list(page.tables)
        for number, column in enumerate(page.columns):
            is_last = number == len(page.columns) - 1
            around = frames[page.width] if len(page.columns) == 1 else frame(column, page.width)
            for row in column:
                while tables and tables[0][0] < row.top and (is_last or tables[0][0] < column[-1].top):
                    writer.table(tables.pop(0)[1])
                writer.row(row, around)
        for _, grid in tables:
            writer.table(grid)
    return writer.lines


def _page(sheet: Sheet) -> _Page:
    found = ruled.tables(sheet.rules)
    inside = [[run for run in sheet.runs if table.holds(run)] for table in found]
    held = {id(run) for runs in inside for run in runs}
    rest = replace(sheet, runs=[run for run in sheet.runs if id(run) not in held])
    tables = [(table.lines[0], table.grid(runs)) for table, runs in zip(found, inside, strict=True)]
    return _Page(round(sheet.width), [rows(part) for part in columns.parts(rest)], tables)


def _without_furniture(sheets: Sequence[Sheet], pages: Sequence[_Page]) -> list[_Page]:
    flat = [sorted((row for column in page.columns for row in column), key=lambda row: row.top) for page in pages]
    kept = furniture.removed(sheets, flat)
    return [_kept(page, set(rows)) for page, rows in zip(pages, kept, strict=True)]


def _without_contents(pages: list[_Page]) -> list[_Page]:
    """Without the list of contents, which says every heading a first time."""
    every = [row for page in pages for column in page.columns for row in column]
    contents = {row for row in every if _LEADER.search(row.text)}
    if len(contents) < _LEAST_CONTENTS:
        return pages
    contents |= {row for row in every if _CONTENTS.fullmatch(row.text.strip())}
    return [_kept(page, set(every) - contents) for page in pages]


def _kept(page: _Page, rows: set[Row]) -> _Page:
    left = [[row for row in column if row in rows] for column in page.columns]
    return replace(page, columns=[column for column in left if column])


def _frames(pages: Sequence[_Page]) -> dict[int, Frame]:
    """The frame of pages of each width that have one column."""
    found: dict[int, list[Row]] = {}
    for page in pages:
        if len(page.columns) == 1:
            found.setdefault(page.width, []).extend(page.columns[0])
    return {width: frame(rows, width) for width, rows in found.items()}
