"""`aozora records`: records of cooperation as a workbook or YAML, in and out, and their running totals."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

FAILED = 2


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the verbs of records."""
    verb = verbs.add_parser("records", help="records of cooperation: template, import, export, totals")
    actions = verb.add_subparsers(required=True, metavar="ACTION")
    for name, action, what in (
        ("template", _template, "an empty workbook to fill in"),
        ("import", _import, "take a workbook or YAML, all of it or nothing"),
        ("export", _export, "write every record as a workbook (.xlsx) or YAML (.yml)"),
    ):
        made = actions.add_parser(name, help=what)
        made.add_argument("file", type=Path)
        made.set_defaults(run=partial(_guarded, action))
    totals = actions.add_parser("totals", help="counts by municipality and year, beside those that sources quote")
    totals.set_defaults(run=partial(_guarded, _totals))


def _guarded(verb: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    """What a person can put right is said in lines, without a traceback."""
    from warehouse.cooperation.checking import RecordsRefused
    from warehouse.database import SchemaDiffers, WarehouseBusy

    try:
        return verb(args)
    except RecordsRefused as error:
        print(f"{error}\nNothing was taken. Mend it and import it again.", file=sys.stderr)
    except (OSError, WarehouseBusy, SchemaDiffers) as error:
        print(error, file=sys.stderr)
    return FAILED


def _template(args: argparse.Namespace) -> int:
    from warehouse.cooperation import workbook

    args.file.write_bytes(workbook.write([]))
    print(f"{args.file}: fill it in, then aozora records import {args.file}")
    return 0


def _import(args: argparse.Namespace) -> int:
    from dags import cooperation_steps

    print(f"{args.file}: {cooperation_steps.take(args.file)}")
    return 0


def _export(args: argparse.Namespace) -> int:
    from dags import cooperation_steps

    print(f"{args.file}: {cooperation_steps.give(args.file)} records")
    return 0


def _totals(_: argparse.Namespace) -> int:
    from dags import cooperation_steps

    print("\n".join(cooperation_steps.totals()))
    return 0
