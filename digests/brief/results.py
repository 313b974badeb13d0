"""Targets of a place beside what it has published of the same indicator; nothing is judged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from digests import goals, naming
from digests.longform import Table
from digests.periods import period
from digests.wording import day, due, indicators, quantity, word
from warehouse import reference
from warehouse.models import Figure, Language, Policy, Target

if TYPE_CHECKING:
    from digests.brief.build import Part

LANG: Language = "ja"
WHOLE = ("全市", "全省", "本市", "本省", "我市", "我省")
PASSING = ("alert", "interpretation", "air_quality")
"""Kinds whose numbers are not the place's aims."""


def part(policies: Sequence[Policy], limit: int) -> Part:
    """A row for each measured indicator that has a target or a result, the latest of both."""
    from digests.brief.build import Part

    aims, found = _aims(policies), _figures(policies)
    rows = []
    for key in indicators():
        if key not in aims and key not in found:
            continue
        aim = _aim(*aims[key]) if key in aims else word(LANG, "brief.no_aim")
        result = _result(*found[key]) if key in found else word(LANG, "brief.no_result")
        rows.append((indicators()[key]["ja"], aim, result))
    if not rows:
        return Part(word(LANG, "brief.results"), lines=(word(LANG, "brief.no_results"),))
    heads = tuple(word(LANG, f"brief.{head}") for head in ("indicator", "target_of", "published"))
    table = Table(heads, (3.0, 7.4, 6.6), tuple(rows[:limit]))
    return Part(word(LANG, "brief.results"), table, rest=word(LANG, "brief.results_note"))


def measured(indicator: str, unit: str) -> str:
    """Key of an indicator that is measured of a place's air; empty for others."""
    fits = (key for key, said in indicators().items() if unit in said["units"] and re.fullmatch(said["zh"], indicator))
    return next(fits, "")


def own(policy: Policy, area: str, sector: str = "") -> bool:
    """Whether a number is of the whole place that issued the document."""
    place = reference.places()[policy.place]
    return not sector and area in ("", place.zh, place.short_zh, *WHOLE)


def name(policy: Policy, indicator: str) -> str:
    """In Japanese, or the original so marked."""
    return naming.known(indicator, LANG) or policy.names.get(indicator) or naming.original(indicator, LANG, 24)


def _aims(policies: Sequence[Policy]) -> dict[str, tuple[Policy, Target]]:
    """The latest target of each indicator; a draft's only where nothing else is."""
    found: dict[str, tuple[Policy, Target]] = {}
    for policy in sorted(policies, key=_standing, reverse=True):
        for target in policy.analysis.targets:
            key = measured(target.indicator, target.unit)
            if key and policy.kind not in PASSING and own(policy, target.area, target.sector):
                found.setdefault(key, (policy, target))
    return found


def _figures(policies: Sequence[Policy]) -> dict[str, tuple[Policy, Figure]]:
    found: dict[str, tuple[Policy, Figure]] = {}
    for policy in sorted(policies, key=_standing, reverse=True):
        for figure in policy.analysis.figures:
            if (key := measured(figure.indicator, figure.unit)) and own(policy, figure.area):
                found.setdefault(key, (policy, figure))
    return found


def _standing(policy: Policy) -> tuple[bool, bool, int]:
    own_city = not policy.place.endswith("0000") or policy.place[:2] in ("11", "12", "31", "50")
    return policy.status != "draft", own_city, policy.day.toordinal() if policy.day else 0


def _aim(policy: Policy, target: Target) -> str:
    said = goals.base(target, LANG) + goals.amount(target, LANG)
    when = word(LANG, "lead.due", due=due(LANG, target.due)) if target.due else ""
    key = "aim_draft" if policy.status == "draft" else "aim_of"
    return word(LANG, f"brief.{key}", said=when + said, on=day(LANG, policy.day, "month") if policy.day else "")


def _result(policy: Policy, figure: Figure) -> str:
    value, unit = quantity(LANG, figure.value, None, figure.unit)
    trend = ""
    if figure.trend and figure.change is not None:
        amount, of = quantity(LANG, figure.change, None, figure.change_unit)
        trend = word(LANG, f"figure.{figure.trend}", change=f"{amount}{of}")
    return word(
        LANG,
        "brief.result",
        period=period(figure.period, LANG) or naming.original(figure.period, LANG),
        value=value + unit,
        trend=trend,
    )
