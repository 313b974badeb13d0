"""Tables of a full translation in Word: hairlines, a head that every page repeats, rows that stay whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

WIDTH = 17.0
"""Centimetres between the margins."""
_LINE, _SHADE = "B8C4CC", "E4ECF1"
_EDGES = ("top", "bottom", "insideH")
_PAD = {"top": "50", "bottom": "50", "start": "80", "end": "80"}
"""Twips inside a cell."""


def grid(document: Document, widths: Sequence[float]) -> Table:
    """A table of no rows yet."""
    table: Table = document.add_table(rows=0, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    properties = table._tbl.tblPr
    properties.append(_element("w:tblBorders", (_line(edge) for edge in _EDGES)))
    properties.append(_element("w:tblCellMar", (_element(f"w:{e}", w=w, type="dxa") for e, w in _PAD.items())))
    return table


def row(table: Table, *, head: bool = False) -> tuple[_Cell, ...]:
    """The cells of a new row; a head is shaded and stands on every page."""
    made = table.add_row()  # type: ignore[no-untyped-call]
    cells: tuple[_Cell, ...] = made.cells
    properties = made._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    for cell, column in zip(cells, table.columns, strict=True):
        cell.width = column.width  # Word keeps the widths of the columns, LibreOffice those of the cells
        set_close(cell.paragraphs[0])
        if head:
            cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=_SHADE))
    return cells


def set_close(paragraph: Paragraph) -> None:
    """Lines of a cell stand close, with no room below."""
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0


def gap(document: Document) -> None:
    """A low line: two tables with nothing between them would be one."""
    paragraph = document.add_paragraph()
    set_close(paragraph)
    paragraph.paragraph_format.line_spacing = Pt(8)


def _line(edge: str) -> Any:
    return _element(f"w:{edge}", val="single", sz="4", space="0", color=_LINE)


def _element(name: str, children: Iterable[Any] = (), **values: str) -> Any:
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    made.extend(children)
    return made
