"""The commands of crawling: `crawl`, `sources`, `listing`."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from crawlers import platforms, registry
from crawlers.platforms.reading import Saved
from warehouse.models import Coverage, Listing

FAILED = 3
"""Exit status when anything was lost, so that the operator sees it."""
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def add(subparsers: Any) -> None:
    """Join the commands to a parser."""
    crawl = subparsers.add_parser("crawl", help="read one source for one month")
    crawl.add_argument("source", help="id of a source")
    crawl.add_argument("--month", required=True, type=_month, help="YYYY-MM")
    crawl.add_argument("--set", required=True, choices=sorted(registry.FOLDERS), dest="collection")
    crawl.add_argument("--again", action="store_true", help="also when the month was read whole before")
    crawl.set_defaults(run=_crawl)
    sources = subparsers.add_parser("sources", help="list the sources")
    sources.add_argument("--set", required=True, choices=sorted(registry.FOLDERS), dest="collection")
    sources.add_argument("--json", action="store_true", help="a record a line")
    sources.set_defaults(run=_sources)
    listing = subparsers.add_parser("listing", help="read the rows of a saved listing: JSON Lines")
    listing.add_argument("file", type=Path)
    listing.add_argument("--url", required=True, help="address that it was saved from")
    listing.add_argument("--platform", choices=sorted(platforms.names()), help="instead of detecting it")
    listing.set_defaults(run=_listing)


def _month(text: str) -> str:
    if not MONTH.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no month; expected YYYY-MM")
    return text


def _crawl(args: argparse.Namespace) -> int:
    from crawlers import crawl

    source = registry.one(args.collection, args.source)
    data = Path(os.environ.get("AOZORA_DATA", "data"))
    before = crawl.known(data, args.month, source.id)
    if before and before.state == "ok" and not args.again:
        print(f"{source.id} {args.month}: read before, {before.releases} releases")
        return 0
    found = crawl.crawl(source, args.month, data)
    print(_told(found))
    return 0 if found.state == "ok" else FAILED


def _told(found: Coverage) -> str:
    counts = f"{found.releases} releases, {found.listings_read}/{found.listings} listings, {found.rows} rows"
    lost = [found.reason, *found.failures]
    return "; ".join(filter(None, (f"{found.source_id} {found.month}: {found.state}, {counts}", *lost)))


def _sources(args: argparse.Namespace) -> int:
    for source in registry.load(args.collection).values():
        if args.json:
            print(source.model_dump_json())
        else:
            seen = "verified" if source.verified else "unverified"
            cells = (f"{source.id:<28}", f"{source.level:<9}", source.place, f"{source.platform:<14}")
            print(*cells, f"{len(source.listings):>3}", f"{seen:<11}", source.name_zh)
    return 0


def _listing(args: argparse.Namespace) -> int:
    body = args.file.read_bytes()
    platform = args.platform or platforms.detect(body, args.url)
    page = platforms.reader(platform)(Saved(args.url, body), Listing(url=args.url))
    for row in page.rows:
        date = row.date.isoformat() if row.date else None
        print(json.dumps({"url": row.url, "title": row.title, "date": date}, ensure_ascii=False))
    following = ", ".join(fetch.url for fetch in page.next) or "none"
    print(f"{platform}: {len(page.rows)} rows; next: {following}", file=sys.stderr)
    return 0 if page.rows else FAILED
