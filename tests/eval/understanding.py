"""What a gold list holds against what was found: precision, recall, F1 and the misses."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple


class Case(NamedTuple):
    """One passage: its name, what it is about by gold and by rule."""

    name: str
    gold: frozenset[str]
    found: frozenset[str]


class Score(NamedTuple):
    """Counts over all cases."""

    hit: int
    found: int
    real: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.hit / max(1, self.found)

    @property
    def recall(self) -> float:
        """Share of what is right that was found."""
        return self.hit / max(1, self.real)

    def __str__(self) -> str:
        f1 = 2 * self.hit / max(1, self.found + self.real)
        return f"precision {self.precision:.3f}, recall {self.recall:.3f}, F1 {f1:.3f}"


def score(cases: Iterable[Case]) -> Score:
    """Over every label of every case."""
    listed = list(cases)
    return Score(
        sum(len(case.gold & case.found) for case in listed),
        sum(len(case.found) for case in listed),
        sum(len(case.gold) for case in listed),
    )


def wrong(cases: Collection[Case]) -> str:
    """The cases that differ: what is missing, what is too much."""
    rows = (
        f"{case.name} (missing: {_list(case.gold - case.found)}; too much: {_list(case.found - case.gold)})"
        for case in cases
        if case.gold != case.found
    )
    return "; ".join(rows) or "none"


def _list(labels: frozenset[str]) -> str:
    return ", ".join(sorted(labels)) or "-"
