"""Sources are read, each by a crawl of its own, and what they gave is stored."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawlers import registry
from crawlers.crawling.commands import FAILED
from crawlers.fetching.settings import Limits, run_seconds
from crawlers.imports.report import LANE
from dags import crawls, guards
from dags.steps.landing import approved, data, folder, read, store
from nlp.translation import engines
from warehouse.models import Coverage, Release, Source

log = logging.getLogger("aozora")


class CrawlFailed(Exception):
    """A source could not be read; the text says which, why, and where the log is."""


def until() -> str:
    """The moment up to which a run that begins now may begin to read a source.

    Raises BadSetting, EngineSettingError.
    """
    Limits.of(os.environ)  # what no crawl could use is said once, and at once
    engines.configured("ja")  # the same of the engine
    return (datetime.now(UTC) + timedelta(seconds=run_seconds(os.environ))).isoformat(timespec="seconds")


def sources(month: str, collection: str, until: str = "") -> list[str]:
    """Ids of the sources to read: none for a month that is approved, for it is closed. Raises CollectionsMixed."""
    guards.unmixed(data(), collection)
    if approved(month):
        log.info("%s is approved and closed: nothing is read again", month)
        return []
    known = declared(collection)
    crawls.announce(
        crawls.Asked(month, collection, name, until, _log(month, name)) for name in crawls.spread(known.values())
    )
    return sorted(known)


def declared(collection: str) -> dict[str, Source]:
    """The sources of a collection; `import` has none of its own, its pages are brought by hand."""
    return registry.load("sample" if collection == "sample" else "live") if collection != "import" else {}


def told_of(month: str, collection: str) -> dict[str, Source]:
    """The sources that a month's editions speak of: the collection's, and the import lane where it brought pages."""
    imported = (folder(month, "coverage") / f"{LANE.id}.json").exists()
    return declared(collection) | ({LANE.id: LANE} if imported else {})


def crawl(month: str, collection: str, source: str, until: str = "") -> None:
    """Read one source in a process of its own; its coverage record says what came of it. Raises CrawlFailed."""
    asked = crawls.Asked(month, collection, source, until, _log(month, source))
    code = crawls.status(asked)
    if code not in (0, FAILED):
        _coverage_file(month, source).unlink(missing_ok=True)
    read = _coverage(month, source)
    log.info("%s crawled %s: %s, %s releases %s", month, source, read.state, read.releases, read.reason)
    if code:
        raise CrawlFailed(f"{source}: {read.state}, {read.reason} (log: {asked.log})")


def load(month: str, collection: str) -> None:
    """Save the month's releases and coverage; a crawl that died without a word is written down as an error.

    Raises CollectionsMixed.
    """
    guards.unmixed(data(), collection)
    if approved(month):
        return
    releases = [r for path in sorted(folder(month, "releases").glob("*.jsonl")) for r in read(Release, path)]
    named = sorted(told_of(month, collection))
    coverage = [_coverage(month, source) for source in named]
    with store() as warehouse:
        warehouse.save(told_of(month, collection).values(), month)
        warehouse.save(coverage, month)
        saved = warehouse.save(releases, month)
    log.info("%s stored: %s releases (%s)", month, len(releases), saved)


def remarks(found: Coverage) -> Iterator[str]:
    """What operator and editor should know of a source: why it was not read, what is odd, which numbers are missing."""
    if found.state != "ok":
        yield f"{found.source_id}: {found.state}, {found.reason}"
    yield from (f"{found.source_id}: set aside, {page}" for page in found.quarantined)
    yield from (f"{found.source_id}: {warning}" for warning in found.warnings)
    if found.unseen_numbers:
        yield f"{found.source_id}: not seen, {', '.join(found.unseen_numbers)}"


def _log(month: str, source: str) -> Path:
    return folder(month, "logs") / f"{source}.log"


def _coverage(month: str, source: str) -> Coverage:
    """What the crawl wrote of itself; a crawl that died without a word is an error."""
    path = _coverage_file(month, source)
    if path.exists():
        return Coverage.model_validate_json(path.read_text(encoding="utf-8"))
    reason = f"the crawl ended without a word; its log ends with {_last_line(_log(month, source))!r}"
    return Coverage(source_id=source, month=month, state="error", reason=reason)


def _last_line(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.exists() else []
    return next((line for line in reversed(lines) if line.strip()), "")


def _coverage_file(month: str, source: str) -> Path:
    return folder(month, "coverage") / f"{source}.json"
