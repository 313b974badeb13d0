"""The text of DOCX and XLSX files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import openpyxl
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from crawlers.files.found import MOST_ROWS, Found, UnreadableFile
from crawlers.files.packages import Package
from crawlers.page.blocks import block_of
from crawlers.text.spaces import tidy
from warehouse.models import Block


def read_docx(data: bytes) -> Found:
    """Paragraphs and tables in their order. Raises UnreadableFile."""
    Package(data)
    try:
        document = Document(io.BytesIO(data))
        return Found(tuple(_docx_blocks(document)))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise UnreadableFile(f"damaged DOCX: {error}") from error


def _docx_blocks(document: object) -> Iterator[Block]:
    for part in document.iter_inner_content():  # type: ignore[attr-defined]
        if hasattr(part, "rows"):
            grid = tuple(tuple(tidy(cell.text) for cell in row.cells) for row in part.rows)
            if any(any(row) for row in grid):
                yield Block(type="table", rows=grid)
        else:
            yield from (block_of(tidy(text)) for text in part.text.split("\n") if tidy(text))


def read_xlsx(data: bytes) -> Found:
    """Each sheet: its name and its rows. Raises UnreadableFile."""
    Package(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return Found(tuple(_xlsx_blocks(book)))
    except (InvalidFileException, KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise UnreadableFile(f"damaged XLSX: {error}") from error


def _xlsx_blocks(book: openpyxl.Workbook) -> Iterator[Block]:
    for sheet in book.worksheets:
        grid = [
            tuple("" if value is None else tidy(str(value)) for value in row)
            for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=100, values_only=True)
        ]
        width = max((at + 1 for row in grid for at, cell in enumerate(row) if cell), default=0)
        kept = tuple(row[:width] for row in grid if any(row))
        if kept:
            yield Block(type="heading", text=sheet.title)
            yield Block(type="table", rows=kept)
