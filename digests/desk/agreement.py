"""How far an editor's decisions agree with the machine's order of a month's items."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from math import log2, sqrt
from typing import NamedTuple

from warehouse.models import Choice, Edit, Month

GAIN: dict[Choice, int] = {"pin": 2, "accept": 1, "drop": 0}
"""What a decision is worth; what is merged was a double, which says nothing of its rank."""
FIRST = 10
WORST = 3


class Ranked(NamedTuple):
    """An item as the machine put it and the editor decided it."""

    entry_id: str
    importance: int
    rank: int
    gain: int


class Agreement(NamedTuple):
    """A month's figures; None where the decisions cannot tell."""

    month: Month
    kept: int
    """Accepted and pinned."""
    pinned: int
    dropped: int
    auc: float | None
    """Share of pairs of a kept and a dropped item in which the kept one has more points; ties count half."""
    precision: float | None
    """Share of the kept among as many first items as were kept."""
    tau: float | None
    """Kendall's tau-b between points and pin > accept > drop: 1 the same order, 0 none, -1 turned round."""
    ndcg: float | None
    """Normalised gain of the first ten; a pin counts three, an acceptance one."""
    high: tuple[Ranked, ...]
    """Dropped although the machine had them high."""
    low: tuple[Ranked, ...]
    """Pinned although the machine had them low."""


def last(edits: Iterable[Edit]) -> list[Edit]:
    """The decision that holds of each item."""
    return list({edit.document_id: edit for edit in sorted(edits, key=lambda edit: edit.revision)}.values())


def of(month: Month, edits: Iterable[Edit]) -> Agreement:
    """The figures of the decisions of one month."""
    found = [Ranked(e.entry_id, e.importance, e.rank, GAIN[e.decision]) for e in edits if e.decision in GAIN]
    ranked = sorted(found, key=lambda one: (one.rank, one.entry_id))
    kept = [one for one in ranked if one.gain]
    dropped = [one for one in ranked if not one.gain]
    return Agreement(
        month=month,
        kept=len(kept),
        pinned=sum(one.gain == GAIN["pin"] for one in kept),
        dropped=len(dropped),
        auc=_auc(kept, dropped),
        precision=sum(bool(one.gain) for one in ranked[: len(kept)]) / len(kept) if kept and dropped else None,
        tau=_tau(ranked),
        ndcg=_ndcg(ranked),
        high=tuple(one for one in dropped if ranked.index(one) < len(kept))[:WORST],
        low=tuple(one for one in reversed(kept) if one.gain == GAIN["pin"] and ranked.index(one) >= FIRST)[:WORST],
    )


def _auc(kept: Sequence[Ranked], dropped: Sequence[Ranked]) -> float | None:
    pairs = [(high.importance, low.importance) for high in kept for low in dropped]
    return sum((high > low) + (high == low) / 2 for high, low in pairs) / len(pairs) if pairs else None


def _tau(ranked: Sequence[Ranked]) -> float | None:
    """Kendall's tau-b, ties on either side taken out."""
    pairs = [(_sign(a.importance - b.importance), _sign(a.gain - b.gain)) for a, b in combinations(ranked, 2)]
    untied = sqrt(sum(x != 0 for x, _ in pairs) * sum(y != 0 for _, y in pairs))
    return sum(x * y for x, y in pairs) / untied if untied else None


def _ndcg(ranked: Sequence[Ranked]) -> float | None:
    best = _gained(sorted((one.gain for one in ranked), reverse=True))
    return _gained([one.gain for one in ranked]) / best if best else None


def _gained(gains: Sequence[int]) -> float:
    return sum((2.0**gain - 1.0) / log2(place + 1) for place, gain in enumerate(gains[:FIRST], start=1))


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
