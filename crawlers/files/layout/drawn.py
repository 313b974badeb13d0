"""What stands on a drawn page: pieces of text and straight rules. Points, from the upper left corner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple


class Run(NamedTuple):
    """A piece of text on one line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    """Width of a Han character."""

    @property
    def middle(self) -> float:
        """Between top and bottom."""
        return (self.top + self.bottom) / 2


class Rule(NamedTuple):
    """A straight line, across or down."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page."""

    width: float
    height: float
    runs: Sequence[Run]
    rules: Sequence[Rule] = ()


class Row(NamedTuple):
    """One line of text on a page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


def rows(runs: Iterable[Run]) -> list[Row]:
    """Runs that stand side by side joined, from top to bottom."""
    open_rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.top, run.left)):
        # A raised or lowered digit begins a little above or below its neighbours.
        beside = next((row for row in open_rows[-4:] if _beside(row, run)), None)
        if beside is None:
            open_rows.append([run])
        else:
            beside.append(run)
    return sorted((_row(row) for row in open_rows), key=lambda row: row.top)


def _beside(row: Sequence[Run], run: Run) -> bool:
    tallest = max(row, key=lambda one: one.bottom - one.top)
    return tallest.top <= run.middle <= tallest.bottom or run.top <= tallest.middle <= run.bottom


def _row(runs: list[Run]) -> Row:
    runs.sort(key=lambda run: run.left)
    text = runs[0].text
    for before, run in pairwise(runs):
        text += (" " if _apart(before, run) else "") + run.text
    size = max(runs, key=lambda run: run.right - run.left).size
    edges = (runs[0].left, min(run.top for run in runs), max(r.right for r in runs), max(r.bottom for r in runs))
    return Row(text, *edges, size)


def _apart(before: Run, run: Run) -> bool:
    """Whether a reader sees a space between them."""
    latin = before.text[-1:].isascii() and run.text[:1].isascii()
    return run.left - before.right > (0.2 if latin else 1) * run.size
