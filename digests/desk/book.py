"""The editor's workbook: the queue, corrections, coverage, and how to use it; yellow cells are the editor's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from digests import workbook
from digests.desk.queue import LANG, Row
from digests.desk.words import CHOICES, COLUMNS, CORRECTIONS, SAID, SHEETS, WANTED, WORDS
from digests.wording import issue, word
from digests.workbook import FONT, Value
from warehouse import reference
from warehouse.models import Correction, Month, Reading

HEAD = 4
"""The row of the columns' names in the queue."""
EDITOR = (2, 2)
"""The cell of the editor's name: row and column."""
WIDTHS = {
    "rank": 5,
    "change": 11,
    "heading": 44,
    "outline": 48,
    "choice": 8,
    "into": 11,
    "full": 7,
    "title": 30,
    "summary": 38,
    "note": 34,
    "importance": 7,
    "reasons": 25,
    "dated": 22,
    "reaching": 16,
    "state": 15,
    "url": 30,
    "entry_id": 18,
    "mark": 6,
}
CORRECTION_WIDTHS = {"entry_id": 20, "wrong": 60, "right": 60, "told_to": 40, "mark": 6}
READING_WIDTHS = {"name": 38, "place": 14, "state": 40, "pages": 12, "releases": 12, "remark": 60}
WRITTEN = ("choice", "into", "full", "title", "summary", "note")
"""Columns that the editor writes in."""
OWN_CORRECTIONS = ("entry_id", "wrong", "right")
PRINTED = "state"
"""The last column on paper."""
ROOM = 15
"""Empty rows for corrections."""
LINE_HEIGHT, LOWEST, HIGHEST = 15.0, 46.0, 200.0
YELLOW, SHADE, DARK, PALE = "FFF9DB", "E4ECF1", "1F4E79", "F3F6F8"
GREEN, ORANGE, GREY, RED = "E2F2E4", "FCE8D2", "8A949C", "FBE3E1"
_LINE = Side(style="thin", color="C5CED6")
_BOX = Border(_LINE, _LINE, _LINE, _LINE)


class Desk(NamedTuple):
    """Everything that the workbook of a month shows."""

    month: Month
    export: str
    """What tells this export from others."""
    rows: Sequence[Row]
    corrections: Sequence[Correction]
    readings: Sequence[Reading]
    is_sample: bool


def write(desk: Desk) -> bytes:
    """The workbook; the same desk gives the same bytes."""
    mark = word(LANG, "edition.sample") if desk.is_sample else ""
    book = workbook.new(WORDS["title"].format(sample=mark, issue=issue(LANG, desk.month)))
    book.properties.keywords = f"desk/{desk.month}/{desk.export}"
    _guide(book)
    _queue(book, desk)
    _corrections(book, desk.corrections)
    _readings(book, desk.readings)
    book.active = 1
    return workbook.saved(book)


# ---------------------------------------------------------------- the queue


def _queue(book: Workbook, desk: Desk) -> None:
    sheet = _sheet(book, "queue", COLUMNS, WIDTHS, HEAD)
    _top(sheet, book, desk)
    for at, row in enumerate(desk.rows, start=HEAD + 1):
        _row(sheet, at, row)
    last = HEAD + max(len(desk.rows), 1)
    _choices(sheet, last)
    _colours(sheet, last)
    sheet.freeze_panes = f"{_letter('outline')}{HEAD + 1}"
    sheet.auto_filter.ref = f"A{HEAD}:{_letter('entry_id')}{last}"
    sheet.print_area = f"A1:{_letter(PRINTED)}{last}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.column_dimensions[_letter("mark")].hidden = True
    _guard(sheet)


def _top(sheet: Worksheet, book: Workbook, desk: Desk) -> None:
    """Title, the editor's name, figures."""
    workbook.put(sheet.cell(1, 1), book.properties.title)
    sheet.cell(1, 1).font = Font(name=FONT, size=15, bold=True, color=DARK)
    sheet.cell(1, 1).alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = 28
    workbook.put(sheet.cell(2, 1), WORDS["editor"])
    sheet.merge_cells(start_row=2, start_column=2, end_row=2, end_column=3)
    _own(sheet.cell(*EDITOR), "")
    sheet.cell(2, 3).border = _BOX
    here = [row for row in desk.rows if not row.is_gone]
    decided = [row.edit for row in here if row.edit is not None and row.edit.decision]
    read = sum(reading.whole for reading in desk.readings)
    figures = WORDS["figures"].format(n=len(here), decided=len(decided), read=read, all=len(desk.readings))
    last = max((row.edit for row in desk.rows if row.edit), key=lambda edit: edit.edited_at, default=None)
    said = [WORDS["editor_hint"], figures]
    said += [WORDS["edited"].format(who=last.edited_by, day=last.edited_at.date().isoformat())] if last else []
    workbook.put(sheet.cell(2, 4), "　".join(said))
    sheet.cell(2, 4).alignment = Alignment(vertical="center")
    sheet.row_dimensions[2].height, sheet.row_dimensions[3].height = 24, 6
    sheet.row_dimensions[HEAD].height = 32


