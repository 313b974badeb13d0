"""Names, days and titles as the sentences of matching have them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from warehouse import reference
from warehouse.models import Activity, Policy, Step

PLATFORM = "platform"
_FIRST_OF_FISCAL_YEAR = 4


def said(key: str, **fields: object) -> str:
    """The phrase with its fields filled in."""
    return _phrases()[key].format(**fields)


def place(code: str) -> str:
    """A place's name as used in Japan."""
    return reference.places()[code].ja


def municipality(id: str) -> str:
    """A municipality's name, or the technical platform's."""
    return said("platform") if id == PLATFORM else reference.municipalities()[id].ja


def themes(ids: Iterable[str]) -> str:
    """Themes in a row."""
    return said("list").join(reference.themes()[id].ja for id in ids)


def title(policy: Policy) -> str:
    """The document's title in 「」; in Chinese, and so marked, while it is not translated."""
    return said("title", title=policy.title_ja) if policy.title_ja else said("original", title=policy.title)


def titles(policies: Sequence[Policy], shown: int = 2) -> str:
    """Some titles, each once, the rest counted."""
    every = list(dict.fromkeys(title(policy) for policy in policies))
    row = said("list").join(every[:shown])
    return said("more_titles", titles=row, n=len(every) - shown) if len(every) > shown else row


def day(on: date | None) -> str:
    """`2026年10月8日`."""
    return said("day", y=on.year, m=on.month, d=on.day) if on else said("undated")


def began(activity: Activity) -> date | None:
    """The day on which it began, the first of its month or of its fiscal year where no more is known."""
    if found := activity.held_from or activity.planned_from:
        return found
    if activity.month:
        return date.fromisoformat(f"{activity.month}-01")
    return date(activity.fiscal_year, _FIRST_OF_FISCAL_YEAR, 1) if activity.fiscal_year else None


def fiscal_year(activity: Activity) -> int | None:
    """Japanese fiscal year, as told or by the day on which it began."""
    if activity.fiscal_year is not None:
        return activity.fiscal_year
    found = began(activity)
    return found.year - (found.month < _FIRST_OF_FISCAL_YEAR) if found else None


def when(activity: Activity) -> str:
    """Month, or fiscal year, of an activity."""
    if activity.held_from or activity.planned_from or activity.month:
        found = began(activity)
        assert found is not None
        return said("year_month", year=found.year, month=found.month)
    return said("fiscal", year=activity.fiscal_year)


def years(step: Step) -> str:
    """`1972年`, `1970～1979年`."""
    return said("years", year=step.year, until=step.until) if step.until else said("year", year=step.year)


@cache
def _phrases() -> Mapping[str, str]:
    return dict(yaml.safe_load((Path(__file__).parent / "phrases.yml").read_text(encoding="utf-8")))
