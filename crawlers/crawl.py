"""One source, one month: listings, articles, files, and what came of it on disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from crawlers.answers import Get
from crawlers.archive import Archive
from crawlers.revisit import asking
from crawlers.tally import Tally, coverage
from crawlers.visit import visit
from warehouse.models import Coverage, Source


def crawl(source: Source, month: str, data: Path) -> Coverage:
    """Read a source as far as the month needs; what was read is kept also when the source fails midway."""
    from crawlers import spider

    tally = Tally()
    with Archive(data, month, source.id) as archive:

        async def read(get: Get) -> None:
            await visit(asking(get, archive), source, month, tally)

        archive.stopped = tally.stopped = spider.run(source, read)
    found = coverage(source, month, tally)
    keep(found, tally, data)
    return found


def keep(found: Coverage, tally: Tally, data: Path) -> None:
    """Write what a run read, in place of what an earlier one wrote."""
    releases = (tally.releases[key] for key in sorted(tally.releases))
    lines = (release.model_dump_json() for release in releases)
    write(releases_path(data, found.month, found.source_id), lines)
    write(coverage_path(data, found.month, found.source_id), [found.model_dump_json()])


def releases_path(data: Path, month: str, source: str) -> Path:
    """Where a source's releases of a month are written."""
    return data / month / "releases" / f"{source}.jsonl"


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
