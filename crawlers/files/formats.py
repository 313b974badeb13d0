"""Which format a file has, told by its bytes first, and the reader of each format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from crawlers.files.found import FileText, Found, NeedsEyes, UnreadableFile
from crawlers.files.links import ending

_READERS = {
    "pdf": "pdf",
    "docx": "word.docx",
    "doc": "word.doc",
    "rtf": "word.rtf",
    "xlsx": "sheets.xlsx",
    "xls": "sheets.xls",
    "ofd": "ofd",
    "zip": "bundle",
    "txt": "plain.text",
    "html": "plain.page",
}
"""Module of each reader below this package; it is loaded when its first file comes."""
_NO_READER = {"ceb": "CEB", "ppt": "PowerPoint", "pptx": "PowerPoint", "rar": "RAR", "7z": "7-Zip"}
_TYPES = {
    "application/pdf": "pdf",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/ofd": "ofd",
    "text/plain": "txt",
    "text/html": "html",
}
_SAME = {"htm": "html", "shtml": "html", "wps": "doc", "et": "xls"}
_SIGNS = {
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"Rar!": "rar",
    b"7z\xbc\xaf": "7z",
    b"\xff\xd8\xff": "picture",
    b"\x89PNG": "picture",
    b"GIF8": "picture",
    b"II*\x00": "picture",
    b"MM\x00*": "picture",
    b"Founder CEB": "ceb",
}
_PACKAGE, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NEVER_HTML = frozenset({"pdf", "docx", "xlsx", "ofd", "zip", "rar", "ceb", "pptx"})


def text_of(data: bytes, name: str, media_type: str = "") -> FileText:
    """The text of a file, or why there is none."""
    kind = _named(name, media_type)
    try:
        kind = kind_of(data, name, media_type)
        found = _reader(kind)(data)
    except NeedsEyes as error:
        return FileText(state="needs_ocr", reason=str(error), media_type=kind)
    except UnreadableFile as error:
        return FileText(state="unreadable", reason=str(error), media_type=kind)
    if not found.blocks:
        return FileText(state="unreadable", reason=found.missing or "no text in it", media_type=kind)
    return FileText(state="read", reason=found.missing, blocks=found.blocks, media_type=kind)


def kind_of(data: bytes, name: str, media_type: str = "") -> str:
    """The format by its first bytes, then by name, then by what the server says. Raises UnreadableFile."""
    head = data[:1024].lstrip().removeprefix(b"\xef\xbb\xbf").lstrip()
    named = _named(name, media_type)
    if known := next((kind for sign, kind in _SIGNS.items() if head.startswith(sign)), ""):
        return known
    if data.startswith(_OLE):
        return _compound_kind(data) or named
    if data.startswith(_PACKAGE):
        return _package_kind(data)
    if head[:9].lower().startswith((b"<!doctype", b"<html")):
        if named in _NEVER_HTML:
            raise UnreadableFile(f"a page of HTML came instead of a {named} file")
        return "html"
    return named


def _named(name: str, media_type: str) -> str:
    told = ending(name) or _TYPES.get(media_type.partition(";")[0].strip().lower(), "")
    return _SAME.get(told, told)


def _compound_kind(data: bytes) -> str:
    # Half of the files that come are PDF: what the others need is loaded for them alone.
    from crawlers.files import ole

    return ole.kind_of(data)


def _package_kind(data: bytes) -> str:
    from crawlers.files.packages import Package
    from crawlers.files.word.docx import is_main

    package = Package(data)
    if "OFD.xml" in package:
        return "ofd"
    if "xl/workbook.xml" in package:
        return "xlsx"
    return "docx" if any(is_main(member.filename) for member in package.members) else "zip"


def _reader(kind: str) -> Callable[[bytes], Found]:
    if kind == "picture":
        raise NeedsEyes("a picture")
    if kind not in _READERS:
        raise UnreadableFile(f"no reader for {_NO_READER.get(kind, kind or 'this format')}")
    found: Callable[[bytes], Found] = import_module(f"crawlers.files.{_READERS[kind]}").read
    return found
