"""The text of a DOCX file: paragraphs with their numbers, tables, text boxes, notes; nothing that was struck out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from crawlers.files.found import Found
from crawlers.files.grid import Cell, spread
from crawlers.files.packages import Package, local
from crawlers.files.word.docx_styles import Look, Styles, on, value
from crawlers.text.lines import Line
from crawlers.text.spaces import tidy

_MAIN = re.compile(r"word/document\d*\.xml$")
_SILENT = frozenset({"del", "moveFrom", "rPr", "pPr", "instrText", "Fallback", "txbxContent", "rt", "delText"})
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "sect", "sub-section"})


def is_main(name: str) -> bool:
    """Whether a member of a package is the text of a DOCX file."""
    return bool(_MAIN.match(name))


def read(data: bytes) -> Found:
    """Paragraphs and tables in their order, notes after them. Raises UnreadableFile."""
    package = Package(data)
    main = next((member.filename for member in package.members if is_main(member.filename)), "word/document.xml")
    document = _Document(Styles.of(package))
    found = document.lines(package.tree(main))
    for notes in ("word/footnotes.xml", "word/endnotes.xml"):
        if notes in package:
            found = chain(found, *map(document.lines, package.tree(notes).iter("{*}footnote", "{*}endnote")))
    return Found.of(found)


class _Document:
    def __init__(self, styles: Styles) -> None:
        self.styles = styles

    def lines(self, element: etree._Element) -> Iterator[Line]:
        for child in element:
            name = local(child)
            if name == "p":
                yield from self._paragraph(child)
            elif name == "tbl":
                yield from self._table(child)
            elif name in _WRAPPERS or name == "body":
                yield from self.lines(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        look = self.styles.look(paragraph)
        if not look.is_contents:
            text = _text(paragraph)
            label = self.styles.numbering.label(look.list_id, look.depth) if text.strip() else ""
            yield from _lines(label + text, look)
        for box in paragraph.iter("{*}txbxContent"):
            if not any(local(above) == "Fallback" for above in box.iterancestors()):
                yield from self.lines(box)

    def _table(self, table: etree._Element) -> Iterator[Line]:
        rows = [row for row in table.iter("{*}tr") if next(row.iterancestors("{*}tbl")) is table]
        cells = [[cell for cell in row.iter("{*}tc") if next(cell.iterancestors("{*}tr")) is row] for row in rows]
        if [len(row) for row in cells] == [1]:
            yield from self.lines(cells[0][0])
            return
        grid = spread([_before(row) + [self._cell(cell) for cell in own] for row, own in zip(rows, cells, strict=True)])
        if grid:
            yield Line("", "table", rows=grid)

    def _cell(self, cell: etree._Element) -> Cell:
        merged = cell.find("{*}tcPr/{*}vMerge")
        text = "\n".join(line.text or " ".join(chain.from_iterable(line.rows)) for line in self.lines(cell))
        span = value(cell, "tcPr", "gridSpan")
        goes_on = merged is not None and "restart" not in merged.attrib.values()
        return Cell(tidy(text), int(span) if span.isdecimal() else 1, goes_on)


def _before(row: etree._Element) -> list[Cell]:
    """Places that a row leaves free at its left."""
    count = value(row, "trPr", "gridBefore")
    return [Cell("", int(count))] if count.isdecimal() and int(count) else []


def _lines(text: str, look: Look) -> Iterator[Line]:
    for part in text.split("\n"):
        if tidy(part):
            yield Line(tidy(part), look.tag, look.align)


def _text(element: etree._Element) -> str:
    parts: list[str] = []
    for child in element:
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in _SPACES:
            parts.append(_SPACES[name])
        elif name not in _SILENT and not (name == "r" and on(child, "rPr", "vanish")):
            parts.append(_text(child))
    return "".join(parts)
