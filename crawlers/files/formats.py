"""Which format a file has, told by its bytes first, and the reader of each format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from crawlers.files.found import MOST_CHARACTERS, FileText, Found, NeedsEyes, UnreadableFile
from crawlers.files.links import ending
from crawlers.files.packages import Package
from warehouse.models import Block

_READERS = {
    "pdf": "pdf:read",
    "docx": "office:read_docx",
    "xlsx": "office:read_xlsx",
    "ofd": "ofd:read",
    "txt": "plain:read_text",
    "html": "plain:read_html",
}
"""Module and function of each reader; a reader is loaded when its first file comes."""
_NO_READER = {"ceb": "CEB", "ppt": "PowerPoint", "pptx": "PowerPoint", "doc": "old Word", "xls": "old Excel"}
_TYPES = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/ofd": "ofd",
    "text/plain": "txt",
    "text/html": "html",
}
_SAME = {"htm": "html", "shtml": "html", "wps": "doc", "et": "xls"}


def text_of(data: bytes, name: str, media_type: str = "") -> FileText:
    """The text of a file, or why there is none."""
    kind = kind_of(data, name, media_type)
    try:
        found = _reader(kind)(data)
    except NeedsEyes as error:
        return FileText(state="needs_ocr", reason=str(error), media_type=kind)
    except UnreadableFile as error:
        return FileText(state="unreadable", reason=str(error), media_type=kind)
    if not found.blocks:
        return FileText(state="unreadable", reason=found.missing or "no text in it", media_type=kind)
    blocks, missing = _bounded(found)
    return FileText(state="read", reason=missing, blocks=blocks, media_type=kind)


def kind_of(data: bytes, name: str, media_type: str = "") -> str:
    """The format by its first bytes, then by name, then by what the server says; empty when nothing tells."""
    head = data[:1024].lstrip()
    if head.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return ending(name) if ending(name) in _NO_READER else "doc"
    if data.startswith(b"PK\x03\x04"):
        return _package_kind(data) or ending(name)
    if head[:9].lower().startswith((b"<!doctype", b"<html")):
        return "html"
    told = ending(name) or _TYPES.get(media_type.partition(";")[0].strip().lower(), "")
    return _SAME.get(told, told)


def _package_kind(data: bytes) -> str:
    signs = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "OFD.xml": "ofd"}
    try:
        package = Package(data)
    except UnreadableFile:
        return ""
    return next((kind for sign, kind in signs.items() if sign in package), "zip")


def _reader(kind: str) -> Callable[[bytes], Found]:
    if kind not in _READERS:
        raise UnreadableFile(f"no reader for {_NO_READER.get(kind, kind or 'this format')}")
    module, function = _READERS[kind].split(":")
    found: Callable[[bytes], Found] = getattr(import_module(f"crawlers.files.{module}"), function)
    return found


def _bounded(found: Found) -> tuple[tuple[Block, ...], str]:
    """Blocks up to the most that a text may have, and what is missing then."""
    size = 0
    for number, block in enumerate(found.blocks):
        size += len(block.plain)
        if size > MOST_CHARACTERS:
            return found.blocks[:number], f"read up to its first {MOST_CHARACTERS} characters"
    return found.blocks, found.missing
