"""What a compound file (OLE2) holds, told by its streams: `.doc`, `.wps`, `.xls`, `.et` are all such files."""

from __future__ import annotations

import io

import olefile

from crawlers.files.found import UnreadableFile

MAGIC = olefile.MAGIC
_STREAMS = {"WordDocument": "doc", "Workbook": "xls", "Book": "xls", "PowerPoint Document": "ppt"}
_LOCKED = "EncryptedPackage"


def kind_of(data: bytes) -> str:
    """The format's ending; empty for one that is not known. Raises UnreadableFile."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            if ole.exists(_LOCKED):
                raise UnreadableFile("locked with a password")
            return next((kind for name, kind in _STREAMS.items() if ole.exists(name)), "")
    except (OSError, IndexError, ValueError) as error:
        raise UnreadableFile(f"damaged compound file: {error}") from error
