"""How sure it is that a place wishes something: what was said beside what its documents say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from warehouse import reference
from warehouse.cooperation.words import said, titles
from warehouse.cooperation.words import title as named
from warehouse.models import Need, Policy, Quote, made_id

Level = Literal["high", "medium", "low"]
SENTENCE = 80
"""Characters of a Chinese sentence that are quoted."""
MAIN = 4
"""Themes of a plan that may make a need of their own."""
VAGUE = ("general_air", "planning", "legislation", "enforcement")
ACTS = ("plan", "policy", "standard", "economics", "consultation")
"""Kinds for whose sake something is timely."""
_SILENT = ("repealed",)


class Evidence(NamedTuple):
    """Documents of a place on a need's themes, latest first."""

    wishing: tuple[Policy, ...]
    """They say that something is lacking, tried out or to be learnt."""
    demanding: tuple[Policy, ...]
    """They set a target or a duty."""
    themed: tuple[Policy, ...]
    """They are about it at all."""


def evidence(need: Need, policies: Iterable[Policy]) -> Evidence:
    """What the documents of the place, and of the provinces above it, say on the need's main themes."""
    near = [policy for policy in policies if _concerns(policy, need.place) and policy.status not in _SILENT]
    near.sort(key=lambda policy: (-_ordinal(policy.day), policy.document_id))
    themes = set(need.themes)
    return Evidence(
        tuple(policy for policy in near if any(signal.theme in themes for signal in policy.analysis.needs)),
        tuple(policy for policy in near if any(_demands(policy, theme) for theme in need.themes)),
        tuple(policy for policy in near if themes & set(policy.themes)),
    )


def confidence(need: Need, found: Evidence) -> tuple[Level, str]:
    """How sure, and why: it grows where what was stated and what is written agree."""
    written = found.wishing or found.demanding
    by, row = need.stated_by, titles(written)
    if by and not need.personal_view:
        return ("high", said("high_both", by=by, titles=row)) if written else ("medium", said("medium_stated", by=by))
    if by:
        return ("medium", said("medium_personal", titles=row)) if written else ("low", said("low_personal"))
    if found.wishing:
        return "medium", said("medium_written", titles=titles(found.wishing))
    return ("low", said("low_written", titles=row)) if written else ("low", said("low_none"))


def written_needs(policies: Iterable[Policy]) -> Iterator[Need]:
    """Needs that documents of partner places tell, one a place and theme.

    A document says what is lacking, tried out or to be learnt; else a plan sets a target or a duty on its main themes.
    """
    partners = {partnership.place for partnership in reference.partnerships()}
    near = [policy for policy in policies if policy.place in partners and policy.status not in _SILENT]
    near.sort(key=lambda policy: (-_ordinal(policy.day), policy.document_id))
    found: dict[tuple[str, str], Need] = {}
    for policy in near:
        for signal in policy.analysis.needs:
            if signal.theme in reference.themes():
                made = _written(policy, signal.theme, f"written_{signal.wish}", _clipped(signal.quote.text))
                found.setdefault((policy.place, signal.theme), made)
    for policy in near:
        for theme in policy.themes[:MAIN] if policy.kind == "plan" and policy.status != "draft" else ():
            if theme not in VAGUE and _demands(policy, theme):
                found.setdefault((policy.place, theme), _written(policy, theme, "written_plan", ""))
    yield from found.values()


def _written(policy: Policy, theme: str, key: str, quote: str) -> Need:
    return Need(
        id=f"policy-{made_id(policy.document_id, theme)}",
        place=policy.place,
        themes=(theme,),
        what=said(key, title=named(policy), theme=reference.themes()[theme].ja, quote=quote),
        source_url=policy.url,
        is_sample=policy.is_sample,
    )


def _concerns(policy: Policy, place: str) -> bool:
    """Whether it is the place's own, or its province's."""
    return policy.place in [one.code for one in reference.ancestors(place) if one.level != "country"]


def _demands(policy: Policy, theme: str) -> bool:
    """Whether a target or duty is on the theme: by its indicator, or in a passage that speaks for the theme."""
    if theme not in policy.themes:
        return False
    label = reference.themes()[theme].zh
    blocks = {quote.block for tag in policy.analysis.themes if tag.id == theme for quote in tag.quotes}
    if any(label and label in target.indicator for target in policy.analysis.targets):
        return True
    quotes: list[Quote] = [target.quote for target in policy.analysis.targets]
    quotes += [duty.quote for duty in policy.analysis.duties]
    return any(quote.block in blocks for quote in quotes)


def _ordinal(on: date | None) -> int:
    return on.toordinal() if on else 0


def _clipped(text: str) -> str:
    return text if len(text) <= SENTENCE else text[: SENTENCE - 1] + "…"


def latest(policies: Sequence[Policy]) -> Policy | None:
    """The latest act of those in order, plans first, issued ones before drafts; no report, no explanation."""
    acts = [policy for policy in policies if policy.kind in ACTS and policy.status != "none"]
    return min(acts, key=lambda policy: (policy.status == "draft", policy.kind != "plan"), default=None)
