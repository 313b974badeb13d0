"""Writes rows as CSV that a Japanese Excel opens right by a double click, and as tables for a terminal."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TextIO

# Excel runs a cell that begins so; full-width signs too, in its Japanese versions.
_RUNS = tuple("=+-@\t\r＝＋－＠")
WIDEST = 40


def write_csv(out: TextIO, rows: Iterable[Sequence[Any]]) -> None:
    """Rows with CRLF, lists joined by 、; a text that Excel would run begins with an apostrophe."""
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([inert(said(cell)) if _is_text(cell) else cell for cell in row] for row in rows)


def inert(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(_RUNS) else text


def said(cell: Any) -> str:
    """A value in words: plain lists joined, records as JSON."""
    if isinstance(cell, list) and not any(isinstance(one, dict | list) for one in cell):
        return "、".join(str(one) for one in cell)
    if isinstance(cell, dict | list):
        return json.dumps(cell, ensure_ascii=False, default=str)
    return "" if cell is None else str(cell)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Lines for a terminal, in columns; what is wider than WIDEST ends in …"""
    cells = [[*columns], *([_shortened(" ".join(said(cell).split())) for cell in row] for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*cells, strict=True)]
    for number, line in enumerate(cells):
        yield "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)


def _is_text(cell: Any) -> bool:
    return isinstance(cell, str | list | dict)


def _shortened(text: str) -> str:
    if _width(text) <= WIDEST:
        return text
    while _width(text) > WIDEST - 2:
        text = text[:-1]
    return text + "…"


def _width(text: str) -> int:
    """Han characters take two columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
