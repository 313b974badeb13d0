"""What is given to a command, in a file or on standard input, as text whatever the machine's locale is."""

from __future__ import annotations

import io
import sys
from pathlib import Path


class NotUtf8Error(ValueError):
    """Bytes that are no UTF-8; the text names input and line."""


def text(file: Path | None = None) -> str:
    """The whole input without byte order mark. Raises NotUtf8Error."""
    name, data = str(file or "standard input"), file.read_bytes() if file else sys.stdin.buffer.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        raise NotUtf8Error(f"{name}, line {number}: expected UTF-8, found byte 0x{data[error.start]:02x}") from error


def lines() -> list[str]:
    """The lines of standard input, also the empty ones, trimmed. Raises NotUtf8Error."""
    return [line.strip() for line in io.StringIO(text(), newline=None)]
