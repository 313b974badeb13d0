"""The command that reads a source: `crawl`."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawlers import registry, results, window
from crawlers.crawling.turn import turn
from crawlers.fetching.answers import site
from crawlers.fetching.settings import Limits
from crawlers.window import SHANGHAI, run_month
from warehouse.models import Coverage, Source

FAILED = 3
"""Exit status when anything was lost, so that the operator sees it."""


def add(subparsers: Any) -> None:
    """Join the command to a parser."""
    crawl = subparsers.add_parser("crawl", help="read one source for one month")
    crawl.add_argument("source", help="id of a source")
    crawl.add_argument("--month", required=True, type=run_month, help="YYYY-MM")
    crawl.add_argument("--set", required=True, choices=sorted(registry.FOLDERS), dest="collection")
    crawl.add_argument("--again", action="store_true", help="also when the month was read whole before")
    crawl.add_argument("--until", type=_moment, help="begin only before this moment (ISO 8601 with its zone)")
    crawl.set_defaults(run=_crawl)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} names no zone; expected e.g. 2026-11-03T12:00:00+08:00")
    return moment


def _crawl(args: argparse.Namespace) -> int:
    source = registry.one(args.collection, args.source)
    data = Path(os.environ.get("AOZORA_DATA", "data"))
    Limits.of(os.environ)  # a limit that is none is said before anything is touched
    with turn(data, site(source.homepage)):
        return _in_turn(args, source, data)


def _in_turn(args: argparse.Namespace, source: Source, data: Path) -> int:
    from crawlers.crawling import crawl

    before = results.coverage(data, args.month, source.id)
    if before and before.state in results.READ_WHOLE and was_over(before) and not args.again:
        print(f"{source.id} {args.month}: read before, {before.releases} releases")
        return 0
    is_late = args.until and datetime.now(UTC) > args.until
    found = _not_begun(source, args.month, data, before) if is_late else crawl.crawl(source, args.month, data)
    print(_told(found))
    return 0 if found.state in results.READ_WHOLE else FAILED


def _not_begun(source: Source, month: str, data: Path, before: Coverage | None) -> Coverage:
    """What is said of a source whose turn came too late: what an earlier run said of it, where there was one."""
    reason = "not begun: the time of the whole run was over; run the month again to read it"
    found = before or Coverage(
        source_id=source.id,
        month=month,
        state="error",
        reason=reason,
        listings=len(source.listings),
        is_sample=source.is_sample,
    )
    results.write(results.coverage_path(data, month, source.id), [found.model_dump_json()])
    return found


def was_over(before: Coverage) -> bool:
    """Whether the month had ended where it was read: until then its sites go on publishing."""
    read = before.finished_at
    return read is not None and read.astimezone(SHANGHAI).date() > window.of_month(before.month).last


def _told(found: Coverage) -> str:
    counts = f"{found.releases} releases, {found.listings_read}/{found.listings} listings, {found.rows} rows"
    lost = [found.reason, *found.failures, *found.quarantined, *found.warnings]
    return "; ".join(filter(None, (f"{found.source_id} {found.month}: {found.state}, {counts}", *lost)))
