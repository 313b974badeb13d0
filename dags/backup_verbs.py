"""`aozora backup` and `aozora restore`: the whole data folder to another place and back, with checksums."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the two verbs."""
    verb = verbs.add_parser("backup", help="copy all that cannot be made again, private lists too, with checksums")
    verb.add_argument("to", nargs="?", type=Path, help="a folder that is not there yet; beside the data when left out")
    verb.set_defaults(run=_backup)
    verb = verbs.add_parser("restore", help="bring a backup back; it is verified before anything is changed")
    verb.add_argument("source", type=Path, metavar="FROM")
    verb.add_argument("--force", action="store_true", help="move what is in the data folder aside")
    verb.set_defaults(run=_restore)


def _backup(args: argparse.Namespace) -> int:
    from dags import patience, steps
    from warehouse.backup import CannotBackUp, backup
    from warehouse.database import SchemaDiffers, WarehouseBusy

    data = steps.data().absolute()
    to = (args.to or data.with_name(f"{data.name}-backup-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")).absolute()
    try:
        if (data / "warehouse.duckdb").exists():
            patience.opened(data / "warehouse.duckdb").close()
        count = backup(data, to)
    except (CannotBackUp, WarehouseBusy, SchemaDiffers) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{to}: {count} files. It holds recipients' addresses: keep it as you keep {data / 'private'}.")
    return 0


def _restore(args: argparse.Namespace) -> int:
    from dags import steps
    from warehouse.backup import CannotRestore, restore
    from warehouse.database import WarehouseBusy

    data = steps.data().absolute()
    try:
        aside = restore(args.source, data, datetime.now(UTC), force=args.force)
    except (CannotRestore, WarehouseBusy) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{data} is what was backed up.{f' What was there before: {aside}.' if aside else ''} Next: aozora publish")
    return 0
