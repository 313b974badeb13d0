"""Texts in the cells of a terminal."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """Cells that a text takes: a full-width character takes two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def fitted(text: str, cells: int) -> str:
    """A text cut or filled to a number of cells."""
    if width(text) > cells:
        kept = ""
        for char in text:
            if width(kept + char) > cells - 2:
                break
            kept += char
        text = kept + "…"
    return text + " " * (cells - width(text))
