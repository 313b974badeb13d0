"""The table as a Word document; insertions and deletions that Word has tracked count as accepted when it comes back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml.etree import XMLSyntaxError

from nlp.translation.exchange.given import BadReviewFileError, Cell
from nlp.translation.exchange.sheet import (
    ADVICE,
    COLUMNS,
    DAY,
    DOCUMENT,
    ID,
    KEY,
    REVIEWED,
    REVIEWER,
    STATE,
    WORDS,
    Sheet,
)

WIDTHS = (Mm(27), Mm(58), Mm(58), Mm(58), Mm(22), Mm(50))
SMALL = {ID: Pt(6.5), ADVICE: Pt(7.5)}
_FONT, _YELLOW, _GREY = "Yu Gothic", "FFF9DB", "E7ECF0"
_LEFT_OUT = frozenset(qn(name) for name in ("w:del", "w:moveFrom", "w:rt", "w:txbxContent"))
"""What was deleted, reading aids, and boxes that Word keeps twice."""
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def write(sheet: Sheet) -> bytes:
    """The document: how to do it, who reviewed, and the table."""
    file = Document()
    _page(file)
    file.add_paragraph(WORDS["title"]).runs[0].font.size = Pt(14)
    for number, line in enumerate(WORDS["guide_lines"], start=1):
        file.add_paragraph(f"{number}. {line}")
    _head(file, sheet)
    file.add_paragraph()
    _table(file, sheet)
    about = file.core_properties
    about.title, about.keywords, about.language, about.author = (
        sheet.title[:255],
        str(sheet.key),
        sheet.key.lang,
        "Aozora",
    )
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _page(file: Any) -> None:
    page = file.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(12)
    style = file.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(9)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(1)


def _head(file: Any, sheet: Sheet) -> None:
    table = file.add_table(rows=4, cols=2, style="Table Grid")
    _widen(table, (Mm(27), Mm(174)))
    for row, name, text in zip(
        table.rows, (DOCUMENT, KEY, REVIEWER, DAY), (sheet.title, str(sheet.key), "", ""), strict=True
    ):
        _fill(row.cells[0], name, _GREY)
        _fill(row.cells[1], text, _YELLOW if name in (REVIEWER, DAY) else "")


def _table(file: Any, sheet: Sheet) -> None:
    table = file.add_table(rows=1 + len(sheet.rows), cols=len(COLUMNS), style="Table Grid")
    _widen(table, WIDTHS)
    for row, texts in zip(table.rows, (COLUMNS, *sheet.rows), strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, name, text in zip(row.cells, COLUMNS, texts, strict=True):
            writable = texts is not COLUMNS and name in (REVIEWED, STATE)
            _fill(cell, text, _GREY if texts is COLUMNS else _YELLOW if writable else "", SMALL.get(name))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _widen(table: Any, widths: Sequence[int]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _fill(cell: Any, text: str, colour: str, size: Pt | None = None) -> None:
    if text:
        run = cell.paragraphs[0].add_run(text)
        run.font.size = size
    if colour:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), colour)
        cell._tc.get_or_add_tcPr().append(shade)


# ---------------------------------------------------------------- back


def lines(name: str, data: bytes) -> Iterator[list[Cell]]:
    """The rows of every table, the key that the file itself carries before them. Raises BadReviewFileError."""
    try:
        file = Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, OSError):
        raise BadReviewFileError(
            f"{name}: expected a Word document (.docx) that opens without a password; open it and save it as one"
        ) from None
    where = f"{name}, properties, keywords"
    yield [Cell(KEY, where), Cell(file.core_properties.keywords, where)]
    for number, table in enumerate(file.element.body.iter(qn("w:tbl")), start=1):
        for at, row in enumerate(table.iter(qn("w:tr")), start=1):
            if not any(ancestor.tag in _LEFT_OUT for ancestor in row.iterancestors()) and not _is_deleted(row):
                where = f"{name}, table {number}, row {at}"
                yield [
                    Cell(_text(cell), f"{where}, column {n}") for n, cell in enumerate(row.iter(qn("w:tc")), start=1)
                ]


def _is_deleted(row: Any) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _text(cell: Any) -> str:
    return "\n".join("".join(_said(paragraph)) for paragraph in cell.iter(qn("w:p")))


def _said(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _LEFT_OUT and child.tag != qn("w:pPr"):
            yield from _said(child)
