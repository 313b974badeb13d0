"""The tables of an XLSX workbook, sheet by sheet; sheets that are hidden stay so."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from crawlers.files.found import MOST_ROWS, Found, UnreadableFile
from crawlers.files.packages import Package, attribute
from crawlers.files.sheets.tables import WIDEST, Cells, Range, lines
from crawlers.files.sheets.values import built_in, shown
from crawlers.text.lines import Line

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MOST_SEEN = 100_000
"""Rows of a sheet that are looked at: some are a million rows of nothing."""


@dataclass(slots=True)
class _Book:
    package: Package
    texts: list[str]
    formats: list[str]
    from_1904: bool
    missing: str = ""


def read(data: bytes) -> Found:
    """Each sheet: its name and its rows. Raises UnreadableFile."""
    package = Package(data)
    workbook = package.tree("xl/workbook.xml")
    told = workbook.find("{*}workbookPr")
    from_1904 = told is not None and told.get("date1904") in ("1", "true")
    book = _Book(package, _texts(package), _formats(package), from_1904)
    found = [line for name, path in _sheets(package, workbook) for line in _lines(book, name, path)]
    return Found.of(found, book.missing)


def _sheets(package: Package, workbook: etree._Element) -> Iterator[tuple[str, str]]:
    """Name and member of each sheet that is shown."""
    links = {link.get("Id"): link.get("Target") or "" for link in package.tree("xl/_rels/workbook.xml.rels")}
    for sheet in workbook.iterfind("{*}sheets/{*}sheet"):
        target = links.get(attribute(sheet, "id"), "")
        path = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
        if sheet.get("state", "visible") == "visible" and path in package:
            yield sheet.get("name", ""), path


def _texts(package: Package) -> list[str]:
    """Texts that cells share."""
    if "xl/sharedStrings.xml" not in package:
        return []
    return [_text(entry) for entry in package.tree("xl/sharedStrings.xml").iterfind("{*}si")]


def _text(entry: etree._Element) -> str:
    """Without the readings that stand above characters."""
    parts = [*entry.iterfind("{*}t"), *entry.iterfind("{*}r/{*}t")]
    return "".join(part.text or "" for part in parts)


def _formats(package: Package) -> list[str]:
    """Codes of number formats, as cells count them."""
    if "xl/styles.xml" not in package:
        return []
    styles = package.tree("xl/styles.xml")
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    used = [one.get("numFmtId", "0") for one in styles.iterfind("{*}cellXfs/{*}xf")]
    return [own.get(number) or built_in(int(number)) for number in used]


def _lines(book: _Book, name: str, path: str) -> Iterator[Line]:
    cells: Cells = {}
    merged: list[Range] = []
    seen = kept = 0
    try:
        for _, element in etree.iterparse(io.BytesIO(book.package.read(path)), tag=("{*}row", "{*}mergeCell")):
            if element.tag.endswith("}mergeCell"):
                merged += _range(element.get("ref", ""))
            elif seen < _MOST_SEEN and kept < MOST_ROWS:
                seen, kept = seen + 1, kept + _take(book, element, cells)
            else:
                book.missing = f"read up to row {MOST_ROWS} of its tables"
            element.clear()
    except (etree.XMLSyntaxError, ValueError, IndexError) as error:
        raise UnreadableFile(f"damaged {path}: {error}") from error
    yield from lines(name, cells, merged)


def _take(book: _Book, row: etree._Element, cells: Cells) -> bool:
    """Whether the row holds anything."""
    before = len(cells)
    for cell in row.iterfind("{*}c"):
        place = _place(cell.get("r", ""))
        if place and place[1] < WIDEST and (text := _value(book, cell)):
            cells[place] = text
    return len(cells) > before


def _value(book: _Book, cell: etree._Element) -> str:
    kind = cell.get("t", "n")
    inline = cell.find("{*}is")
    if inline is not None:
        return _text(inline)
    raw = cell.findtext("{*}v") or ""
    if kind == "s":
        return book.texts[int(raw)] if raw else ""
    if kind != "n" or not raw:
        return raw
    style = int(cell.get("s", "0"))
    code = book.formats[style] if style < len(book.formats) else ""
    return shown(float(raw), code, from_1904=book.from_1904)


def _range(reference: str) -> list[Range]:
    first, _, last = reference.partition(":")
    top, bottom = _place(first), _place(last)
    return [(top[0], bottom[0], top[1], bottom[1])] if top and bottom else []


def _place(reference: str) -> tuple[int, int] | None:
    """Row and column, from 0."""
    found = _PLACE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1
