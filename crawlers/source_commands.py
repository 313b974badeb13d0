"""The commands on source files: `sources` lists them, `coverage` says what can be read of whom."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from crawlers import reach, registry
from crawlers.cells import fitted
from crawlers.reach import Cell, Line
from warehouse.models import Source

HEADINGS = {"partner": "partner places", "above": "provinces above them", "centre": "centre"}
WIDTHS = (14, 26, 32, 25)
"""Columns of place and cells; with a blank between them 100."""
STATES: tuple[reach.State, ...] = ("readable", "unverified", "hole")
NEXT = """\
unverified  declared from public code and never tried; on a machine with network:
            python -m crawlers check SOURCE
hole        no list of its notices is known; from the address of one:
            python -m crawlers new ADDRESS"""


def add(subparsers: Any) -> None:
    """Join the commands to a parser."""
    sources = subparsers.add_parser("sources", help="list the sources")
    sources.add_argument("--set", required=True, choices=sorted(registry.FOLDERS), dest="collection")
    sources.add_argument("--json", action="store_true", help="a record a line")
    sources.set_defaults(run=_sources)
    coverage = subparsers.add_parser("coverage", help="which places can be read, which cannot")
    coverage.add_argument("--set", default="live", choices=sorted(registry.FOLDERS), dest="collection")
    coverage.add_argument("--json", action="store_true", help="a record a line")
    coverage.set_defaults(run=_coverage)


def _sources(args: argparse.Namespace) -> int:
    for source in registry.load(args.collection).values():
        if args.json:
            print(source.model_dump_json())
        else:
            seen = "verified" if source.verified else "unverified"
            cells = (f"{source.id:<28}", f"{source.level:<9}", source.place, f"{source.platform:<14}")
            print(*cells, f"{len(source.listings):>3}", f"{seen:<11}", source.name_zh)
    return 0


def _coverage(args: argparse.Namespace) -> int:
    sources = tuple(registry.load(args.collection).values())
    for line in _records(sources) if args.json else table(sources):
        print(line)
    return 0


def table(sources: tuple[Source, ...]) -> Iterator[str]:
    """The lines of the table, none wider than 100 columns."""
    lines = list(reach.lines(sources))
    for group, heading in HEADINGS.items():
        rows = [line for line in lines if line.group == group]
        yield _row(heading, *reach.EXPECTED, "other") if group == "partner" else heading
        yield from (_row(line.place.zh, *map(_told, line.cells)) for line in rows)
        if group == "partner":
            yield from (f"{'':<4}{kind}: {_counted(_states(rows, kind))}" for kind in reach.EXPECTED)
        yield ""
    yield "key regions, members with a source of their own"
    for region, states in reach.regions(sources):
        yield f"{fitted(region.zh, WIDTHS[1])} {states.total():>3} members: {_counted(states)}"
    yield ""
    verified = sum(source.verified for source in sources)
    yield f"{len(sources)} sources, {sum(len(source.listings) for source in sources)} lists; {verified} verified"
    yield NEXT


def _records(sources: tuple[Source, ...]) -> Iterator[str]:
    for line in reach.lines(sources):
        cells = {cell.kind: {"state": cell.state, "sources": [one.id for one in cell.sources]} for cell in line.cells}
        yield _json({"group": line.group, "place": line.place.code, "zh": line.place.zh} | cells)
    for region, states in reach.regions(sources):
        counts = {state: states[state] for state in STATES}
        yield _json({"group": "region", "region": region.id, "zh": region.zh, "members": states.total()} | counts)


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _states(rows: Iterable[Line], kind: str) -> Counter[reach.State]:
    return Counter(cell.state for row in rows for cell in row.cells if cell.kind == kind)


def _counted(states: Counter[reach.State]) -> str:
    return ", ".join(f"{states[state]} {state}" for state in STATES)


def _told(cell: Cell) -> str:
    if not cell.sources:
        return cell.state if cell.state == "hole" else "-"
    more = f" +{len(cell.sources) - 1}" if len(cell.sources) > 1 else ""
    return f"{cell.state} {cell.sources[0].id}{more}"


def _row(*cells: str) -> str:
    return " ".join(fitted(cell, width) for cell, width in zip(cells, WIDTHS, strict=False)).rstrip()
