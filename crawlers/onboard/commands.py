"""`python -m crawlers new`: looks at an address and writes the source file that reads it."""

from __future__ import annotations

import argparse
from typing import Any

from crawlers import platforms
from crawlers.live.commands import where_from
from crawlers.page_commands import address


def add(subparsers: Any) -> None:
    """Join the command to a parser."""
    new = subparsers.add_parser("new", help="from the address of a list to its source file")
    new.add_argument("address", type=address, help="a list of releases; a home page shows the lists it leads to")
    new.add_argument("--write", action="store_true", help="write the file; without it the file is only shown")
    new.add_argument("--into", metavar="ID", default="", help="add the list to this source instead")
    new.add_argument("--id", default="", help="instead of one made from place and office")
    new.add_argument("--place", default="", help="code or name, when the site does not tell it")
    new.add_argument("--level", choices=("central", "province", "city"))
    new.add_argument("--name-ja", default="", help="Japanese name, when the office is not a known one")
    new.add_argument("--lists", default="", help="what the publisher calls the list")
    new.add_argument("--platform", choices=sorted(platforms.names()), default="", help="instead of detecting it")
    new.add_argument("--delay", type=float, default=2.0, help="seconds between two requests (2)")
    where_from(new)
    new.set_defaults(run=_new)


def _new(args: argparse.Namespace) -> int:
    from crawlers.onboard import telling

    return telling.run(args)
