"""What is given to a command, in a file or on standard input, as text whatever the machine's locale is."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_MARK = b"\xef\xbb\xbf"


class BadInputError(ValueError):
    """What is given cannot be used; the text names input and line."""


class NotUtf8Error(BadInputError):
    """Bytes that are no UTF-8."""


def each_line(file: Path | None = None) -> Iterator[str]:
    """The lines of the input as they come, with their ends and without byte order mark. Raises NotUtf8Error."""
    if file is None:
        yield from _decoded(sys.stdin.buffer, "standard input")
    else:
        with file.open("rb") as data:
            yield from _decoded(data, str(file))


def lines() -> list[str]:
    """The lines of standard input, also the empty ones, trimmed. Raises NotUtf8Error."""
    return [line.strip() for line in io.StringIO("".join(each_line()), newline=None)]


def _decoded(data: BinaryIO, name: str) -> Iterator[str]:
    for number, line in enumerate(data, 1):
        text = line.removeprefix(_MARK) if number == 1 else line
        try:
            yield text.decode("utf-8")
        except UnicodeDecodeError as error:
            found = f"found byte 0x{text[error.start]:02x}"
            raise NotUtf8Error(f"{name}, line {number}: expected UTF-8, {found}") from error
