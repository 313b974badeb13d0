"""`aozora review`: tables for a reviewer go out, what was written into them comes back, and how far it has come."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from warehouse.models import Language

if TYPE_CHECKING:
    from nlp.translation.exchange.taking import Taken
    from warehouse.reviews import Standing

REFUSED, FAILED = 1, 2


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the verbs of review."""
    verb = verbs.add_parser("review", help="translations out to a reviewer as Word and Excel tables, and back")
    actions = verb.add_subparsers(required=True, metavar="ACTION")
    export = actions.add_parser("export", help="a document as DOCX and XLSX: original, machine's text, room for yours")
    export.add_argument("document", metavar="DOC", help="its id, an item's id, its 文号, or the beginning of one")
    export.add_argument("--to", choices=get_args(Language), default="ja")
    export.add_argument("--out", type=Path, metavar="DIR", help="instead of review/export below the data folder")
    export.set_defaults(run=_export)
    load = actions.add_parser("import", help="tables that came back, DOCX, XLSX or CSV; 1 when a row was refused")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load.add_argument("--reviewer", default="", help="where a file names none")
    load.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the same for the day")
    load.set_defaults(run=_import)
    status = actions.add_parser("status", help="how far each full translation has been reviewed")
    status.add_argument("--to", choices=get_args(Language), default="ja")
    status.set_defaults(run=_status)


def _export(args: argparse.Namespace) -> int:
    from dags import review_steps
    from nlp.translation.exchange import BadReviewFileError
    from warehouse.database import SchemaDiffers, WarehouseBusy
    from warehouse.finding import NoSuchDocument

    try:
        for path in review_steps.export(args.document, args.to, args.out):
            print(path)
    except (
        NoSuchDocument,
        review_steps.ReviewAtStake,
        BadReviewFileError,
        WarehouseBusy,
        SchemaDiffers,
    ) as error:
        print(error, file=sys.stderr)
        return FAILED
    except OSError as error:
        print(f"{error.filename}: {error.strerror}; expected a folder that can be written (--out)", file=sys.stderr)
        return FAILED
    return 0


def _import(args: argparse.Namespace) -> int:
    """Every file is tried; the worst outcome is the exit code."""
    return max(_import_one(path, args.reviewer, args.on) for path in args.files)


def _import_one(path: Path, reviewer: str, on: date | None) -> int:
    from dags import plan_steps, review_steps
    from nlp.translation.exchange import BadReviewFileError
    from warehouse.database import SchemaDiffers, WarehouseBusy
    from warehouse.finding import NoSuchDocument

    try:
        taken = review_steps.load(path, reviewer, on)
        if taken.pairs:
            plan_steps.redraw(taken.key.document_id)
    except (BadReviewFileError, NoSuchDocument, WarehouseBusy, SchemaDiffers) as error:
        print(error, file=sys.stderr)
        return FAILED
    except OSError as error:
        print(f"{path}: {error.strerror}; expected a table as it came back: .docx, .xlsx or .csv", file=sys.stderr)
        return FAILED
    for line in _outcome(path, taken):
        print(line)
    for remark in taken.refused:
        print(f"refused  {remark}", file=sys.stderr)
    return REFUSED if taken.refused else 0


def _outcome(path: Path, taken: Taken) -> Iterator[str]:
    counts = ", ".join(f"{count} {what}" for what, count in sorted(taken.counts.items()))
    yield f"{path}: {counts or 'nothing'}; {len(taken.pairs)} texts new in the memory, {len(taken.refused)} refused"
    yield from (f"note     {remark}" for remark in taken.remarks)


def _status(args: argparse.Namespace) -> int:
    from dags import review_steps
    from warehouse.database import SchemaDiffers, WarehouseBusy

    try:
        found = review_steps.status(args.to)
    except (WarehouseBusy, SchemaDiffers) as error:
        print(error, file=sys.stderr)
        return FAILED
    print("\n".join(map(_standing, found)) or "No document has been translated in full yet.")
    return 0


def _standing(one: Standing) -> str:
    from warehouse.reference.states import STATES, counted

    said = counted("ja", {state: getattr(one, state) for state in STATES})
    last = f" ({one.last_on}{' ' if one.reviewers else ''}{'、'.join(one.reviewers)})" if one.last_on else ""
    return f"{one.document_id}  {one.month}  {one.doc_number or '-'}  {one.title}\n    {said}／{one.passages}{last}"
