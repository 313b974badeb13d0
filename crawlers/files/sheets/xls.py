"""The tables of an old workbook (XLS, also ET)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import xlrd

from crawlers.files.found import MOST_ROWS, Found, UnreadableFile
from crawlers.files.sheets.tables import WIDEST, lines
from crawlers.files.sheets.values import shown
from crawlers.text.lines import Line

_NUMBERS = (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE)
_DAMAGED = (xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, AssertionError, LookupError, ValueError, OSError)


def read(data: bytes) -> Found:
    """Each sheet that is shown: its name and its rows. Raises UnreadableFile."""
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except _DAMAGED as error:
        reason = "locked with a password" if "encrypted" in str(error) else f"damaged workbook: {error}"
        raise UnreadableFile(reason) from error
    sheets = [sheet for sheet in book.sheets() if not sheet.visibility]
    is_long = any(sheet.nrows > MOST_ROWS for sheet in sheets)
    found = [line for sheet in sheets for line in _lines(book, sheet)]
    return Found.of(found, f"read up to row {MOST_ROWS} of its tables" if is_long else "")


def _lines(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> Iterator[Line]:
    rows = range(min(sheet.nrows, MOST_ROWS))
    cells = {(row, column): _value(book, cell) for row in rows for column, cell in enumerate(sheet.row(row)[:WIDEST])}
    merged = [(top, bottom - 1, left, right - 1) for top, bottom, left, right in sheet.merged_cells]
    yield from lines(sheet.name, cells, merged)


def _value(book: xlrd.Book, cell: xlrd.sheet.Cell) -> str:
    if cell.ctype in _NUMBERS:
        code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        return shown(cell.value, code, from_1904=bool(book.datemode))
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else str(cell.value)
