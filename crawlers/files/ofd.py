"""The text of an OFD file (GB/T 33190): a zip of XML pages whose pieces of text stand where they are drawn."""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from crawlers.files.found import Found, NeedsEyes, UnreadableFile
from crawlers.files.packages import Package
from crawlers.page.blocks import block_of

_PAGE = re.compile(r"Pages/Page_(\d+)/Content\.xml$")
_SAME_ROW = 2.0
"""Millimetres."""


def read(data: bytes) -> Found:
    """Its rows as blocks. Raises UnreadableFile."""
    Package(data)
    try:
        found = tuple(block_of(text) for text in _texts(data))
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise UnreadableFile(f"damaged OFD: {error}") from error
    if not found:
        raise NeedsEyes("no text layer")
    return Found(found)


def _texts(data: bytes) -> list[str]:
    """Rows of text, page by page, from top to bottom."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = sorted((int(found[1]), name) for name in packed.namelist() if (found := _PAGE.search(name)))
        return [row for _, name in names for row in _rows(packed.read(name))]


def _rows(xml: bytes) -> list[str]:
    root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    pieces = sorted((_place(piece), _text(piece)) for piece in root.iter("{*}TextObject"))
    rows: list[tuple[float, list[str]]] = []
    for (top, _), text in pieces:
        if not rows or top - rows[-1][0] > _SAME_ROW:
            rows.append((top, []))
        rows[-1][1].append(text)
    return [row for _, parts in rows if (row := "".join(parts).strip())]


def _place(piece: etree._Element) -> tuple[float, float]:
    """Top and left of its box."""
    box = [float(number) for number in (piece.get("Boundary") or "0 0 0 0").split()]
    return round(box[1], 1), box[0]


def _text(piece: etree._Element) -> str:
    return "".join(code.text or "" for code in piece.iter("{*}TextCode"))
