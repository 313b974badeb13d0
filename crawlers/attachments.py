"""The text of attached files: PDF, DOCX, XLSX, OFD, plain text, saved pages."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Literal

import openpyxl
import pypdfium2
from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from crawlers import ofd
from crawlers.attachment_links import ending
from crawlers.blocks import block_of, blocks
from crawlers.encoding import decode
from crawlers.lines import lines
from crawlers.pdf_lines import paragraphs
from crawlers.spaces import tidy
from crawlers.tree import tree
from warehouse.models import Block, Record

MOST_BYTES = 50 * 2**20
MOST_PAGES = 500
MOST_UNPACKED = 200 * 2**20
MOST_ROWS = 5_000
_LEAST_PER_PAGE = 8
"""Characters of a page of PDF below which it is taken for a picture."""
_UNREADABLE = {"doc": "old Word", "wps": "WPS", "et": "WPS", "ceb": "CEB", "xls": "old Excel", "ppt": "PowerPoint"}
_TYPES = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/ofd": "ofd",
    "text/plain": "txt",
    "text/html": "html",
}
State = Literal["read", "needs_ocr", "unreadable"]


class AttachmentText(Record):
    """What could be read of a file."""

    state: State
    reason: str = ""
    """Why it could not be read; empty when it was."""
    blocks: tuple[Block, ...] = ()
    media_type: str = ""
    """Ending of the format that was found: pdf, docx, …"""
    sha256: str
    size: int


class UnreadableFile(Exception):
    """A file whose text cannot be had: its format, and what is wrong with it."""


def read_attachment(data: bytes, name: str, media_type: str = "") -> AttachmentText:
    """The text of a file, or why there is none; hostile and broken files are refused with a reason, never raised."""
    kind = _kind(data, name, media_type)
    state, reason, found = _read(data, kind)
    digest = hashlib.sha256(data).hexdigest()
    return AttachmentText(state=state, reason=reason, blocks=found, media_type=kind, sha256=digest, size=len(data))


def _read(data: bytes, kind: str) -> tuple[State, str, tuple[Block, ...]]:
    if len(data) > MOST_BYTES:
        return "unreadable", f"{len(data)} bytes, more than {MOST_BYTES}", ()
    if kind not in _READERS:
        return "unreadable", f"no reader for {_UNREADABLE.get(kind, kind or 'this format')}", ()
    try:
        found = _READERS[kind](data)
    except UnreadableFile as error:
        return "unreadable", str(error), ()
    if not found:
        return ("needs_ocr", "no text layer", ()) if kind in ("pdf", "ofd") else ("unreadable", "no text in it", ())
    return "read", "", found


def _kind(data: bytes, name: str, media_type: str) -> str:
    """The format by its first bytes, then by name, then by what the server says."""
    if data[:1024].lstrip().startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return ending(name) if ending(name) in _UNREADABLE else "doc"
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data) or ending(name)
    if data[:512].lstrip()[:9].lower().startswith((b"<!doctype", b"<html")):
        return "html"
    return ending(name) or _TYPES.get(media_type.partition(";")[0].strip().lower(), "")


def _zip_kind(data: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return ""
    signs = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd"}
    return next((kind for sign, kind in signs.items() if sign in names), "zip")


def _pdf(data: bytes) -> tuple[Block, ...]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(f"damaged or locked PDF: {error}") from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableFile(f"{len(document)} pages, more than {MOST_PAGES}")
        pages = [page.get_textpage().get_text_bounded() for page in document]
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(f"damaged PDF: {error}") from error
    finally:
        document.close()
    if sum(len("".join(page.split())) for page in pages) < _LEAST_PER_PAGE * max(len(pages), 1):
        return ()
    return tuple(block_of(text) for text in paragraphs(pages))


def _docx(data: bytes) -> tuple[Block, ...]:
    _measured(data)
    try:
        document = Document(io.BytesIO(data))
        return tuple(_docx_blocks(document))
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


def _xlsx(data: bytes) -> tuple[Block, ...]:
    _measured(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return tuple(_xlsx_blocks(book))
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


def _measured(data: bytes) -> None:
    """Refuse what would unpack to more than a file of text can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableFile(f"damaged package: {error}") from error
    if size > MOST_UNPACKED:
        raise UnreadableFile(f"unpacks to {size} bytes, more than {MOST_UNPACKED}")


def _ofd(data: bytes) -> tuple[Block, ...]:
    _measured(data)
    try:
        return tuple(block_of(text) for text in ofd.texts(data))
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise UnreadableFile(f"damaged OFD: {error}") from error


def _txt(data: bytes) -> tuple[Block, ...]:
    text, _ = decode(data)
    return tuple(block_of(tidy(line)) for line in text.splitlines() if tidy(line))


def _html(data: bytes) -> tuple[Block, ...]:
    root = tree(decode(data)[0])
    return () if root is None else blocks(lines(root, tables=True))


_READERS: dict[str, Callable[[bytes], tuple[Block, ...]]] = {
    "pdf": _pdf,
    "docx": _docx,
    "xlsx": _xlsx,
    "ofd": _ofd,
    "txt": _txt,
    "html": _html,
    "htm": _html,
}
