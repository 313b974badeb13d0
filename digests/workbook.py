"""Workbooks that come out the same every time and in which text stays text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from digests.plain import inert
from digests.wrapping import width

FONT = "Yu Gothic"
LONGEST = 32_767
"""Characters that a cell holds."""
RUNNING = 100
"""Characters above a page: the format takes 255 with its signs."""
FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r")
NOT_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF))
BODY, HEAD = Font(name=FONT, size=10), Font(name=FONT, size=10, bold=True)
LINK = Font(name=FONT, size=10, color="0B5C8F", underline="single")
LINE, TALLEST = 13.5, 12
"""Points of a line of a cell, and the most lines that a row shows; a click on the cell shows the rest."""
RULE = Border(bottom=Side("thin", color="D5DFE6"))
SHADE, TOP = PatternFill("solid", fgColor="E4ECF1"), Alignment(wrap_text=True, vertical="top")
_FIXED = (1980, 1, 1, 0, 0, 0)
_DATED = datetime(2000, 1, 1)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")

Value = str | int | float | date | None


def new(title: str) -> Workbook:
    """A workbook without sheets, and without a word of who made it."""
    made = Workbook()
    made.remove(made.worksheets[0])
    made.properties.title, made.properties.creator = inert(title)[:250], ""
    made.properties.created = _DATED
    return made


def add_sheet(
    book: Workbook, title: str, heads: Sequence[str], widths: Sequence[float], running: str = ""
) -> Worksheet:
    """A sheet with its head, which stays in sight and filters; widths in characters. `running` heads every page."""
    sheet: Worksheet = book.create_sheet(title)
    for number, (head, wide) in enumerate(zip(heads, widths, strict=True), start=1):
        cell = sheet.cell(1, number)
        put(cell, head)
        cell.font, cell.fill = HEAD, SHADE
        sheet.column_dimensions[get_column_letter(number)].width = wide
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.6, bottom=0.5, header=0.3, footer=0.25)
    head_of_page: Any = sheet.oddHeader
    foot_of_page: Any = sheet.oddFooter
    head_of_page.left.text, foot_of_page.center.text = inert(running)[:RUNNING].replace("&", "&&"), "&P / &N"
    return sheet


def print_columns(sheet: Worksheet, first: int) -> None:
    """Only the first columns of a wide sheet go on paper."""
    sheet.print_area = f"A1:{get_column_letter(first)}{sheet.max_row}"


def add_rows(sheet: Worksheet, rows: Iterable[Sequence[Value]]) -> None:
    """Rows under the head, as high as their longest text up to a limit; what looks like a formula is text."""
    look = _look(sheet)
    widths = [sheet.column_dimensions[get_column_letter(at)].width for at in range(1, sheet.max_column + 1)]
    for number, values in enumerate(rows, start=2):
        for column, value in enumerate(values, start=1):
            cell: Any = sheet.cell(number, column)
            cell._style = copy(look)
            _fill(cell, value)
        lines = max(map(lines_of, values, widths), default=1)
        sheet.row_dimensions[number].height = LINE * min(TALLEST, lines) + 3
    if sheet.max_row > 1:
        sheet.auto_filter.ref = sheet.dimensions


def _look(sheet: Worksheet) -> Any:
    """How a cell under the head looks: set one by one for each of many thousand cells, it takes half of the time."""
    cell: Any = Cell(sheet, row=1, column=1)
    cell.font, cell.alignment, cell.border = BODY, TOP, RULE
    return cell._style


def lines_of(value: object, wide: float) -> int:
    """Lines that a text takes in a column of that width; a character of Japanese takes the room of two."""
    room = max(1, int(wide) - 1)
    return sum(max(1, -(-width(line) // room)) for line in str(value or "").split("\n"))


def link(sheet: Worksheet, column: int) -> None:
    """Make the addresses of a column links."""
    for (cell,) in sheet.iter_rows(min_row=2, min_col=column, max_col=column):
        if isinstance(cell.value, str) and cell.value.startswith(("http://", "https://")):
            cell.hyperlink = cell.value
            cell.font = LINK


def saved(book: Workbook) -> bytes:
    """The file, every part dated alike: the same workbook is the same bytes."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", part)
            target.writestr(zipfile.ZipInfo(name, _FIXED), part, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def put(cell: Any, value: Value) -> None:
    """A value in the house's type; what looks like a formula is text."""
    cell.font, cell.alignment = BODY, TOP
    _fill(cell, value)


def _fill(cell: Any, value: Value) -> None:
    if isinstance(value, str):
        clean = ILLEGAL_CHARACTERS_RE.sub("", value).translate(NOT_CHARACTERS)[:LONGEST]
        if clean:
            cell.value, cell.data_type = clean, "s"
        if clean.startswith(FORMULA_LIKE):
            cell.quotePrefix = True
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
