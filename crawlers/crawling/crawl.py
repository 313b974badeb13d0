"""One source, one month: listings, articles, files, and what came of it on disk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from crawlers import results
from crawlers.archive.revisit import asking
from crawlers.archive.writing import Archive
from crawlers.crawling.tally import Tally, coverage
from crawlers.crawling.visit import visit
from crawlers.fetching.answers import Get
from crawlers.health.history import history
from crawlers.quarantine import SetAside
from warehouse.models import Coverage, Release, Source


def crawl(source: Source, month: str, data: Path) -> Coverage:
    """Read a source as far as the month needs; what was read is kept also when the source fails midway."""
    from crawlers.fetching import spider

    tally = Tally()
    # What an earlier run said is not said of this one, should it die without a word.
    results.coverage_path(data, month, source.id).unlink(missing_ok=True)
    with Archive(data, month, source.id) as archive:

        async def read(get: Get) -> None:
            await visit(asking(get, archive), source, month, tally)

        archive.stopped = tally.stopped = spider.run(source, read)
    return keep(source, month, data, tally)


def keep(source: Source, month: str, data: Path, tally: Tally) -> Coverage:
    """Write what a run read, beside what only earlier runs of the month have read, and what came of it."""
    before = {release.id: release for release in results.releases(data, month, source.id)}
    found = outcome(source, month, data, tally, before, datetime.now(UTC))
    found.write(data)
    return found.coverage


def outcome(
    source: Source, month: str, data: Path, tally: Tally, before: Mapping[str, Release], ended: datetime
) -> Outcome:
    """What a run makes of a month of which earlier runs read `before`."""
    kept = [before[key] for key in sorted(before.keys() - tally.releases.keys())]
    past = history(data, source.id, month)
    found = coverage(source, month, tally, ended, past, kept)
    return Outcome({**before, **tally.releases}, found, tuple(tally.quarantined))


class Outcome(NamedTuple):
    """What is known of a source's month after a run."""

    releases: dict[str, Release]
    coverage: Coverage
    aside: tuple[SetAside, ...]

    def write(self, data: Path) -> None:
        """Put it into the month's files."""
        named = (data, self.coverage.month, self.coverage.source_id)
        releases = (self.releases[key] for key in sorted(self.releases))
        results.write(results.releases_path(*named), map(Release.model_dump_json, releases))
        results.write(results.coverage_path(*named), [self.coverage.model_dump_json()])
        if self.aside:
            results.write(results.quarantine_path(*named), (page.model_dump_json() for page in self.aside))
        else:
            results.quarantine_path(*named).unlink(missing_ok=True)
