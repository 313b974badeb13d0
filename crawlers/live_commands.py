"""The commands of an operator with network: `check` the sources, `record` what they answer."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from crawlers import check, check_table, marking, registry
from crawlers.check import PASSED, Checked
from crawlers.crawl_commands import FAILED
from crawlers.window import SHANGHAI
from warehouse.models import Source

BLANK = "\r\x1b[K" if sys.stderr.isatty() and sys.stdout.isatty() else ""
"""Wipes the line of progress from a terminal."""
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
    known = registry.load_folder(folder(args))
    if missing := [name for name in ids if name not in known]:
        raise registry.BadSource(f"{', '.join(missing)}: no such source in {folder(args)}; `sources` lists them")
    return [known[name] for name in ids] if ids else list(known.values())


def _check(args: argparse.Namespace) -> int:
    sources = wanted(args, args.sources)
    if not args.json:
        print(check_table.head(), flush=True)
    checked: list[Checked] = []

    def show(found: list[Checked]) -> None:
        checked.extend(found)
        for one in found:
            print(one.model_dump_json() if args.json else BLANK + check_table.line(one), flush=True)
        _progress(len({one.source_id for one in checked}), len(sources))

    if len(sources) == 1:
        show(check.here(sources[0], args.as_of, _say))
    else:
        asyncio.run(check.apart(sources, folder(args), args.as_of, max(1, args.at_once), show))
    _conclude(args, sources, checked)
    return 0 if all(one.state == "ok" for one in checked) else FAILED


def _progress(done: int, of: int) -> None:
    """On a terminal a last line that the next row overwrites; elsewhere the rows are the progress."""
    if BLANK and done < of:
        print(f"{done} of {of} sources", end="", file=sys.stderr, flush=True)


def _conclude(args: argparse.Namespace, sources: list[Source], checked: list[Checked]) -> None:
    """The summary, which YAMLs may now be called verified, and the mark where it was asked for."""
    failed = {one.source_id for one in checked if one.state not in PASSED}
    passed = [source for source in sources if source.id not in failed and not source.is_sample]
    told = list(check_table.summary(checked))
    told += [f"{s.id}: verified before, but not read today" for s in sources if s.verified and s.id in failed]
    if args.mark:
        for source in passed:
            marking.mark(folder(args) / source.level / f"{source.id}.yml", args.as_of)
        told.append(f"marked verified: {_ids(passed)}")
    else:
        told.append(f"may be set `verified: true` (--mark does it): {_ids([s for s in passed if not s.verified])}")
    if any(source.is_sample for source in sources):
        told.append("sample portals are never marked: they say nothing of a live site")
    print("\n".join(["", *told]), file=sys.stderr if args.json else sys.stdout)


def _ids(sources: list[Source]) -> str:
    return " ".join(source.id for source in sources) or "none"


def _record(args: argparse.Namespace) -> int:
    from crawlers import record

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


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
