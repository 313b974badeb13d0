"""The order of an edition: which entry stands under which place, and the number it bears."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from digests.choose import Audience, Drawn, Reach, Tier, pinned, reach, told, weight
from warehouse.models import Entry

UPPER_SHOWN = 3
"""Items told in full under a province, the regions or the centre; the rest take one line each."""


class Arrangement(NamedTuple):
    """Who stands where, for one audience."""

    audience: Audience
    partner: dict[str, list[Reach]]
    """By partner place, in the order of the audience's partners; empty lists for quiet places."""
    upper: list[tuple[Tier, str, list[Reach]]]
    """Provinces, then regions together, then the centre: only those with items."""
    others: list[Reach]
    numbers: dict[str, int]
    """Entry id to the number that the reader sees, from 1."""
    drawn: Drawn

    @property
    def near(self) -> list[Reach]:
        """All but the other movements, in the order of numbers."""
        return [r for found in self.partner.values() for r in found] + [r for *_, group in self.upper for r in group]

    @property
    def every(self) -> list[Reach]:
        """All of it, in the order of numbers."""
        return [*self.near, *self.others]


def arrange(entries: Sequence[Entry], audience: Audience, drawn: Drawn) -> Arrangement:
    """Put every told entry in its one place; inside a place by importance, then id."""
    found = [reach(entry, audience.partners) for entry in told(entries)]
    partner = {code: [r for r in found if r.tier == "partner" and r.place == code] for code in audience.partners}
    groups = [(tier, place, group) for tier, place, group in _upper(found) if group]
    upper = [(tier, place, group[:UPPER_SHOWN]) for tier, place, group in groups]
    rest = [r for *_, group in groups for r in group[UPPER_SHOWN:]] + [r for r in found if r.tier == "others"]
    others = sorted(rest, key=lambda r: (not pinned(r.entry), r.tier == "others", -weight(r.entry), r.entry.id))
    draft = Arrangement(audience, partner, upper, others, {}, drawn)
    return draft._replace(numbers={r.entry.id: n for n, r in enumerate(draft.every, start=1)})


def _upper(found: Sequence[Reach]) -> list[tuple[Tier, str, list[Reach]]]:
    provinces = dict.fromkeys(r.place for r in found if r.tier == "province")
    groups: list[tuple[Tier, str, list[Reach]]] = [
        ("province", place, [r for r in found if r.tier == "province" and r.place == place]) for place in provinces
    ]
    groups.append(("region", "", [r for r in found if r.tier == "region"]))
    groups.append(("centre", "", [r for r in found if r.tier == "centre"]))
    return groups
