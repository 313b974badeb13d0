"""The records as a workbook to fill in, and back: nothing is taken unless all of it can be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import ValidationError

from warehouse.cooperation.cells import CellRefused, layout, shown, taken, words
from warehouse.cooperation.checking import Entered, Fault, RecordsRefused, between, faults, refused
from warehouse.cooperation.registers import KINDS

FONT = "Yu Gothic"
HEAD, NEEDED = PatternFill("solid", fgColor="E4ECF1"), PatternFill("solid", fgColor="FFF3C4")
PREPARED = 300
"""Rows below the head that have drop-downs at least."""
LISTS = (
    "type",
    "mode",
    "theme",
    "municipality",
    "answerer",
    "kind",
    "status",
    "access",
    "choice",
    "what",
    "lang",
    "role",
)
LONG_LISTS = ("partnership",)
_FORMULA_LIKE = ("=", "+", "-", "@")


class Row(NamedTuple):
    """A row of a sheet as JSON, and the cell of each field."""

    values: dict[str, Any]
    cells: dict[str, str]
    first: str
    """Its first cell."""


def write(records: Iterable[Entered]) -> bytes:
    """The workbook with these records; an empty one to begin with when there are none."""
    every = list(records)
    book = Workbook()
    _guide(book.worksheets[0])
    lists = book.create_sheet(layout()["choices"])
    places = _choices(lists)
    for sheet in layout()["sheets"]:
        page = book.create_sheet(sheet["title"], len(book.sheetnames) - 1)
        _head(page, sheet["columns"])
        for row in _rows(sheet, every):
            page.append([None] * len(sheet["columns"]))
            _fill(page, sheet["columns"], row)
        _drop_downs(page, sheet["columns"], places)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, name: str) -> list[Entered]:
    """The records of a workbook. Raises RecordsRefused, a line for each fault: `file sheet!cell: what was expected`."""
    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise RecordsRefused(f"{name}: expected a workbook (.xlsx): {error}") from error
    wrong: list[str] = []
    rows = {sheet["title"]: _read(book, sheet, wrong) for sheet in layout()["sheets"]}
    _hang(rows, wrong)
    made: list[tuple[Row, Entered]] = []
    for sheet in layout()["sheets"]:
        if kind := KINDS.get(sheet.get("kind", "")):
            made += _records(rows[sheet["title"]], kind, wrong)
    wrong += [_at(made[at][0], fault) for at, fault in between([record for _, record in made])]
    if wrong:
        raise RecordsRefused("\n".join(f"{name} {line}" for line in wrong))
    return [record for _, record in made]


# ---------------------------------------------------------------- writing


def _rows(sheet: dict[str, Any], records: Iterable[Entered]) -> Iterator[dict[str, Any]]:
    for record in records:
        tree = record.model_dump(mode="json")
        if "kind" in sheet and type(record) is KINDS[sheet["kind"]]:
            yield tree
        elif sheet.get("of") in tree:
            yield from ({**one, "id": tree["id"]} for one in tree[sheet["of"]])


def _head(page: Worksheet, columns: Sequence[Sequence[Any]]) -> None:
    for at, (field, heading, _, width) in enumerate(columns, start=1):
        cell = page.cell(1, at, heading)
        cell.font, cell.alignment = Font(name=FONT, size=10, bold=True), Alignment(wrap_text=True, vertical="center")
        cell.fill = NEEDED if field in layout()["required"] else HEAD
        page.column_dimensions[get_column_letter(at)].width = width
    page.freeze_panes = "B2"
    page.row_dimensions[1].height = 30


def _fill(page: Worksheet, columns: Sequence[Sequence[Any]], row: dict[str, Any]) -> None:
    at = page.max_row
    for column, (field, _, form, _) in enumerate(columns, start=1):
        _put(page.cell(at, column), shown(form, row.get(field), row))


def _put(cell: Any, value: Any) -> None:
    cell.font, cell.alignment = Font(name=FONT, size=10), Alignment(wrap_text=True, vertical="top")
    if isinstance(value, str) and value:
        cell.value, cell.data_type = value, "s"
        cell.quotePrefix = value.startswith(_FORMULA_LIKE)
    elif value is not None:
        cell.value = value
        if not isinstance(value, int):
            cell.number_format = "yyyy-mm-dd"


def _choices(page: Worksheet) -> dict[str, str]:
    """All lists side by side; the range of each, for the drop-downs."""
    ranges = {}
    for at, name in enumerate((*LISTS, *LONG_LISTS), start=1):
        _put(page.cell(1, at), name)
        for row, label in enumerate(words(name).values(), start=2):
            _put(page.cell(row, at), label)
        letter = get_column_letter(at)
        page.column_dimensions[letter].width = 40 if name in LONG_LISTS else 22
        ranges[name] = f"'{page.title}'!${letter}$2:${letter}${len(words(name)) + 1}"
    page.freeze_panes = "A2"
    return ranges


def _drop_downs(page: Worksheet, columns: Sequence[Sequence[Any]], ranges: dict[str, str]) -> None:
    last = max(PREPARED, page.max_row + 100)
    for at, (_, heading, form, _) in enumerate(columns, start=1):
        name, _, words_of = form.partition(":")
        if name == "one" and words_of in ranges:
            rule = DataValidation(type="list", formula1=ranges[words_of], allow_blank=True)
            rule.error, rule.errorTitle = "「選択肢」にある言葉から選んでください。", heading
            page.add_data_validation(rule)
            letter = get_column_letter(at)
            rule.add(f"{letter}2:{letter}{last}")


def _guide(page: Worksheet) -> None:
    page.title = layout()["guide"]
    page.column_dimensions["A"].width = 110
    for at, line in enumerate(layout()["how"], start=1):
        _put(page.cell(at, 1), line)


# ---------------------------------------------------------------- reading


def _read(book: Any, sheet: dict[str, Any], wrong: list[str]) -> list[Row]:
    if sheet["title"] not in book.sheetnames:
        return []
    page = book[sheet["title"]]
    heads = [str(cell.value or "").strip() for cell in page[1]]
    columns = {}
    for field, heading, form, _ in sheet["columns"]:
        if heading in heads:
            columns[field] = (heads.index(heading), form)
        elif field in layout()["required"]:
            wrong.append(f"{sheet['title']}!A1: expected a column {heading!r}, found {heads}")
            return []
    found = (cells for cells in page.iter_rows(min_row=2) if any(str(cell.value or "").strip() for cell in cells))
    return [_row(cells, columns, sheet["title"], wrong) for cells in found]


def _row(cells: Sequence[Any], columns: dict[str, tuple[int, str]], title: str, wrong: list[str]) -> Row:
    """Fields in the order of the columns: details are read after the type."""
    values: dict[str, Any] = {}
    where = {field: f"{title}!{cells[at].coordinate}" for field, (at, _) in columns.items()}
    for field, (at, form) in columns.items():
        try:
            value = taken(form, cells[at].value, values)
        except CellRefused as error:
            wrong.append(f"{where[field]}: {error}")
            continue
        name, _, side = field.partition(".")
        if value is not None and side:
            values.setdefault(name, []).extend(value)
            where.setdefault(name, where[field])
        elif value is not None:
            values[field] = value
    return Row(values, where, f"{title}!{cells[0].coordinate}")


def _hang(rows: dict[str, list[Row]], wrong: list[str]) -> None:
    """Put follow-ups, papers and quoted totals on their records."""
    by_id = {row.values.get("id"): row for row in rows[layout()["sheets"][0]["title"]]}
    for sheet in layout()["sheets"]:
        if "of" not in sheet:
            continue
        for row in rows[sheet["title"]]:
            owner = by_id.get(row.values.pop("id", None))
            if owner is None:
                wrong.append(f"{row.first}: expected the ID of a record on sheet 記録")
                continue
            hung = owner.values.setdefault(sheet["of"], [])
            for field, cell in row.cells.items():
                owner.cells[f"{sheet['of']}.{len(hung)}.{field}"] = cell
            hung.append(row.values)


def _records(rows: Sequence[Row], kind: type[Entered], wrong: list[str]) -> Iterator[tuple[Row, Entered]]:
    for row in rows:
        try:
            record = kind.model_validate(row.values)
        except ValidationError as error:
            wrong += [_at(row, fault) for fault in refused(error)]
            continue
        wrong += [_at(row, fault) for fault in faults(record)]
        yield row, record


def _at(row: Row, fault: Fault) -> str:
    """The cell of the field, or of the nearest field above it."""
    path = fault.field
    while path and path not in row.cells:
        path = path.rpartition(".")[0]
    return f"{row.cells.get(path, row.first)}: {fault.text}"
