"""Importance against the order of an editor: pairs of made releases that no editor would turn round."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from nlp.analysis import analyse
from nlp.importance import importance
from tests.reading import a_release, gold
from warehouse.models import Level, Part
from warehouse.reference import places


class Ranked(NamedTuple):
    """A release of the gold: the editor's step, 6 first, and our points."""

    tier: int
    points: int
    title: str
    parts: tuple[Part, ...]


def report(corpus: Path) -> str:
    """Shares of pairs in the editor's order, and those turned round that leave no doubt."""
    rows = ranked()
    clear, near = pairs(rows, 2, 9), pairs(rows, 1, 1)
    turned = "; ".join(f"{high.title} {high.points} < {low.title} {low.points}" for high, low in wrong(clear))
    return "\n".join(
        [
            f"- two steps apart and more: {1 - len(wrong(clear)) / len(clear):.3f} of {len(clear)} pairs in order",
            f"- neighbouring steps: {1 - len(wrong(near)) / len(near):.3f} of {len(near)} pairs in order",
            f"- wrong: {turned or 'none'}",
        ]
    )


def ranked() -> list[Ranked]:
    """Every release of the gold, judged alone."""
    return [_judged(row) for row in gold("importance")]


def pairs(rows: list[Ranked], least: int, most: int) -> list[tuple[Ranked, Ranked]]:
    """The higher first, of pairs so many steps apart."""
    ordered = sorted(rows, key=lambda row: -row.tier)
    return [(high, low) for high, low in combinations(ordered, 2) if least <= high.tier - low.tier <= most]


def wrong(listed: list[tuple[Ranked, Ranked]]) -> list[tuple[Ranked, Ranked]]:
    """Pairs in which the lower has as many points."""
    return [(high, low) for high, low in listed if high.points <= low.points]


def _judged(row: dict[str, Any]) -> Ranked:
    levels: dict[str, Level] = {"country": "central", "province": "province"}
    release = a_release(
        row["title"],
        row["lines"],
        place=row["place"],
        level=levels.get(places()[row["place"]].level, "city"),
        issuers=tuple(row["issuers"]),
    )
    score, parts = importance(release, analyse(release), row.get("novelty", "new"))
    return Ranked(row["tier"], score, row["title"], parts)
