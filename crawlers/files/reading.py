"""The text of attached files: PDF, DOCX, XLSX, OFD, plain text, saved pages."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from typing import Literal

from crawlers.files import ofd, office, pdf
from crawlers.files.links import ending
from crawlers.files.unreadable import MOST_BYTES, UnreadableFile
from crawlers.page.blocks import block_of, blocks
from crawlers.text.encoding import decode
from crawlers.text.lines import lines
from crawlers.text.spaces import tidy
from crawlers.text.tree import tree
from warehouse.models import Block, Record

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


def _txt(data: bytes) -> tuple[Block, ...]:
    text, _ = decode(data)
    return tuple(block_of(tidy(line)) for line in text.splitlines() if tidy(line))


def _html(data: bytes) -> tuple[Block, ...]:
    root = tree(decode(data)[0])
    return () if root is None else blocks(lines(root, tables=True))


_READERS: dict[str, Callable[[bytes], tuple[Block, ...]]] = {
    "pdf": pdf.read,
    "docx": office.read_docx,
    "xlsx": office.read_xlsx,
    "ofd": ofd.read,
    "txt": _txt,
    "html": _html,
    "htm": _html,
}
