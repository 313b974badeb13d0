"""A check as its operator sees it: the table while it grows, what it comes to, and the marks."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path

from crawlers.live import check, marking, table
from crawlers.live.check import Checked
from crawlers.results import READ_WHOLE
from warehouse.models import Source

BLANK = "\r\x1b[K" if sys.stderr.isatty() and sys.stdout.isatty() else ""
"""Wipes the line of progress from a terminal."""


def run(args: argparse.Namespace, sources: list[Source], folder: Path) -> bool:
    """Check the sources of a folder and tell it; True when all is fine."""
    if not args.json:
        print(table.head(), flush=True)
    checked: list[Checked] = []

    def show(found: list[Checked]) -> None:
        checked.extend(found)
        for one in found:
            print(one.model_dump_json() if args.json else BLANK + table.line(one), flush=True)
        _progress(len({one.source_id for one in checked}), len(sources))

    if len(sources) == 1:
        show(check.here(sources[0], args.as_of, _say))
    else:
        asyncio.run(check.apart(sources, folder, args.as_of, max(1, args.at_once), show))
    _conclude(args, sources, checked, folder)
    return all(one.state == "ok" for one in checked)


def _progress(done: int, of: int) -> None:
    """On a terminal a last line that the next row overwrites; elsewhere the rows are the progress."""
    if BLANK and done < of:
        print(f"{done} of {of} sources", end="", file=sys.stderr, flush=True)


def _conclude(args: argparse.Namespace, sources: list[Source], checked: list[Checked], folder: Path) -> None:
    """The summary, which YAMLs may now be called verified, and the mark where it was asked for."""
    failed = {one.source_id for one in checked if one.state not in READ_WHOLE}
    passed = [source for source in sources if source.id not in failed and not source.is_sample]
    told = list(table.summary(checked))
    told += [f"{s.id}: verified before, but not read today" for s in sources if s.verified and s.id in failed]
    if args.mark:
        for source in passed:
            marking.mark(folder / source.level / f"{source.id}.yml", args.as_of)
        told.append(f"marked verified: {_ids(passed)}")
    else:
        told.append(f"may be set `verified: true` (--mark does it): {_ids([s for s in passed if not s.verified])}")
    if any(source.is_sample for source in sources):
        told.append("sample portals are never marked: they say nothing of a live site")
    print("\n".join(["", *told]), file=sys.stderr if args.json else sys.stdout)


def _ids(sources: list[Source]) -> str:
    return " ".join(source.id for source in sources) or "none"


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
