"""A ZIP of files: the text of each that can be read, under its name."""

from __future__ import annotations

import zipfile
from pathlib import PurePosixPath

from crawlers.files import formats
from crawlers.files.found import MOST_CHARACTERS, FileText, Found, UnreadableFile
from crawlers.files.packages import Package
from warehouse.models import Block

MOST_FILES = 30


def read(data: bytes) -> Found:
    """Readable files in the order of the archive. Raises UnreadableFile when there is none."""
    package = Package(data)
    made: list[Block] = []
    unread: list[str] = []
    size = 0
    for member in package.members[:MOST_FILES]:
        name = shown_name(member)
        text = _text(package.read(member), name)
        if text.state == "read":
            made += [Block(type="heading", text=PurePosixPath(name).stem), *text.blocks]
        size += sum(len(block.plain) for block in text.blocks)
        if size > MOST_CHARACTERS:
            unread.append(f"read up to {name}")
            break
        if text.reason:
            unread.append(f"{name}: {text.reason}")
    unread += [f"{len(package.members) - MOST_FILES} more files"] * (len(package.members) > MOST_FILES)
    if not made:
        raise UnreadableFile("; ".join(unread[:5]) or "nothing in it")
    return Found(tuple(made), "; ".join(unread[:5]))


def _text(data: bytes, name: str) -> FileText:
    if data.startswith(b"PK") and formats.kind_of(data, name) == "zip":
        return FileText(state="unreadable", reason="an archive within an archive")
    return formats.text_of(data, name)


def shown_name(member: zipfile.ZipInfo) -> str:
    """Its name as the one who packed it saw it: Chinese systems write GBK and do not say so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename
