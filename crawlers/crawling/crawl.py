"""One source, one month: listings, articles, files, and what came of it on disk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from crawlers.archive.revisit import asking
from crawlers.archive.writing import Archive
from crawlers.crawling.tally import Tally, coverage
from crawlers.crawling.visit import visit
from crawlers.fetching.answers import Get
from crawlers.health import history
from crawlers.quarantine import SetAside
from warehouse.models import Coverage, Release, Source


def crawl(source: Source, month: str, data: Path) -> Coverage:
    """Read a source as far as the month needs; what was read is kept also when the source fails midway."""
    from crawlers.fetching import spider

    tally = Tally()
    # What an earlier run said is not said of this one, should it die without a word.
    coverage_path(data, month, source.id).unlink(missing_ok=True)
    with Archive(data, month, source.id) as archive:

        async def read(get: Get) -> None:
            await visit(asking(get, archive), source, month, tally)

        archive.stopped = tally.stopped = spider.run(source, read)
    return keep(source, month, data, tally)


def keep(source: Source, month: str, data: Path, tally: Tally) -> Coverage:
    """Write what a run read, beside what only earlier runs of the month have read, and what came of it."""
    before = {release.id: release for release in history.releases(data, source.id, month)}
    found = outcome(source, month, data, tally, before, datetime.now(UTC))
    found.write(data)
    return found.coverage


def outcome(
    source: Source, month: str, data: Path, tally: Tally, before: Mapping[str, Release], ended: datetime
) -> Outcome:
    """What a run makes of a month of which earlier runs read `before`."""
    kept = [before[key] for key in sorted(before.keys() - tally.releases.keys())]
    past = history.history(data, source.id, month)
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
        write(releases_path(*named), (self.releases[key].model_dump_json() for key in sorted(self.releases)))
        write(coverage_path(*named), [self.coverage.model_dump_json()])
        if self.aside:
            write(quarantine_path(*named), (page.model_dump_json() for page in self.aside))
        else:
            quarantine_path(*named).unlink(missing_ok=True)


def releases_path(data: Path, month: str, source: str) -> Path:
    """Where a source's releases of a month are written."""
    return data / month / "releases" / f"{source}.jsonl"


def quarantine_path(data: Path, month: str, source: str) -> Path:
    """Where the pages that were set aside are written, with the evidence."""
    return data / month / "quarantine" / f"{source}.jsonl"


def coverage_path(data: Path, month: str, source: str) -> Path:
    """Where a source's coverage of a month is written."""
    return data / month / "coverage" / f"{source}.json"


def known(data: Path, month: str, source: str) -> Coverage | None:
    """What an earlier run wrote of this source and month."""
    path = coverage_path(data, month, source)
    return Coverage.model_validate_json(path.read_text(encoding="utf-8")) if path.exists() else None


def write(path: Path, lines: Iterable[str]) -> None:
    """Lines into a file, seen by others only when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".unfinished")
    draft.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    draft.replace(path)
