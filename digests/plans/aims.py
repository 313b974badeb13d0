"""The targets of a plan as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from digests import goals, naming
from digests.plain import inert
from digests.plans.passages import LANG
from digests.wording import due, word
from warehouse.models import Analysis, Release, Target


class Goal(NamedTuple):
    """One row of the table of targets."""

    indicator: str
    value: str
    base: str
    due: str
    duty: str
    nature: str
    quote: str


def goal(target: Target, names: Mapping[str, str]) -> Goal:
    """The target in words; `names` are Japanese by Chinese."""
    own = [text for text in (target.area, target.sector) if text and text not in target.indicator]
    return Goal(
        indicator="・".join(name(names, text) for text in (*own, target.indicator)),
        value=goals.amount(target, LANG),
        base=_base(target),
        due=due(LANG, target.due) if target.due else "",
        duty=word(LANG, "field.list").join(name(names, holder) for holder in target.duty_holders),
        nature=word(LANG, f"plan.{target.nature}") if target.nature else "",
        quote=inert(target.quote.text),
    )


def _base(target: Target) -> str:
    if target.base_year:
        return word(LANG, "date.year", y=target.base_year)
    return word(LANG, "plan.year_before") if goals.base(target, LANG) else ""


def name(names: Mapping[str, str], text: str) -> str:
    """A translated name, a place's own name, or the Chinese marked as such."""
    clean = inert(text)
    said = names.get(text) or names.get(clean) or naming.known(clean, LANG)
    return said or word(LANG, "lead.original", text=clean)


def names(release: Release, analysis: Analysis) -> list[str]:
    """The Chinese names that a sheet says beside its passages, each once."""
    of_targets = ((t.indicator, t.area, t.sector, *t.duty_holders) for t in analysis.targets)
    every = [*release.issuers, *release.addressees, *(text for texts in of_targets for text in texts)]
    return [text for text in dict.fromkeys(every) if inert(text)]
