"""`aozora desk`: a month's items out to the editor as a workbook, decisions back in, agreement with the order."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crawlers.window import run_month
from warehouse import reference

if TYPE_CHECKING:
    from dags.desk_steps import Read
    from digests.desk.agreement import Agreement, Ranked
    from digests.desk.queue import Row

REFUSED, FAILED = 1, 2
_COMMON = "common"


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the verb of the editor."""
    verb = verbs.add_parser("desk", help="the editor's workbook: items out by importance, decisions back in")
    verb.add_argument("month", nargs="?", type=run_month, metavar="YYYY-MM")
    what = verb.add_mutually_exclusive_group()
    what.add_argument("--read", nargs="?", const="", metavar="FILE", help="take a workbook in; 1 when a cell is wrong")
    what.add_argument("--agreement", action="store_true", help="how decisions so far agree with the machine's order")
    verb.add_argument("--out", type=Path, metavar="FILE", help="instead of private/desk below the data folder")
    verb.add_argument("--editor", default="", metavar="NAME", help="where the workbook names none")
    ids = (*reference.municipalities(), _COMMON)
    verb.add_argument("--show", choices=ids, metavar="ID", help="print this edition as it is now")
    verb.set_defaults(run=_desk)


def _desk(args: argparse.Namespace) -> int:
    """What a person can put right is said in a line, without a traceback."""
    from dags import desk_steps
    from dags.posting import NotThere
    from digests.desk.given import BadDesk
    from warehouse.database import SchemaDiffers, WarehouseBusy

    if not args.month and not args.agreement:
        print("Which month? e.g. aozora desk 2026-10", file=sys.stderr)
        return FAILED
    try:
        if args.agreement:
            return _agreement(args)
        if args.read is not None:
            return _read(args)
        return _show(args) if args.show else _export(args)
    except BadDesk as error:
        print(f"{error}\n取り込んだものはありません。直してから、もう一度取り込んでください。", file=sys.stderr)
        return REFUSED
    except (desk_steps.DeskClosed, desk_steps.DeskAtStake, NotThere, WarehouseBusy, SchemaDiffers, OSError) as error:
        print(error, file=sys.stderr)
        return FAILED


def _export(args: argparse.Namespace) -> int:
    from dags import desk_steps

    path, rows = desk_steps.export(args.month, args.out)
    print(path)
    print("、".join(_counted(rows)))
    return 0


def _counted(rows: Sequence[Row]) -> Iterator[str]:
    from digests.desk.words import WORDS

    changed = Counter(row.change.partition("：")[0] for row in rows if row.change)
    yield f"候補{sum(not row.is_gone for row in rows)}件"
    yield from (f"{said}{count}件" for said, count in changed.items())
    if undecided := sum(not row.is_gone and (row.edit is None or not row.edit.decision) for row in rows):
        yield f"{WORDS['columns']['choice']}なし{undecided}件"


def _read(args: argparse.Namespace) -> int:
    """Take it in, show one edition at once, then draw all drafts anew, which is what gets approved."""
    from dags import desk_steps, steps

    path = Path(args.read) if args.read else desk_steps.workbook(args.month)
    read = desk_steps.load(args.month, path, args.editor, datetime.now(UTC))
    print("\n".join(_told(read)))
    _show(args)
    with steps.store() as warehouse:
        used = desk_steps.collection(warehouse.coverage(args.month), warehouse)
    began = time.monotonic()
    steps.draft(args.month, used)
    print(f"すべての版を作り直しました（{time.monotonic() - began:.0f}秒）。承認は Airflow で行ってください。")
    return 0


def _told(read: Read) -> Iterator[str]:
    from digests.desk.words import SAID, WANTED, WORDS

    edits, corrections = read.taken
    if not edits and not corrections:
        yield "新しい書き込みはありません。"
    for edit in edits:
        done = [SAID[edit.decision], f"{WORDS['columns']['full']}{WANTED}" if edit.full else ""]
        done += [WORDS["columns"][key].partition("（")[0] for key in ("title", "summary", "note") if getattr(edit, key)]
        yield f"{edit.entry_id}  {'、'.join(filter(None, done)) or '取消'}"
    for one in corrections:
        yield f"{one.entry_id}  訂正{'の取消' if one.withdrawn else ''}"


def _show(args: argparse.Namespace) -> int:
    from dags import desk_steps

    began = time.monotonic()
    text, page, _ = desk_steps.show(args.month, args.show or _COMMON)
    if args.show:
        print(text.read_text(encoding="utf-8"))
    print(f"{page}\n{text}（{time.monotonic() - began:.1f}秒）")
    return 0


def _agreement(args: argparse.Namespace) -> int:
    from dags import desk_steps

    found = desk_steps.agreements(args.month or "")
    print("\n".join(line for one in found for line in lines(one)) or "No decisions yet: aozora desk MONTH")
    return 0


def lines(one: Agreement) -> Iterator[str]:
    """A month's figures, and what the editor saw otherwise than the machine."""
    yield f"{one.month}  kept {one.kept} (pinned {one.pinned}), dropped {one.dropped}"
    yield f"  AUC {_figure(one.auc)}   kept among the first {one.kept} {_figure(one.precision)}"
    yield f"  Kendall's tau-b {_figure(one.tau)}   nDCG of the first ten {_figure(one.ndcg)}"
    yield from (f"  dropped, {_standing(item)}" for item in one.high)
    yield from (f"  pinned, {_standing(item)}" for item in one.low)


def _standing(item: Ranked) -> str:
    return f"the machine's no. {item.rank} ({item.importance} points): {item.entry_id}"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
