"""`python -m warehouse`: look into a database, compare it, publish it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from warehouse import database, dictionary, migrating
from warehouse.database import SchemaDiffers, WarehouseBusy
from warehouse.publish import NotPublished, publish
from warehouse.reader_commands import Commands
from warehouse.store import Store
from warehouse.trace import NoSuchEntry, trace


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it succeeded, 1 with a line on stderr when it could not."""
    args = _parser().parse_args(arguments)
    if "database" in args and not args.database.exists():
        print(f"{args.database}: no such database; a run of the month makes it", file=sys.stderr)
        return 1
    try:
        return int(args.run(args) or 0)
    except (WarehouseBusy, SchemaDiffers, NotPublished, NoSuchEntry) as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m warehouse", description=__doc__)
    commands = parser.add_subparsers(required=True)
    Commands(commands).add()
    command = commands.add_parser("page", help="docs/DICTIONARY.md: what tables, views and columns hold")
    command.set_defaults(run=_page)
    command = commands.add_parser("check", help="what is not whole, and what to do; the exit code says whether")
    command.add_argument("database", type=Path)
    command.add_argument("--data", type=Path, help="folder with archive and editions; the database's own when left out")
    command.set_defaults(run=_check)
    command = commands.add_parser("migrate", help="bring a database of an earlier version to this one, keeping a copy")
    command.add_argument("database", type=Path)
    command.set_defaults(run=_migrate)
    command = commands.add_parser("dump", help="every row in order, without what two runs may differ in")
    command.add_argument("database", type=Path)
    command.set_defaults(run=_dump)
    command = commands.add_parser("publish", help="swap in the analysts' read-only copy")
    command.add_argument("database", type=Path)
    command.add_argument("folder", type=Path)
    command.set_defaults(run=_publish)
    command = commands.add_parser("trace", help="from an item of an edition to the archived page and its crawl")
    command.add_argument("database", type=Path)
    command.add_argument("entry")
    command.set_defaults(run=_trace)
    return parser


def _page(_: argparse.Namespace) -> None:
    with duckdb.connect() as connection:
        database.build(connection)
        print(dictionary.page(connection), end="")


def _check(args: argparse.Namespace) -> int:
    data = args.data or _data_of(args.database)
    with Store(args.database, read_only=True) as store:
        found = list(store.check(data))
    print("\n".join(map(str, found)) or f"{args.database}: whole")
    if not data:
        print("archived pages and frozen files were not looked at: --data names their folder", file=sys.stderr)
    return 1 if found else 0


def _data_of(database: Path) -> Path | None:
    """The data folder that a database stands in, or its published copy."""
    return next((place for place in database.absolute().parents[:4] if (place / "archive").is_dir()), None)


def _migrate(args: argparse.Namespace) -> None:
    with Store(args.database):
        print(f"{args.database}: version {migrating.latest()}")


def _dump(args: argparse.Namespace) -> None:
    with Store(args.database, read_only=True) as store:
        sys.stdout.writelines(f"{line}\n" for line in store.dump())


def _publish(args: argparse.Namespace) -> None:
    print(publish(args.database, args.folder))


def _trace(args: argparse.Namespace) -> None:
    print("\n".join(trace(args.database, args.entry)))


if __name__ == "__main__":
    sys.exit(main())
