"""`aozora publish`, and the verbs that read what was published: query, tables, dictionary, search, export."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from crawlers.window import run_month
from warehouse.reader_commands import Commands


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the analysts' verbs."""
    verb = verbs.add_parser("publish", help="swap in the analysts' read-only copy now, and freeze the month")
    verb.add_argument("month", nargs="?", type=run_month, help="the latest approved one when left out")
    verb.set_defaults(run=_publish)
    Commands(verbs, _published).add()


def _published() -> Path:
    from dags import steps

    return steps.data() / "published" / "aozora.duckdb"


def _publish(args: argparse.Namespace) -> int:
    from dags import steps
    from warehouse.database import SchemaDiffers, WarehouseBusy
    from warehouse.publish import NotPublished

    warehouse = steps.data() / "warehouse.duckdb"
    if not warehouse.exists():
        print(f"{warehouse}: expected a warehouse; run a month first", file=sys.stderr)
        return 2
    try:
        print(steps.publish(args.month or ""))
    except (NotPublished, WarehouseBusy, SchemaDiffers) as error:
        print(error, file=sys.stderr)
        return 1
    return 0
