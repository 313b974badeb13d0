"""The command that reads a source: `crawl`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from crawlers import registry, results, window
from crawlers.window import SHANGHAI, run_month
from warehouse.models import Coverage

FAILED = 3
"""Exit status when anything was lost, so that the operator sees it."""


def add(subparsers: Any) -> None:
    """Join the command to a parser."""
    crawl = subparsers.add_parser("crawl", help="read one source for one month")
    crawl.add_argument("source", help="id of a source")
    crawl.add_argument("--month", required=True, type=run_month, help="YYYY-MM")
    crawl.add_argument("--set", required=True, choices=sorted(registry.FOLDERS), dest="collection")
    crawl.add_argument("--again", action="store_true", help="also when the month was read whole before")
    crawl.set_defaults(run=_crawl)


def _crawl(args: argparse.Namespace) -> int:
    from crawlers.crawling import crawl

    source = registry.one(args.collection, args.source)
    data = Path(os.environ.get("AOZORA_DATA", "data"))
    before = results.coverage(data, args.month, source.id)
    if before and before.state in results.READ_WHOLE and was_over(before) and not args.again:
        print(f"{source.id} {args.month}: read before, {before.releases} releases")
        return 0
    found = crawl.crawl(source, args.month, data)
    print(_told(found))
    return 0 if found.state in results.READ_WHOLE else FAILED


def was_over(before: Coverage) -> bool:
    """Whether the month had ended where it was read: until then its sites go on publishing."""
    read = before.finished_at
    return read is not None and read.astimezone(SHANGHAI).date() > window.of_month(before.month).last


def _told(found: Coverage) -> str:
    counts = f"{found.releases} releases, {found.listings_read}/{found.listings} listings, {found.rows} rows"
    lost = [found.reason, *found.failures, *found.quarantined, *found.warnings]
    return "; ".join(filter(None, (f"{found.source_id} {found.month}: {found.state}, {counts}", *lost)))
