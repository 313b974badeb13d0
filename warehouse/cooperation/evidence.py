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
    """A need for each theme on which a document of a partner place says what it lacks, tries out or wants to learn."""
    partners = {partnership.place for partnership in reference.partnerships()}
    for policy in policies:
        if policy.place not in partners or policy.status in _SILENT:
            continue
        for theme in dict.fromkeys(signal.theme for signal in policy.analysis.needs):
            signal = next(one for one in policy.analysis.needs if one.theme == theme)
            if theme not in reference.themes():
                continue
            yield Need(
                id=f"policy-{made_id(policy.document_id, theme)}",
                place=policy.place,
                themes=(theme,),
                what=said(
                    f"written_{signal.wish}",
                    title=named(policy),
                    theme=reference.themes()[theme].ja,
                    quote=_clipped(signal.quote.text),
                ),
                source_url=policy.url,
                access="stakeholders",
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
    """The latest of those in order; issued ones before drafts."""
    return next((policy for policy in policies if policy.status != "draft"), policies[0] if policies else None)
