"""Reads a source's month again from its archive, with no network, through the code that read it first."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from crawlers import results
from crawlers.archive import volume
from crawlers.archive.revisit import Asking
from crawlers.archive.volume import BadArchive, Exchange, Kept, Run, Volume, load
from crawlers.crawling.crawl import Outcome, outcome
from crawlers.crawling.tally import Tally
from crawlers.crawling.visit import visit
from crawlers.fetching.answers import Refused
from crawlers.platforms.reading import Fetch
from warehouse.models import Coverage, Record, Release, Source

PROVENANCE = frozenset({"fetched_at", "finished_at"})


class RunEnded(Exception):
    """The run had been stopped before it asked this."""


class NotArchived(Refused):
    """A page that the run did not ask for: a parser or a source that changed since wants it."""

    def __init__(self, url: str) -> None:
        super().__init__("error", url, "not in the archive", "a page that the run asked for")


@dataclass
class Replayed:
    """What reading again gave, beside what the month's files hold."""

    outcome: Outcome
    unasked: list[str]
    """Listings that the last run did not ask for, so that less was read now than the month was made from."""
    equal: int
    changed: dict[str, list[str]]
    """Fields that differ, by the release's address."""
    missing: list[str]
    """Addresses of releases that are read no longer."""
    added: list[str]
    told_otherwise: list[str]
    """Fields of the coverage that differ."""

    @property
    def is_equal(self) -> bool:
        """True when nothing differs."""
        return not (self.changed or self.missing or self.added or self.told_otherwise)


def replay(source: Source, month: str, data: Path) -> Replayed:
    """A source's month read again, its runs one after the other, and compared.

    Raises BadArchive when its runs are not whole there.
    """
    file = volume.name(month, source.id)
    kept = volume.read(data, file)
    if not kept.runs or not kept.ended:
        raise BadArchive(f"{data / file}: expected the archive of a run")
    before = results.coverage(data, month, source.id)
    first = _first(results.releases_path(data, month, source.id))
    releases: dict[str, Release] = {}
    for run in kept.runs:
        tally = _tally(source, month, Shelf(data, kept, run))
        _keep_days(tally, first)
        made, releases = releases, {**releases, **tally.releases}
    ended = (before and before.finished_at) or kept.ended
    return _compared(outcome(source, month, data, tally, made, ended), tally, first, before)


def _compared(found: Outcome, tally: Tally, first: dict[str, dict[str, Any]], before: Coverage | None) -> Replayed:
    again = {key: _said(release) for key, release in found.releases.items()}
    both = {said["url"]: _differing(first[key], said) for key, said in again.items() if key in first}
    return Replayed(
        outcome=found,
        unasked=[refused.url for refused in tally.refused if isinstance(refused, NotArchived)],
        equal=sum(not fields for fields in both.values()),
        changed={url: fields for url, fields in both.items() if fields},
        missing=[said["url"] for key, said in first.items() if key not in again],
        added=[said["url"] for key, said in again.items() if key not in first],
        told_otherwise=_differing(_said(before), _said(found.coverage)) if before else ["no coverage"],
    )


class Shelf:
    """Answers as the sites did in a run."""

    def __init__(self, data: Path, kept: Volume, run: Run) -> None:
        self.data, self.places, self.stopped = data, kept.places, run.stopped
        self.exchanges: dict[tuple[str, tuple[tuple[str, str], ...]], deque[Exchange]] = defaultdict(deque)
        for exchange in run.exchanges:
            self.exchanges[exchange.key].append(exchange)
        self.ranks = {url: rank for rank, (url, _) in enumerate(self.exchanges)}

    def rank(self, url: str) -> int:
        """Its place in the run's own order; the last when it was not asked for."""
        return self.ranks.get(url, len(self.ranks))

    async def get(self, fetch: Fetch) -> Kept:
        """What the run was given for a request, the last of it when asked more often. Raises Refused, RunEnded."""
        given = self.exchanges.get((fetch.url, fetch.form))
        if not given:
            raise RunEnded if self.stopped else NotArchived(fetch.url)
        exchange = given.popleft() if len(given) > 1 else given[0]
        if exchange.refusal:
            raise Refused(**exchange.refusal.model_dump())
        if exchange.record_id not in self.places:
            raise BadArchive(f"{fetch.url}: expected the record {exchange.record_id}")
        return load(self.data, self.places[exchange.record_id], exchange)


def _tally(source: Source, month: str, shelf: Shelf) -> Tally:
    """What a run read, by its own code of today. Raises BadArchive."""
    tally = Tally()

    async def read() -> BaseException | None:
        asked = visit(Asking(shelf.get, shelf.get, shelf.rank), source, month, tally)
        return (await asyncio.gather(asked, return_exceptions=True))[0]

    failure = asyncio.run(read())
    if isinstance(failure, BadArchive | FileNotFoundError):
        raise BadArchive(f"{source.id}: {failure}") from failure
    if isinstance(failure, RunEnded):
        tally.stopped = shelf.stopped
    else:
        tally.stopped = f"{type(failure).__name__}: {failure}" if failure else ""
    return tally


def _first(path: Path) -> dict[str, dict[str, Any]]:
    """The releases of a file as they stand there, by id."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {said["id"]: said for said in map(json.loads, filter(None, lines))}


def _keep_days(tally: Tally, first: dict[str, dict[str, Any]]) -> None:
    """The same bytes were received when they were: reading again receives nothing."""
    for key, release in tally.releases.items():
        said = first.get(key, {})
        if said.get("sha256") == release.sha256 and said.get("fetched_at"):
            received = datetime.fromisoformat(said["fetched_at"])
            tally.releases[key] = release.model_copy(update={"fetched_at": received})


def _said(record: Record) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(record.model_dump_json())
    return said


def _differing(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    return sorted(key for key in (one.keys() | other.keys()) - PROVENANCE if one.get(key) != other.get(key))
