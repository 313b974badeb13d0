"""The command on archives: `replay`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawlers import registry, results
from crawlers.archive import volume
from crawlers.window import run_month
from warehouse.models import Source

if TYPE_CHECKING:
    from crawlers.crawling.replay import Replayed

DIFFERS = 3
"""Exit status when anything differs from what the month's files hold, or cannot be read again."""
ALL = "all"


def add(subparsers: Any) -> None:
    """Join the command to a parser."""
    replay = subparsers.add_parser("replay", help="read a month again from its archive, and say what differs")
    replay.add_argument("source", help=f"id of a source, or `{ALL}`")
    replay.add_argument("--month", required=True, type=run_month, help="YYYY-MM")
    replay.add_argument("--set", required=True, choices=sorted(registry.FOLDERS), dest="collection")
    where = replay.add_mutually_exclusive_group()
    where.add_argument("--out", type=Path, metavar="DIR", help="write what is read below another data folder")
    where.add_argument("--write", action="store_true", help="write what is read in place of the month's files")
    replay.set_defaults(run=_replay)


def _replay(args: argparse.Namespace) -> int:
    data = Path(os.environ.get("AOZORA_DATA", "data"))
    sources = _named(args.collection, args.source, data, args.month)
    if not sources:
        print(f"{data / 'archive' / args.month}: no source was read there", file=sys.stderr)
        return DIFFERS
    out = data if args.write else args.out
    differing = sum(not _one(source, args.month, data, out) for source in sources)
    return DIFFERS if differing else 0


def _named(collection: registry.Collection, named: str, data: Path, month: str) -> list[Source]:
    """The source that is meant, or all that left a trace in the month."""
    if named != ALL:
        return [registry.one(collection, named)]
    return [
        source
        for source in registry.load(collection).values()
        if (data / volume.name(month, source.id)).exists() or results.coverage_path(data, month, source.id).exists()
    ]


def _one(source: Source, month: str, data: Path, out: Path | None) -> bool:
    """Read one source again and say what differs. Returns whether nothing does."""
    from crawlers.crawling.replay import replay

    try:
        found = replay(source, month, data)
    except volume.BadArchive as error:
        print(f"{source.id} {month}: cannot be read again: {error}")
        return False
    print(*_told(found), sep="\n")
    if out and found.unasked:
        print(f"  not written: {', '.join(found.unasked)} was not asked for when the month was read")
    elif out:
        found.outcome.write(out)
    return found.is_equal


def _told(found: Replayed) -> Iterator[str]:
    counts = {"changed": found.changed, "missing": found.missing, "new": found.added}
    said = ", ".join(f"{len(which)} {name}" for name, which in counts.items())
    told = f"coverage differs: {', '.join(found.told_otherwise)}" if found.told_otherwise else "coverage equal"
    read = found.outcome.coverage
    yield f"{read.source_id} {read.month}: {found.equal} releases equal, {said}; {told}"
    yield from (f"  changed  {url}: {', '.join(fields)}" for url, fields in found.changed.items())
    yield from (f"  missing  {url}" for url in found.missing)
    yield from (f"  new      {url}" for url in found.added)
