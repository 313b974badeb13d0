"""What a run of one source has met so far, and the coverage that this makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal

from crawlers.address import canonical
from crawlers.fetching.answers import Refused, State
from crawlers.health.facts import Finding, History, Listed, Run
from crawlers.health.filling import filled
from crawlers.health.judging import Verdict, judge
from crawlers.health.limits import limits
from crawlers.health.skeleton import commonest, skeleton
from crawlers.platforms.reading import Row, Saved
from crawlers.quarantine import SetAside
from crawlers.window import SHANGHAI
from warehouse.models import Coverage, Release, Source

CoverageState = State | Literal["ok", "late", "degraded"]
KEPT_NAMED = 3
NO_HISTORY = History()
NO_VERDICT = Verdict("ok", "", (), ())


@dataclass
class Tally:
    """Counts and losses, kept also when the run stops midway."""

    listed: list[Listed] = field(default_factory=list)
    """Listings that were read."""
    pages_read: int = 0
    rows: int = 0
    newest: date | None = None
    releases: dict[str, Release] = field(default_factory=dict)
    """By release id."""
    refused: list[Refused] = field(default_factory=list)
    """Listings that could not be read."""
    failures: list[str] = field(default_factory=list)
    """Articles and later pages that could not be read: address and reason."""
    quarantined: list[SetAside] = field(default_factory=list)
    """Pages that are not their publisher's, with the evidence."""
    days: dict[str, date | None] = field(default_factory=dict)
    """Of publication, of each article that was asked for, by its address; None when it told none or was not given."""
    skeletons: list[str] = field(default_factory=list)
    """Templates of the first articles."""
    stopped: str = "the run was stopped before its end"
    """Why the run ended midway; empty once it has ended by itself."""

    def keep(self, release: Release, page: Saved) -> None:
        """Note a release with the page it was read from."""
        self.releases[release.id] = release
        if len(self.skeletons) < limits().pages_compared:
            self.skeletons.append(skeleton(page))


def coverage(
    source: Source,
    month: str,
    tally: Tally,
    ended: datetime,
    past: History = NO_HISTORY,
    kept: Sequence[Release] = (),
) -> Coverage:
    """The tally as the fact that the digest tells; `kept` is what only earlier runs of the month have read.

    No rows are never ok.
    """
    run = _run(source, month, tally, ended.astimezone(SHANGHAI).date())
    state, reason = _state(tally)
    verdict = judge(run, past) if tally.listed and not tally.stopped else NO_VERDICT
    return Coverage(
        source_id=source.id,
        month=month,
        state=verdict.state if state == "ok" else state,
        reason="; ".join(filter(None, (reason, verdict.reason))),
        listings=len(source.listings),
        listings_read=len(tally.listed),
        pages_read=tally.pages_read,
        rows=tally.rows,
        total=_total(tally.listed),
        releases=len(tally.releases),
        failures=tuple(sorted(tally.failures)),
        quarantined=tuple(sorted(map(str, tally.quarantined))),
        newest=tally.newest,
        filled=filled(run.releases),
        skeleton=run.skeleton,
        unseen_numbers=verdict.unseen_numbers,
        warnings=(*verdict.warnings, *map(str, _kept(kept))),
        finished_at=ended,
        is_sample=source.is_sample,
    )


def _run(source: Source, month: str, tally: Tally, day: date) -> Run:
    is_whole = _state(tally)[0] == "ok"
    releases = tuple(tally.releases[key] for key in sorted(tally.releases))
    listed = tuple(one._replace(rows=tuple(_dated(row, tally) for row in one.rows)) for one in tally.listed)
    return Run(source, month, day, listed, releases, commonest(tally.skeletons), is_whole)


def _dated(row: Row, tally: Tally) -> Row:
    """The row with the day of its article, where it shows none."""
    return row if row.date else replace(row, date=tally.days.get(canonical(row.url)))


def _total(listed: Sequence[Listed]) -> int | None:
    told = [one.total for one in listed if one.total is not None]
    return sum(told) if told else None


def _kept(kept: Sequence[Release]) -> Iterator[Finding]:
    if kept:
        named = ", ".join(release.url for release in kept[:KEPT_NAMED])
        more = f" and {len(kept) - KEPT_NAMED} more" if len(kept) > KEPT_NAMED else ""
        yield Finding("kept", f"{named}{more}: read by an earlier run of the month and not by this one")


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
    if not tally.listed:
        return tally.refused[0].state, refusals
    lost = f"{len(tally.failures)} pages could not be read" if tally.failures else ""
    aside = f"{len(tally.quarantined)} pages were set aside" if tally.quarantined else ""
    if refusals or lost or aside:
        return "degraded", "; ".join(filter(None, (refusals, lost, aside)))
    return "ok", ""
