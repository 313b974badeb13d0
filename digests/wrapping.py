"""Lines of a plain-text mail: full-width characters count two columns, addresses and words stay whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

COLUMNS = 70
NEVER_FIRST = frozenset("、。，．・：；？！）］｝」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ％,.:;?!)]}%”’")
NEVER_LAST = frozenset("（［｛「『【〈《〔([{“‘")
PIECES = re.compile(r"[!-~À-ɏµ³²–]+|★+|.", re.DOTALL)
ADDRESS = re.compile(r"\s*https?://\S+")
HANG = 4
"""Columns by which closing marks may stand out."""


def width(text: str) -> int:
    """Columns of a fixed-width Japanese font; characters of ambiguous width count two."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def wrap(text: str, indent: str = "", columns: int = COLUMNS) -> list[str]:
    """The text in lines of at most `columns`, later lines indented; a web address stands as one line, however long."""
    if ADDRESS.fullmatch(text):
        return [text.strip()]
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, columns - width(indent)):
        if line and width(line) + width(piece) > columns and not _hangs(line, piece, columns):
            line, carried = _broken(line)
            lines.append(line.rstrip())
            line = indent + carried + piece.lstrip(" ")
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str, columns: int) -> Iterator[str]:
    """Words of half-width characters, single wide characters; a word wider than a line is cut."""
    for piece in PIECES.findall(text):
        yield from (piece[at : at + columns] for at in range(0, len(piece), columns))


def _hangs(line: str, piece: str, columns: int) -> bool:
    return piece[0] in NEVER_FIRST and width(line) + width(piece) <= columns + HANG


def _broken(line: str) -> tuple[str, str]:
    """An opening bracket goes over to the next line."""
    kept = line.rstrip("".join(NEVER_LAST))
    return (kept, line[len(kept) :]) if kept.strip() else (line, "")
