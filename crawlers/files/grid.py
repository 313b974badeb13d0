"""Tables of files: cells that span are repeated in each place that they cover."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from crawlers.files.found import MOST_ROWS

_WIDEST = 200


class Cell(NamedTuple):
    """One cell as the file has it."""

    text: str
    span: int = 1
    goes_on: bool = False
    """Whether it is the lower part of the cell above it."""


def spread(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[str, ...], ...]:
    """The grid that a reader sees, without empty rows, all rows equally long."""
    grid: list[list[str]] = []
    for row in rows[:MOST_ROWS]:
        made: list[str] = []
        above = grid[-1] if grid else []
        for cell in row:
            start = len(made)
            text = above[start] if cell.goes_on and start < len(above) else cell.text
            made += [text] * min(max(cell.span, 1), _WIDEST)
        grid.append(made)
    width = max(map(len, grid), default=0)
    return tuple(tuple(row + [""] * (width - len(row))) for row in grid if any(row))
