"""What an address turned out to be, as its operator sees it, and the file that reads it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from crawlers import cells, declared, registry
from crawlers.crawling.commands import FAILED
from crawlers.live.look import Look
from crawlers.onboard import writing
from crawlers.onboard.owner import words
from crawlers.onboard.visit import Asked, Seen, visit
from warehouse.models import Source

ROWS = 5
"""Rows that are shown of what was found."""


def run(args: argparse.Namespace) -> int:
    """Look at the address, tell it, and write the file where that was asked for. Raises BadSource."""
    is_sample = declared.is_example(args.address)
    folder = args.folder or registry.FOLDERS["sample" if is_sample else args.collection]
    known = registry.load_folder(folder)
    into = known.get(args.into)
    if args.into and not into:
        raise registry.BadSource(f"{args.into}: no such source in {folder}")
    said = {key: getattr(args, key) for key in ("platform", "lists", "place", "level", "id", "name_ja")}
    print(f"asking {args.address} …", file=sys.stderr, flush=True)
    seen = visit(Asked(args.address, args.as_of, into=into, **said), delay=0 if is_sample else args.delay)
    for line in _told(seen):
        print(line)
    return _keep(args, folder, seen, known) if seen.source else _refuse(seen)


def _told(seen: Seen) -> Iterator[str]:
    if seen.owner:
        yield f"site      {seen.owner.name_zh}  ({seen.owner.place.code} {seen.owner.place.zh}: {seen.owner.basis})"
    if seen.look and seen.look.page.rows:
        yield from _listing(seen.look)
    if seen.columns:
        yield "This is no list itself. Lists that it leads to; choose one and ask again:"
    for column, look in seen.columns:
        rows = f"{len(look.page.rows):>3} rows, newest {look.newest}" if look.page.rows else look.state
        name = cells.fitted(column.name, 20)
        yield f"  {name} {cells.fitted(rows, 28)} {column.platform or '-':<13} {column.url}{column.hint}"


def _listing(look: Look) -> Iterator[str]:
    rows, dated = look.page.rows, sum(row.date is not None for row in look.page.rows)
    name = look.listing.lists or "without a name"
    yield f"list      {name}: {len(rows)} rows, {dated} with a day, newest {look.newest}; page 2: {look.next_page}"
    for row in rows[:ROWS]:
        yield f"          {row.date or '-'!s:<10} {cells.fitted(row.title, 80).rstrip()}"
    if look.release:
        found = look.release
        facts = f"published {found.published}, {len(found.text)} characters, {found.doc_number or 'no 文号'}"
        yield f"article   {cells.fitted(found.title, 90).rstrip()}"
        yield f"          {facts}, {len(found.attachments)} files"
    if look.state != "ok":
        yield f"{look.state:<9} {look.reason}"


def _refuse(seen: Seen) -> int:
    if seen.columns:
        return FAILED
    reason = seen.refusal or "neither rows nor links to lists that sound like ours (onboard/words.yml)"
    print(f"No source can be made of it: {reason}", file=sys.stderr)
    if advice := words()["advice"].get("sample" if seen.is_unserved else seen.state):
        print(f"{seen.state}: {advice}", file=sys.stderr)
    return FAILED


def _keep(args: argparse.Namespace, folder: Path, seen: Seen, known: dict[str, Source]) -> int:
    """Show the file, and write it when that was asked for. Raises BadSource."""
    source, look = seen.source, seen.look
    assert source and look
    reader = next((one.id for one in known.values() for item in one.listings if item.url == look.listing.url), "")
    if reader:
        raise registry.BadSource(f"{look.listing.url}: {reader} reads this list already")
    if not args.into and source.id in known:
        raise registry.BadSource(f"{source.id}: there is such a source; --into {source.id} adds the list, or give --id")
    path = folder / source.level / f"{source.id}.yml"
    if args.into:
        text = _joined(path, source, known[args.into])
    else:
        text = writing.source_text(source, look, args.as_of, registry.evidence(folder))
    print(f"\n{text}")
    if args.write:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    print(f"wrote {path}" if args.write else f"nothing written; --write makes it {path}")
    if source.is_sample and args.write:
        print(f"next: python -m crawlers record {source.id} --set sample --fixture")
    return 0


def _joined(path: Path, source: Source, into: Source) -> str:
    lines = writing.listing_lines(source, into.platform)
    return writing.with_listing(path.read_text(encoding="utf-8"), lines, str(path))