def _row(sheet: Worksheet, at: int, row: Row) -> None:
    edit = row.edit
    values: dict[str, Value] = {
        "rank": row.rank or None,
        "change": row.change,
        "heading": "\n".join(filter(None, (row.seen.heading, row.title_zh))),
        "outline": row.seen.outline,
        "choice": SAID[edit.decision] if edit else "",
        "into": row.into,
        "full": WANTED if edit and edit.full else "",
        "title": edit.title if edit else "",
        "summary": edit.summary if edit else "",
        "note": edit.note if edit else "",
        "importance": row.seen.importance,
        "reasons": row.reasons,
        "dated": row.dated,
        "reaching": row.reaching,
        "state": row.state,
        "url": row.url,
        "entry_id": row.seen.entry_id,
        "mark": edit.revision if edit else 0,
    }
    for column, (name, value) in enumerate(values.items(), start=1):
        cell = sheet.cell(at, column)
        _own(cell, value) if name in WRITTEN else _shown(cell, value)
        if name in ("rank", "importance", "choice", "full", "into"):
            cell.alignment = Alignment(horizontal="center", vertical="top", wrap_text=True)
    if row.url:
        link = sheet.cell(at, list(COLUMNS).index("url") + 1)
        link.hyperlink, link.font = row.url, workbook.LINK
    sheet.cell(at, list(COLUMNS).index("heading") + 1).font = Font(name=FONT, size=10.5)
    sheet.row_dimensions[at].height = _height(values)


def _height(values: dict[str, Value]) -> float:
    """Not every programme makes rows as high as what they hold."""
    lines = max(workbook.lines_of(value, WIDTHS[name]) for name, value in values.items() if name != "url")
    return min(HIGHEST, max(LOWEST, LINE_HEIGHT * lines + 4))


def _choices(sheet: Worksheet, last: int) -> None:
    """Drop-down lists, and lengths that Excel holds the editor to while they write."""
    for name, words in (("choice", tuple(CHOICES)), ("full", (WANTED,))):
        rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
        rule.error = "、".join(words)
        rule.add(f"{_letter(name)}{HEAD + 1}:{_letter(name)}{last}")
        sheet.add_data_validation(rule)


def _colours(sheet: Worksheet, last: int) -> None:
    """What the editor chooses is seen at once, and what changed since the last export."""
    every = f"A{HEAD + 1}:{_letter('entry_id')}{last}"
    choice, change = f"${_letter('choice')}{HEAD + 1}", f"${_letter('change')}{HEAD + 1}"
    marks = f"{_letter('change')}{HEAD + 1}:{_letter('change')}{last}"
    gone, new = WORDS["change"]["gone"], WORDS["change"]["new"]
    for formula, colour in ((f'{change}="{new}"', GREEN), (f'{change}<>""', ORANGE)):
        strong = {"font": Font(bold=True), "fill": PatternFill(bgColor=colour)}
        sheet.conditional_formatting.add(marks, _when(formula, stopIfTrue=True, **strong))
    out = Font(color=GREY, strike=True)
    for word_, look in (
        (SAID["drop"], {"font": out, "fill": PatternFill(bgColor="EEF0F2")}),
        (SAID["merge"], {"font": Font(color=GREY, italic=True), "fill": PatternFill(bgColor="EEF0F2")}),
        (SAID["pin"], {"fill": PatternFill(bgColor="D6E9F8")}),
        (SAID["accept"], {"fill": PatternFill(bgColor=GREEN)}),
    ):
        area = every if word_ != SAID["accept"] else f"{_letter('choice')}{HEAD + 1}:{_letter('choice')}{last}"
        sheet.conditional_formatting.add(area, _when(f'{choice}="{word_}"', **look))
    grey = {"font": Font(color=GREY), "fill": PatternFill(bgColor="E1E5E8")}
    sheet.conditional_formatting.add(every, _when(f'{change}="{gone}"', **grey))


def _when(formula: str, **look: Any) -> Any:
    return FormulaRule(formula=[formula], **look)  # type: ignore[no-untyped-call]


# ---------------------------------------------------------------- corrections, coverage, guide


