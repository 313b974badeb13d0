"""The commands on one saved page: `parse` an article, read the rows of a `listing`."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from crawlers import platforms
from crawlers.address import resolve
from crawlers.crawling.no_rows import no_rows
from crawlers.fetching.answers import Answer
from crawlers.platforms.reading import Saved
from warehouse.models import Listing

NO_ARTICLE = 1
NO_ROWS = 3


def add(subparsers: Any) -> None:
    """Join the commands to a parser."""
    one = subparsers.add_parser("parse", help="read a saved page or file: one Release as JSON")
    one.add_argument("file", type=Path)
    one.add_argument("--url", default="", type=_address_or_none, help="address that it was saved from, where known")
    one.set_defaults(run=_parse)
    listing = subparsers.add_parser("listing", help="read the rows of a saved listing: JSON Lines")
    listing.add_argument("file", type=Path)
    listing.add_argument("--url", required=True, type=address, help="address that it was saved from")
    listing.add_argument("--platform", choices=sorted(platforms.names()), help="instead of detecting it")
    listing.set_defaults(run=_listing)


def address(said: str) -> str:
    if not resolve("", said):
        raise argparse.ArgumentTypeError(f"expected an address with http:// or https://, found {said!r}")
    return said.strip()


def _address_or_none(said: str) -> str:
    return address(said) if said.strip() else ""


def _parse(args: argparse.Namespace) -> int:
    from crawlers.attribution import attribute
    from crawlers.files.links import ending
    from crawlers.files.loose import UnreadFile, page_of_data
    from crawlers.page import NotAnArticle, parse
    from crawlers.registry import load
    from crawlers.release import release

    data = args.file.read_bytes()
    url = args.url or f"import:///{hashlib.sha256(data).hexdigest()}"
    try:
        page = page_of_data(url, data, args.file.name) if ending(args.file.name) else parse(data, url)
    except (NotAnArticle, UnreadFile) as refusal:
        print(refusal, file=sys.stderr)
        return NO_ARTICLE
    place, level = attribute(page, load("live"))
    print(release(page, source_id="parse", place=place, level=level, data=data).model_dump_json(indent=2))
    return 0


def _listing(args: argparse.Namespace) -> int:
    body = args.file.read_bytes()
    platform = args.platform or platforms.detect(body, args.url)
    saved = Saved(args.url, body)
    page = platforms.reader(platform)(saved, Listing(url=args.url))
    for row in page.rows:
        date = row.date.isoformat() if row.date else None
        print(json.dumps({"url": row.url, "title": row.title, "date": date}, ensure_ascii=False))
    following = ", ".join(fetch.url for fetch in page.next) or "none"
    print(f"{platform}: {len(page.rows)} rows; next: {following}", file=sys.stderr)
    if page.rows:
        return 0
    print(no_rows(Answer(saved, 200, (), args.url)), file=sys.stderr)
    return NO_ROWS
