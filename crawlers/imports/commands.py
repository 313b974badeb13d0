"""The command of the import lane: `import`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from crawlers.window import run_month

NOTHING_READ = 1
BAD_INPUT = 2


def add(subparsers: Any) -> None:
    """Join the command to a parser."""
    folder = subparsers.add_parser("import", help="make releases of a folder of saved pages, files and texts")
    folder.add_argument("folder", type=Path)
    folder.add_argument("--month", required=True, type=run_month, help="run month, YYYY-MM")
    folder.add_argument("--csv", type=Path, help="table with columns file, url and any of title, published, issuer, …")
    folder.set_defaults(run=_import)


def _import(args: argparse.Namespace) -> int:
    from crawlers.imports import lane, report
    from crawlers.imports.drop import BadTable

    data = Path(os.environ.get("AOZORA_DATA", "data"))
    if not args.folder.is_dir():
        print(f"{args.folder}: no such folder", file=sys.stderr)
        return BAD_INPUT
    try:
        covered = lane.run(args.folder, args.month, data, args.csv)
    except BadTable as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    refused = len(covered.failures)
    print(f"{covered.releases} releases, {refused} refused; see {report.report_path(data, args.month)}")
    return 0 if covered.releases else NOTHING_READ
