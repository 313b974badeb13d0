"""Why the text of a file cannot be had, and how large a file may be."""

from __future__ import annotations

import io
import zipfile

MOST_BYTES = 50 * 2**20
MOST_PAGES = 500
MOST_UNPACKED = 200 * 2**20


class UnreadableFile(Exception):
    """A file whose text cannot be had: its format, and what is wrong with it."""


def check_package(data: bytes) -> None:
    """Refuse a zip package that would unpack to more than a file of text can be. Raises UnreadableFile."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableFile(f"damaged package: {error}") from error
    if size > MOST_UNPACKED:
        raise UnreadableFile(f"unpacks to {size} bytes, more than {MOST_UNPACKED}")
