"""The simple text convention of the sample's bodies: a line is a paragraph, its first sign says what it looks like."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Literal, NamedTuple

Look = Literal["plain", "bold", "centre", "right", "table"]
_SIGNS: dict[str, Look] = {"# ": "bold", "= ": "centre", "> ": "right"}


class Piece(NamedTuple):
    """One paragraph, or one table."""

    look: Look
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def pieces(body: str) -> list[Piece]:
    """The paragraphs and tables of a body in order.

    `# ` begins a bold line (a chapter), `= ` a centred one, `> ` one set to the right; a line between `|` is a row.
    """
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    return [piece for is_table, group in groupby(lines, key=_is_row) for piece in _group(is_table, group)]


def _is_row(line: str) -> bool:
    return line.startswith("|")


def _group(is_table: bool, lines: Iterator[str]) -> Iterator[Piece]:
    if is_table:
        yield Piece("table", rows=tuple(_cells(line) for line in lines))
    else:
        yield from (Piece(_SIGNS.get(line[:2], "plain"), line[2:] if line[:2] in _SIGNS else line) for line in lines)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))
