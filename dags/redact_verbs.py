"""`aozora redact`: words are taken out wherever the warehouse is read or published, and are told of here alone."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from warehouse.models import Redaction

LEFT = (
    "What was received stays in {data}/archive, {data}/<month>/releases, {data}/review and the pipeline's own "
    "database: none of it is published. What was mailed cannot be called back."
)


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the verb."""
    verb = verbs.add_parser("redact", help="take a person's name out wherever the warehouse is read or published")
    verb.add_argument("texts", nargs="*", metavar="TEXT", help="the name, in each script that it is written in")
    verb.add_argument("--reason", default="", help="who asked for it, and why")
    verb.add_argument("--by", default="", metavar="NAME", help="who decided it")
    verb.add_argument("--yes", action="store_true", help="do not ask")
    verb.add_argument("--withdraw", default="", metavar="ID", help="let the words of an earlier request stand again")
    verb.set_defaults(run=_redact)


def _redact(args: argparse.Namespace) -> int:
    from dags import patience, steps
    from warehouse.database import SchemaDiffers, WarehouseBusy
    from warehouse.publish import NotPublished
    from warehouse.redacting import CannotTakeOut

    path = steps.data() / "warehouse.duckdb"
    if not path.exists():
        print(f"{path}: expected a warehouse; run a month first", file=sys.stderr)
        return 2
    try:
        if args.texts or args.withdraw:
            return _decide(args, path)
        with patience.opened(path) as warehouse:
            _list(warehouse.redactions())
    except (CannotTakeOut, NotPublished, WarehouseBusy, SchemaDiffers) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _list(found: list[Redaction]) -> None:
    for one in found:
        state = "withdrawn" if one.withdrawn else "taken out"
        print(f"{one.id}  {one.redacted_at:%Y-%m-%d}  {state}  {', '.join(one.texts)}  {one.redacted_by}: {one.reason}")
    print(f"{len(found)} requests")


def _decide(args: argparse.Namespace, path: Path) -> int:
    from dags import patience, steps
    from warehouse import redacting

    if not (args.by and args.reason):
        print("--by NAME and --reason: who decided it, and why; both are kept", file=sys.stderr)
        return 2
    with patience.opened(path) as warehouse:
        if args.withdraw:
            known = {one.id: one for one in warehouse.redactions()}
            if args.withdraw not in known:
                print(f"{args.withdraw}: no request is called so; aozora redact lists them", file=sys.stderr)
                return 2
            changed = {"withdrawn": True, "reason": args.reason, "redacted_by": args.by, "redacted_at": _now()}
            decided = known[args.withdraw].model_copy(update=changed)
        else:
            decided = redacting.redaction(args.texts, args.reason, args.by, _now())
            if not _seen(warehouse.standing(decided.texts), decided, args.yes):
                return 1
        warehouse.save([decided], f"{decided.redacted_at:%Y-%m}")
    print(steps.publish())
    _tell_frozen(decided)
    return 0


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _seen(standing: dict[str, int], decided: Redaction, sure: bool) -> bool:
    """Whether the editor, who has seen how much it is, wants it: a short name can be part of other words."""
    rows = ", ".join(f"{table} {count}" for table, count in standing.items()) or "no row of any table"
    print(f"{', '.join(decided.texts)}: stands in {rows}. Each will read 〇 for every character, in every document.")
    if sure:
        return True
    print("Take out? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _tell_frozen(decided: Redaction) -> None:
    from dags import guards, steps

    if not decided.withdrawn:
        folders = (*steps.data().glob("*/editions"), *(path.parent for path in steps.data().glob("plans/*/*/mail.txt")))
        for folder in sorted(folders):
            names = [path.name for path in folder.iterdir() if path.is_file()]
            for name in guards.holding(folder, names, decided.texts):
                print(
                    f"{folder / name} holds it: approved, it is kept as it was and goes out no more; a draft, run again"
                )
        print(LEFT.format(data=steps.data()))
