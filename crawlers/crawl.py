"""One source, one month: listings, articles, files, and what came of it on disk."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from crawlers import articles, listings, window
from crawlers.address import canonical
from crawlers.answers import Get, Refused
from crawlers.archive import Archive
from crawlers.platforms.reading import Row
from crawlers.tally import Tally, coverage
from warehouse.models import Coverage, Source

PROGRESS_STEP = 10
"""Articles between two lines of progress."""


def crawl(source: Source, month: str, data: Path) -> Coverage:
    """Read a source as far as the month needs; what was read is kept also when the source fails midway."""
    from crawlers import spider

    tally = Tally()
    with Archive(data, month, source.id) as archive:

        async def visit(get: Get) -> None:
            await _visit(get, source, month, archive, tally)

        tally.stopped = spider.run(source, visit)
    found = coverage(source, month, tally)
    releases = (tally.releases[key] for key in sorted(tally.releases))
    write(data / month / "releases" / f"{source.id}.jsonl", (release.model_dump_json() for release in releases))
    write(coverage_path(data, month, source.id), [found.model_dump_json()])
    return found


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


async def _visit(get: Get, source: Source, month: str, archive: Archive, tally: Tally) -> None:
    days = window.of_month(month)
    rows: list[Row] = []

    async def read(found: Sequence[Row]) -> list[date]:
        """Read the pages that rows lead to, each once. Returns the days that they give."""
        wanted = {canonical(row.url): row for row in articles.in_window(found, source, days)}
        fresh = [address for address in wanted if address not in tally.days]
        for number, address in enumerate(fresh):
            if number % PROGRESS_STEP == 0:
                _say(f"{source.id}: article {number + 1} of {len(fresh)}")
            tally.days[address] = await articles.read(get, source, wanted[address], days, archive, tally)
        return [day for address in wanted if (day := tally.days[address])]

    for number, listing in enumerate(source.listings, 1):
        _say(f"{source.id}: listing {number} of {len(source.listings)}")
        try:
            rows += await listings.rows(get, listing, listing.platform or source.platform, days, tally, read)
            tally.listings_read += 1
        except Refused as refused:
            tally.refused.append(refused)
    if elsewhere := sum(not articles.is_own(row, source) for row in rows):
        _say(f"{source.id}: {elsewhere} rows lead to other sites and are left to those")
    await read(rows)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
