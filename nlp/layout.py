"""Lines of a terminal in which a Han character takes two columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_PIECE = re.compile(r"[\x21-\x7e]{1,60}|.", re.DOTALL)
_NEVER_FIRST = frozenset("、。，；：！？」』）)】》〉”’・％%")


def columns(text: str) -> int:
    """How wide the text is."""
    return sum(_column(character) for character in text)


def wrapped(text: str, indent: int, width: int) -> Iterator[str]:
    """The text in lines of at most `width` columns, later ones two columns further in.

    No closing mark begins a line; a word or number of Latin letters is cut only where it fills a line by itself.
    """
    margin, line, used = indent, "", indent
    for piece in _PIECE.findall(text):
        wide = columns(piece)
        if used + wide > width and line and piece not in _NEVER_FIRST:
            yield " " * margin + line
            margin, line, used = indent + 2, "", indent + 2
        line, used = line + piece, used + wide
    yield " " * margin + line


def _column(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1
