"""The commands on saved pages: `parse`, `import`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from warehouse.models import Month

NO_ARTICLE = 1
BAD_INPUT = 2


def add(subparsers: Any) -> None:
    """Join the commands to a parser."""
    one = subparsers.add_parser("parse", help="read a saved page: one Release as JSON")
    one.add_argument("file", type=Path)
    one.add_argument("--url", required=True, help="address that it was saved from")
    one.set_defaults(run=_parse)
    folder = subparsers.add_parser("import", help="make releases of a folder of saved pages, files and texts")
    folder.add_argument("folder", type=Path)
    folder.add_argument("--month", required=True, type=_month, help="run month, YYYY-MM")
    folder.add_argument("--csv", type=Path, help="table with columns file, url and any of title, published, issuer, …")
    folder.set_defaults(run=_import)


def _month(text: str) -> str:
    try:
        return TypeAdapter(Month).validate_python(text)
    except ValidationError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is no month; expected YYYY-MM") from error


def _parse(args: argparse.Namespace) -> int:
    from crawlers.attribution import attribute
    from crawlers.page import NotAnArticle, parse
    from crawlers.registry import load
    from crawlers.release import release

    data = args.file.read_bytes()
    try:
        page = parse(data, args.url)
    except NotAnArticle as refusal:
        print(refusal, file=sys.stderr)
        return NO_ARTICLE
    place, level = attribute(page, load("live"))
    print(release(page, source_id="parse", place=place, level=level, data=data).model_dump_json(indent=2))
    return 0


def _import(args: argparse.Namespace) -> int:
    from crawlers import import_lane, import_report
    from crawlers.import_files import BadTable

    data = Path(os.environ.get("AOZORA_DATA", "data"))
    if not args.folder.is_dir():
        print(f"{args.folder}: no such folder", file=sys.stderr)
        return BAD_INPUT
    try:
        covered = import_lane.run(args.folder, args.month, data, args.csv)
    except BadTable as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    refused = len(covered.failures)
    print(f"{covered.releases} releases, {refused} refused; see {import_report.report_path(data, args.month)}")
    return 0 if covered.releases else NO_ARTICLE
