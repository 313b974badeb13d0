"""The programme's year, March to February, and what the approved months of it told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from digests.naming import joined
from digests.wording import issue, word
from warehouse.models import Edition, Item, Language, Month, PlanApproval, PlanRequest, Told

LANG: Language = "ja"
FIRST = 3
"""The contract's year ends in March: what it bound closed with February."""


class ItemUnknown(Exception):
    """An approved edition tells an item of which the warehouse has nothing to count it by."""


class Issue(NamedTuple):
    """A month, and its common edition if it was approved."""

    month: Month
    edition: Edition | None
    was_run: bool
    """Whether there are drafts at least."""


class FullTranslation(NamedTuple):
    """A full translation that was approved in the year, and who wished for it."""

    approval: PlanApproval
    requests: tuple[PlanRequest, ...]


class Year(NamedTuple):
    """All that a volume is made of."""

    year: int
    issues: tuple[Issue, ...]
    told: Mapping[str, Told]
    """By entry id."""
    translations: tuple[FullTranslation, ...] = ()


class Line(NamedTuple):
    """An item as an edition told it, and what it is counted by."""

    told: Told
    item: Item
    brief: bool
    """It was told in one line."""


def months(year: int) -> tuple[Month, ...]:
    """The twelve months of a fiscal year of the programme: 2026 is March 2026 to February 2027."""
    return tuple(f"{year + at // 12}-{at % 12 + 1:02}" for at in range(FIRST - 1, FIRST + 11))


def lines(year: Year) -> list[Line]:
    """Everything that was told, in the order of the editions. Raises ItemUnknown."""
    return [line for issue in year.issues if issue.edition for line in _lines(issue.edition, year.told)]


def _lines(edition: Edition, told: Mapping[str, Told]) -> Iterator[Line]:
    for section in edition.sections:
        for item in section.items if section.id != "headlines" else ():
            if item.entry_id not in told:
                expected = "expected it among the told items of the warehouse"
                raise ItemUnknown(f"{edition.id}: {item.entry_id} {item.heading}: {expected}")
            yield Line(told[item.entry_id], item.model_copy(update={"why": ""}), brief=section.id == "others")


def missing(year: Year) -> list[str]:
    """What the volume has not: months that nobody has approved, and months that were not run, in words."""
    said = []
    for key, was_run in (("drafts", True), ("not_run", False)):
        names = [issue(LANG, i.month) for i in year.issues if i.edition is None and i.was_run == was_run]
        if names:
            said.append(word(LANG, f"volume.{key}", months=joined(LANG, names), n=len(names)))
    return said


def approved(year: Year) -> Sequence[Edition]:
    """The editions that there are."""
    return [issue.edition for issue in year.issues if issue.edition is not None]
