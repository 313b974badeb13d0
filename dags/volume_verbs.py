"""`aozora volume`: the months of a fiscal year bound in one volume, by month and by place."""

from __future__ import annotations

import argparse
import sys

FAILED = 2


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the verb of the yearly volume."""
    verb = verbs.add_parser("volume", help="bind the approved months of a fiscal year, by month and by place")
    verb.add_argument("year", type=_year, help="2026 is March 2026 to February 2027")
    verb.set_defaults(run=_volume)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"expected a year of four digits, found {text!r}")
    return int(text)


def _volume(args: argparse.Namespace) -> int:
    """Write the volumes and print their paths and what they have not."""
    from dags import volume_steps
    from digests.volume import ItemUnknown
    from warehouse.database import SchemaDiffers, WarehouseBusy

    try:
        paths = volume_steps.bind(args.year)
    except (volume_steps.NothingApproved, ItemUnknown, WarehouseBusy, SchemaDiffers) as error:
        print(error, file=sys.stderr)
        return FAILED
    print(*(f"{path}  {path.stat().st_size // 1024} KB" for path in paths), sep="\n")
    return 0
