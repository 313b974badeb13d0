"""`aozora site`: what was published, as pages."""

from __future__ import annotations

import argparse
import sys

FAILED = 2


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the verb of the pages."""
    verb = verbs.add_parser("site", help="write what was published as pages, for everybody and for the stakeholders")
    verb.set_defaults(run=_site)


def _site(_: argparse.Namespace) -> int:
    """Write both builds and print where they are and what is new in them."""
    from dags import steps
    from warehouse.database import SchemaDiffers, WarehouseBusy

    try:
        made = steps.show()
    except (steps.NothingPublished, WarehouseBusy, SchemaDiffers) as error:
        print(error, file=sys.stderr)
        return FAILED
    for root, written in made.values():
        print(f"{root / 'index.html'}  {written} files written")
    return 0
