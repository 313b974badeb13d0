"""The commands of an operator with network: `check` the sources, `record` what they answer."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crawlers import registry
from crawlers.crawling.commands import FAILED
from crawlers.window import SHANGHAI
from warehouse.models import Source

AT_ONCE = 4
"""Sites that are asked side by side."""


def add(subparsers: Any) -> None:
    """Join the commands to a parser."""
    one = subparsers.add_parser("check", help="try sources on their sites: listings, rows, days, one article each")
    one.add_argument("sources", nargs="*", metavar="SOURCE", help="ids; all when none is given")
    where_from(one)
    one.add_argument("--at-once", type=int, default=AT_ONCE, help=f"sites asked side by side ({AT_ONCE})")
    one.add_argument("--json", action="store_true", help="a record a line instead of the table")
    one.add_argument("--mark", action="store_true", help="set verified: true in the files of those that passed")
    one.set_defaults(run=_check)
    kept = subparsers.add_parser("record", help="save a listing and an article of each listing, with what was read")
    kept.add_argument("source", metavar="SOURCE", help="id of a source")
    where_from(kept)
    kept.add_argument("--fixture", action="store_true", help="sample sources only: into tests/sources/ for the tests")
    kept.set_defaults(run=_record)


def where_from(parser: argparse.ArgumentParser) -> None:
    """The options that say which source files are meant, and the day from which a listing is late."""
    parser.add_argument("--set", choices=sorted(registry.FOLDERS), default="live", dest="collection")
    parser.add_argument("--folder", type=Path, help="source files of another folder, <level>/<id>.yml")
    parser.add_argument("--as-of", type=date.fromisoformat, default=today(), help="instead of today, YYYY-MM-DD")


def today() -> date:
    """The day where the publishers are."""
    return datetime.now(SHANGHAI).date()


def folder(args: argparse.Namespace) -> Path:
    """Where the source files stand."""
    return args.folder or registry.FOLDERS[args.collection]


def wanted(args: argparse.Namespace, ids: list[str]) -> list[Source]:
    """The sources that were named, or all. Raises BadSource."""
    if not ids:
        if every := list(registry.load_folder(folder(args)).values()):
            return every
        raise registry.BadSource(f"{folder(args)}: no source file; expected some in <level>/<id>.yml")
    found = {name: sorted(folder(args).glob(f"*/{name}.yml")) if name.isidentifier() else [] for name in ids}
    if missing := [name for name, paths in found.items() if len(paths) != 1]:
        raise registry.BadSource(f"{', '.join(missing)}: no such source in {folder(args)}; `sources` lists them")
    return [registry.read(path) for (path,) in found.values()]


def _check(args: argparse.Namespace) -> int:
    from crawlers.live import session

    return 0 if session.run(args, wanted(args, args.sources), folder(args)) else FAILED


def _record(args: argparse.Namespace) -> int:
    from crawlers.live import record

    (source,) = wanted(args, [args.source])
    root = record.FIXTURES if args.fixture else Path(os.environ.get("AOZORA_DATA", "data")) / "record"
    if args.fixture and not source.is_sample:
        print(f"{source.id}: {record.NOT_OURS}", file=sys.stderr)
        return FAILED
    kept = record.record(source, root / source.id, args.as_of, fixture=args.fixture)
    for one in kept:
        print(one)
    if args.fixture:
        print(f"next: python -m pytest -q tests/test_golden_sources.py -k {source.id}")
    return 0 if all(one.whole for one in kept) else FAILED
