"""The table as a workbook: what looks like a formula is text, and nothing is guessed when it comes back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from nlp.translation.exchange.given import BadReviewFileError, Cell
from nlp.translation.exchange.sheet import COLUMNS, DAY, DOCUMENT, HELD, KEY, REVIEWER, STATES, WORDS, Sheet

WIDTHS = (19, 44, 44, 44, 18, 38)
FIRST = 6
"""The row under the head of the columns."""
_WRITABLE = (4, 5)
"""Columns of a row that the reviewer fills in."""
_LINE_HEIGHT, _HIGHEST = 16.0, 400.0
"""Points; no row of a workbook may be higher than 409."""
_FONT, _YELLOW, _GREY = "Yu Gothic", "FFF9DB", "E7ECF0"
_LINE = Side(style="thin", color="B8C0C8")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def write(sheet: Sheet) -> bytes:
    """The workbook: how to do it, and the table."""
    book = Workbook()
    table = book.worksheets[0]
    table.title = WORDS["table"]
    _head(table, sheet)
    for at, row in enumerate(sheet.rows, start=FIRST):
        for column, text in enumerate(row, start=1):
            _put(table, at, column, text, writable=column in _WRITABLE)
        table.row_dimensions[at].height = min(_HIGHEST, _LINE_HEIGHT * max(map(_lines, row, WIDTHS)))
    _arrange(table, FIRST + len(sheet.rows) - 1)
    _guide(book.create_sheet(WORDS["guide"], 0))
    book.active = 1
    book.properties.title, book.properties.keywords = sheet.title, str(sheet.key)
    book.properties.language, book.properties.creator = sheet.key.lang, "Aozora"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(table: Worksheet, sheet: Sheet) -> None:
    for at, (name, text) in enumerate(((DOCUMENT, sheet.title), (KEY, str(sheet.key)), (REVIEWER, ""), (DAY, "")), 1):
        _put(table, at, 1, name, fill=_GREY)
        _put(table, at, 2, text, writable=name in (REVIEWER, DAY))
    table.row_dimensions[1].height = _LINE_HEIGHT * _lines(sheet.title, WIDTHS[1])
    for column, name in enumerate(COLUMNS, start=1):
        _put(table, FIRST - 1, column, name, fill=_GREY)


def _put(table: Worksheet, row: int, column: int, text: str, writable: bool = False, fill: str = "") -> None:
    cell = table.cell(row, column)
    assert isinstance(cell, SheetCell)
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = True
    cell.number_format = "@"
    cell.font = Font(name=_FONT, size=8 if column == 1 and row >= FIRST else 10, bold=bool(fill))
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border = Border(_LINE, _LINE, _LINE, _LINE)
    cell.protection = Protection(locked=not writable)
    if colour := _YELLOW if writable else fill:
        cell.fill = PatternFill("solid", fgColor=colour)


def _lines(text: str, width: int) -> int:
    """Lines that a text takes: not every programme makes rows as high as what they hold."""
    return sum(
        1 + max(0, sum(1 if ord(char) < 0x2000 else 2 for char in line) - 1) // width for line in text.split("\n")
    )


def _arrange(table: Worksheet, last: int) -> None:
    for column, width in zip("ABCDEF", WIDTHS, strict=True):
        table.column_dimensions[column].width = width
    table.freeze_panes = f"A{FIRST}"
    table.auto_filter.ref = f"A{FIRST - 1}:F{last}"
    states = DataValidation(type="list", formula1=f'"{",".join([*STATES, HELD])}"', allow_blank=True)
    states.add(f"E{FIRST}:E{max(last, FIRST)}")
    table.add_data_validation(states)
    table.print_title_rows = f"{FIRST - 1}:{FIRST - 1}"
    _fit_to_page(table)
    guard = table.protection  # without a password: against slips, not against people
    guard.sheet, guard.formatColumns, guard.formatRows, guard.autoFilter = True, False, False, False


def _fit_to_page(page: Worksheet) -> None:
    """A4, lying, as many pages high as it takes."""
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", 9, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _guide(guide: Worksheet) -> None:
    guide.column_dimensions["A"].width = 110
    _fit_to_page(guide)
    guide.cell(1, 1, WORDS["title"]).font = Font(name=_FONT, size=14, bold=True)
    for number, line in enumerate(WORDS["guide_lines"], start=1):
        cell = guide.cell(number + 1, 1, f"{number}. {line}")
        cell.font = Font(name=_FONT, size=11)
        cell.alignment = Alignment(vertical="top", wrap_text=True)


# ---------------------------------------------------------------- back


def lines(name: str, data: bytes) -> Iterator[list[Cell]]:
    """The rows of every sheet, the key that the file itself carries before them. Raises BadReviewFileError."""
    try:
        book = load_workbook(io.BytesIO(data))
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, OSError):
        raise BadReviewFileError(
            f"{name}: expected a workbook (.xlsx) that opens without a password; open it and save it as one"
        ) from None
    where = f"{name}, properties, keywords"
    yield [Cell(KEY, where), Cell(book.properties.keywords or "", where)]
    for table in book.worksheets:
        for row in table.iter_rows():
            yield [_cell(name, cell) for cell in row]


def _cell(name: str, cell: Any) -> Cell:
    where = f"{name}, sheet {cell.parent.title}, cell {cell.coordinate}"
    value = cell.value
    if value is None:
        return Cell("", where)
    if isinstance(value, str) and cell.data_type not in ("f", "e"):
        return Cell(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), value), where)
    if isinstance(value, int) and not isinstance(value, bool):
        return Cell(str(value), where)
    if isinstance(value, date):
        said = value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
        return Cell(said, where, "a date")
    return Cell(str(value), where, "a formula" if cell.data_type == "f" else f"the value {value}")