def _corrections(book: Workbook, corrections: Sequence[Correction]) -> None:
    sheet = _sheet(book, "corrections", CORRECTIONS, CORRECTION_WIDTHS, 2)
    workbook.put(sheet.cell(1, 1), WORDS["corrections_hint"])
    sheet.cell(1, 1).alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = 26
    rows: list[tuple[str, str, str, str, str]] = [
        (one.entry_id, one.wrong, one.right, "、".join(map(_edition, one.told_to)), one.id) for one in corrections
    ]
    for at, values in enumerate([*rows, *[("", "", "", "", "")] * ROOM], start=3):
        for column, (name, value) in enumerate(zip(CORRECTIONS, values, strict=True), start=1):
            (_own if name in OWN_CORRECTIONS else _shown)(sheet.cell(at, column), value)
        most = max(
            workbook.lines_of(value, width) for value, width in zip(values, CORRECTION_WIDTHS.values(), strict=True)
        )
        sheet.row_dimensions[at].height = max(32.0, LINE_HEIGHT * most + 4)
    sheet.freeze_panes = "A3"
    sheet.print_title_rows = "2:2"
    sheet.column_dimensions[get_column_letter(len(CORRECTIONS))].hidden = True
    _guard(sheet)


def _edition(id: str) -> str:
    known = reference.municipalities().get(id)
    return known.ja if known else word(LANG, "edition.common")


def _readings(book: Workbook, readings: Sequence[Reading]) -> None:
    heads = WORDS["reading_columns"]
    sheet = _sheet(book, "readings", heads, READING_WIDTHS, 1)
    for at, one in enumerate(readings, start=2):
        values: tuple[Value, ...] = (
            one.name,
            one.place,
            one.state,
            f"{one.listings_read}/{one.listings}",
            one.releases,
            one.remark,
        )
        for column, value in enumerate(values, start=1):
            _shown(sheet.cell(at, column), value)
            if not one.whole:
                sheet.cell(at, column).fill = PatternFill("solid", fgColor=RED)
            elif one.remark:
                sheet.cell(at, column).fill = PatternFill("solid", fgColor=ORANGE)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"


def _guide(book: Workbook) -> None:
    sheet = _sheet(book, "guide", {}, {}, 1)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 5, 124
    sheet.sheet_view.showGridLines = False
    workbook.put(sheet.cell(1, 1), WORDS["guide_title"])
    sheet.cell(1, 1).font = Font(name=FONT, size=15, bold=True, color=DARK)
    sheet.cell(1, 1).alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = 30
    for number, line in enumerate(WORDS["guide_lines"], start=1):
        for column, value in ((1, number), (2, line)):
            workbook.put(sheet.cell(number + 1, column), value)
            sheet.cell(number + 1, column).font = Font(name=FONT, size=11)
        sheet.row_dimensions[number + 1].height = 18.0 * workbook.lines_of(line, 118) + 8
    sheet.print_area = f"A1:B{len(WORDS['guide_lines']) + 1}"


# ---------------------------------------------------------------- what they share


def _sheet(book: Workbook, key: str, columns: dict[str, str], widths: dict[str, int], head: int) -> Worksheet:
    """A sheet with its columns' names; the editor's own columns have another colour."""
    sheet = workbook.add_sheet(book, SHEETS[key], [], [], running=str(book.properties.title))
    sheet.freeze_panes, sheet.print_title_rows = None, None
    sheet.page_setup.paperSize = 8 if key == "queue" else 9
    sheet.sheet_properties.tabColor = {"queue": "E0A800", "corrections": "B5532D"}.get(key, DARK)
    for column, (name, said) in enumerate(columns.items(), start=1):
        cell: Any = sheet.cell(head, column)
        workbook.put(cell, said)
        own = name in {"queue": WRITTEN, "corrections": OWN_CORRECTIONS}.get(key, ())
        cell.font = Font(name=FONT, size=10, bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="9A6B00" if own else DARK)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _BOX
        sheet.column_dimensions[get_column_letter(column)].width = widths[name]
    return sheet


def _shown(cell: Any, value: Value) -> None:
    workbook.put(cell, value)
    cell.border = _BOX


def _own(cell: Any, value: Value) -> None:
    """A cell that the editor writes in; whatever is typed there is text."""
    _shown(cell, value)
    cell.number_format, cell.protection = "@", Protection(locked=False)
    cell.fill = PatternFill("solid", fgColor=YELLOW)


def _guard(sheet: Worksheet) -> None:
    """Without a password: against slips, not against people."""
    guard = sheet.protection
    guard.sheet, guard.formatColumns, guard.formatRows, guard.autoFilter = True, False, False, False


def _letter(name: str) -> str:
    return get_column_letter(list(COLUMNS).index(name) + 1)
