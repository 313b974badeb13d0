"""What a run of one source has met so far, and the coverage that this makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal

from crawlers.answers import Refused, State
from warehouse.models import Coverage, Release, Source

CoverageState = State | Literal["ok", "degraded"]


@dataclass
class Tally:
    """Counts and losses, kept also when the run stops midway."""

    listings_read: int = 0
    pages_read: int = 0
    rows: int = 0
    newest: date | None = None
    releases: dict[str, Release] = field(default_factory=dict)
    """By release id."""
    refused: list[Refused] = field(default_factory=list)
    """Listings that could not be read."""
    failures: list[str] = field(default_factory=list)
    """Articles and later pages that could not be read: address and reason."""
    quarantined: list[str] = field(default_factory=list)
    """Pages set aside with their evidence: address and reason."""
    totals: dict[str, int] = field(default_factory=dict)
    """Rows that the site says it has, by the listing that says it."""
    days: dict[str, date | None] = field(default_factory=dict)
    """Of publication, of each article that was asked for, by its address; None when it told none or was not given."""
    stopped: str = "the run was stopped before its end"
    """Why the run ended midway; empty once it has ended by itself."""


def coverage(source: Source, month: str, tally: Tally) -> Coverage:
    """The tally as the fact that the digest tells. No rows are never ok."""
    state, reason = _state(tally)
    return Coverage(
        source_id=source.id,
        month=month,
        state=state,
        reason=reason,
        listings=len(source.listings),
        listings_read=tally.listings_read,
        pages_read=tally.pages_read,
        rows=tally.rows,
        total=sum(tally.totals.values()) if tally.totals else None,
        releases=len(tally.releases),
        failures=tuple(tally.failures),
        quarantined=tuple(tally.quarantined),
        newest=tally.newest,
        finished_at=datetime.now(UTC),
        is_sample=source.is_sample,
    )


def _refusals(refused: list[Refused]) -> Iterator[str]:
    """Each cause once, with the first address that met it and how many more did."""
    counted = Counter(one.cause for one in refused)
    firsts = {one.cause: one.url for one in reversed(refused)}
    for cause in counted:
        more = f" and {counted[cause] - 1} more" if counted[cause] > 1 else ""
        yield f"{firsts[cause]}{more}: {cause}"


def _state(tally: Tally) -> tuple[CoverageState, str]:
    refusals = "; ".join(_refusals(tally.refused))
    if tally.stopped:
        return "error", "; ".join(filter(None, (tally.stopped, refusals)))
    if not tally.listings_read:
        return tally.refused[0].state, refusals
    lost = f"{len(tally.failures)} pages could not be read" if tally.failures else ""
    aside = f"{len(tally.quarantined)} pages were set aside" if tally.quarantined else ""
    if refusals or lost or aside:
        return "degraded", "; ".join(filter(None, (refusals, lost, aside)))
    return "ok", ""
