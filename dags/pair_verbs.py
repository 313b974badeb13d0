"""`aozora pair`: what an officer takes along on a visit, two pages a partnership."""

from __future__ import annotations

import argparse
import sys

from crawlers.window import run_month
from warehouse import reference

FAILED = 2


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the verb of the visit brief."""
    known = [one.id for one in reference.partnerships()]
    verb = verbs.add_parser("pair", help="a two-page visit brief of a partnership, as PDF and Word")
    verb.add_argument("partnership", choices=known, metavar="PAIR", help=f"one of {', '.join(known)}")
    verb.add_argument("--month", type=run_month, default=None, metavar="YYYY-MM", help="as of this month's end")
    verb.set_defaults(run=_pair)


def _pair(args: argparse.Namespace) -> int:
    """Write the brief and print where."""
    from dags import cooperation_steps
    from warehouse.database import SchemaDiffers, WarehouseBusy

    try:
        paths = cooperation_steps.pair(args.partnership, args.month or "")
    except (cooperation_steps.NothingRun, WarehouseBusy, SchemaDiffers) as error:
        print(error, file=sys.stderr)
        return FAILED
    print(*paths, sep="\n")
    return 0
