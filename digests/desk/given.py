"""What stands in a workbook that comes back: its cells by row and column, each with its address."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from digests.desk.book import EDITOR
from digests.desk.words import COLUMNS, CORRECTIONS, SHEETS, fault
from digests.plain import inert
from warehouse.models import Month

TOP = 20
"""Rows among which a sheet's names of columns are looked for."""
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class BadDesk(ValueError):
    """A workbook from which nothing is taken; the text says all that is wrong, each with its cell."""


class Cell(NamedTuple):
    """A cell's text, and where it stands: `候補!E7`."""

    text: str
    where: str
    odd: str = ""
    """What is wrong with it when it is no text; empty when it is."""


Line = Mapping[str, Cell]
"""A row by the keys of its columns."""


class Given(NamedTuple):
    """A workbook that came back."""

    month: Month
    export: str
    editor: Cell
    rows: Sequence[Line]
    corrections: Sequence[Line]


def read(name: str, data: bytes, month: Month) -> Given:
    """What stands in the file. Raises BadDesk when it is not this month's workbook, or lacks a sheet or column."""
    try:
        book = load_workbook(io.BytesIO(data))
    except (zipfile.BadZipFile, InvalidFileException, ParseError, KeyError, ValueError, TypeError, OSError):
        raise BadDesk(fault("not_a_workbook", file=name)) from None
    kind, found, export = [*str(book.properties.keywords or "").split("/"), "", ""][:3]
    if kind != "desk":
        raise BadDesk(fault("not_ours", file=name, month=month))
    if found != month:
        raise BadDesk(fault("other_month", file=name, month=month, found=found))
    queue, corrections = _sheet(book, name, "queue"), _sheet(book, name, "corrections")
    return Given(
        month,
        export,
        _cell(queue.cell(*EDITOR)),
        _lines(queue, COLUMNS, "choice"),
        _lines(corrections, CORRECTIONS, "wrong"),
    )


def _sheet(book: Workbook, name: str, key: str) -> Worksheet:
    if SHEETS[key] not in book.sheetnames:
        raise BadDesk(fault("no_sheet", file=name, sheet=SHEETS[key]))
    sheet: Worksheet = book[SHEETS[key]]
    return sheet


def _lines(sheet: Worksheet, columns: Mapping[str, str], needed: str) -> list[Line]:
    """Rows under the names of columns, in whatever order these stand; rows with nothing in them are left out."""
    rows = list(sheet.iter_rows())
    heads = [["".join(str(cell.value or "").split()) for cell in row] for row in rows[:TOP]]
    wanted = {"".join(said.split()): key for key, said in columns.items()}
    at = next((n for n, head in enumerate(heads) if len(wanted.keys() & set(head)) > len(wanted) // 2), None)
    if at is None:
        raise BadDesk(fault("no_column", where=sheet.title, column=columns[needed]))
    if missing := [key for said, key in wanted.items() if said not in heads[at]]:
        raise BadDesk(fault("no_column", where=f"{sheet.title}!{at + 1}", column=columns[missing[0]]))
    named = [(wanted[head], n) for n, head in enumerate(heads[at]) if head in wanted]
    lines = [{key: _cell(row[n]) for key, n in named} for row in rows[at + 1 :]]
    return [line for line in lines if any(cell.text or cell.odd for cell in line.values())]


def _cell(cell: Any) -> Cell:
    """The cell as text on one line; numbers that a programme has made of an id or a place are text too."""
    where = f"{cell.parent.title}!{cell.coordinate}"
    value = cell.value
    if value is None:
        return Cell("", where)
    if cell.data_type == "f":
        return Cell("", where, fault("formula", where=where))
    if isinstance(value, str) and cell.data_type != "e":
        return Cell(inert(_ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)), where)
    if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
        return Cell(str(int(value)), where)
    said = value.isoformat() if isinstance(value, date) else str(value)
    return Cell("", where, fault("not_text", where=where, found=said))
