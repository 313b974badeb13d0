"""The `aozora` command: its verbs call the same steps as the DAGs."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TextIO

from crawlers.window import run_month
from dags import (
    backup_verbs,
    desk_verbs,
    in_process,
    mail_verbs,
    pair_verbs,
    plan_verbs,
    query_verbs,
    records_verbs,
    redact_verbs,
    review_verbs,
    site_verbs,
    volume_verbs,
)
from nlp.translation.memory_commands import add_voucher

log = logging.getLogger("aozora")
SAMPLE_MONTHS = ("2026-09", "2026-10")


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the words and call the verb; the exit code is the verb's."""
    parser = argparse.ArgumentParser(prog="aozora", description="Monthly intelligence on Chinese air policy.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    _add_run(verbs)
    query_verbs.add(verbs)
    _add_trace(verbs)
    _add_terms(verbs)
    _add_memory(verbs)
    desk_verbs.add(verbs)
    review_verbs.add(verbs)
    plan_verbs.add(verbs)
    mail_verbs.add(verbs)
    volume_verbs.add(verbs)
    records_verbs.add(verbs)
    site_verbs.add(verbs)
    pair_verbs.add(verbs)
    redact_verbs.add(verbs)
    backup_verbs.add(verbs)
    _add_airflow(verbs)
    args = parser.parse_args(argv)
    from dags import steps

    try:
        steps.data().mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(f"{error}: expected a data folder that can be made (AOZORA_DATA names it)", file=sys.stderr)
        return 2
    from warehouse.transaction import NotSaved

    try:
        return int(args.run(args))
    except NotSaved as error:
        print(error, file=sys.stderr)
        return 1


def _add_run(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("run", help="run months from the sites to the readers")
    verb.add_argument("months", nargs="*", type=run_month, metavar="YYYY-MM", help="the sample has its own two")
    verb.add_argument("--set", dest="collection", choices=("sample", "live", "import"), default="sample")
    verb.add_argument(
        "--approve", choices=("yes", "no", "ask"), default="ask", help="the sample is approved unless you say no"
    )
    verb.set_defaults(run=run)


def _add_trace(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("trace", help="from an item of a mail to the archived page")
    verb.add_argument("item", help="its id, e.g. 2026-10-a3f9c1")
    verb.set_defaults(run=trace)


def _add_terms(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("terms", help="the words of a month that no vocabulary knows, for the glossary")
    verb.add_argument("month", type=run_month, metavar="YYYY-MM")
    verb.add_argument("--at-most", default="100", metavar="N", help="no more words than these")
    verb.set_defaults(run=terms)


def _add_memory(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("memory", help="reviewed translations to and from other tools, as TMX")
    actions = verb.add_subparsers(required=True, metavar="ACTION")
    export = actions.add_parser("export", help="write every reviewed pair")
    export.add_argument("file", type=Path)
    export.set_defaults(run=memory_export)
    load = actions.add_parser("import", help="take reviewed pairs; each run from now on reads them")
    load.add_argument("file", type=Path)
    add_voucher(load)
    load.set_defaults(run=memory_import)


def _add_airflow(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "airflow", help="start Airflow with its pages on the same data, the sample portals beside it"
    )
    verb.add_argument("--set", dest="collection", choices=("sample", "live"), default="sample")
    verb.add_argument("--port", default="8080")
    verb.set_defaults(run=airflow)


def run(args: argparse.Namespace) -> int:
    """Run months in order and print what came of them; 1 when a task failed."""
    from dags import plan_steps, report, steps

    months = args.months or (SAMPLE_MONTHS if args.collection == "sample" else ())
    if not months:
        print("Which month? e.g. aozora run --set live 2026-10", file=sys.stderr)
        return 2
    in_process.configure(steps.data() / "airflow")
    logfile = steps.folder("logs") / "airflow.log"
    with _quiet(logfile) as terminal:
        log.info("preparing Airflow")
        in_process.prepare()
        done, failed = _run_in_order(months, args, terminal)
        lost = [] if failed else plan_steps.begin_waiting()
        if args.collection == "sample" and not failed:
            _finish_plans(months[-1])
    print(report.table(done))
    for line in lost:
        print(f"\nNot begun: {line}. Why: {logfile}")
    if failed:
        print(f"\nFailed: {', '.join(failed)}. Why: {logfile}. Mend it and run again: nothing is lost or done twice.")
    return 1 if failed else 0


def _run_in_order(months: Sequence[str], args: argparse.Namespace, terminal: TextIO) -> tuple[list[str], list[str]]:
    """Months run one after another and stop at the first that fails: a later one builds on it."""
    done: list[str] = []
    for month in months:
        log.info("%s begins", month)
        done.append(month)
        with _outside(month, args.collection):
            failed = in_process.run(month, args.collection, _approver(args, terminal))
        if failed:
            return done, [f"{month} {task}" for task in failed]
    return done, []


def _finish_plans(month: str) -> None:
    """The sample's plan that comes with a reviewed translation goes out, apart from the monthly."""
    from dags import outside, plan_steps, steps

    with outside.sample_mailbox(steps.folder(month, "received", "plans")):
        plan_steps.finish_reviewed(datetime.now(UTC))


def _approver(args: argparse.Namespace, terminal: TextIO) -> Callable[[str], bool]:
    """Who answers when the drafts are there: the sample's run itself, the option, or the person at the terminal."""
    if args.approve == "yes" or (args.collection == "sample" and args.approve == "ask"):
        return lambda _: True
    if args.approve == "no" or not sys.stdin.isatty():
        return lambda _: False
    return partial(ask, terminal)


def ask(terminal: TextIO, drafts: str) -> bool:
    """Show what is to be approved and wait for the answer; only a plain yes is one."""
    print(f"\n{drafts}\n\nApprove and send? [y/N] ", end="", file=terminal, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _outside(month: str, collection: str) -> AbstractContextManager[None]:
    """The world around a run: for the sample, its portals as of the visit and a mailbox; live, the real one."""
    from dags import outside, steps

    if collection != "sample":
        return nullcontext()
    return outside.sample(outside.visit_of(month), steps.folder(month, "received"))


@contextmanager
def _quiet(logfile: Path) -> Iterator[TextIO]:
    """Airflow's own talk goes to a file; our progress stays on the terminal."""
    sys.stdout.flush()
    kept_out, kept_err = os.dup(1), os.dup(2)
    terminal = os.fdopen(kept_err, "w", buffering=1, encoding="utf-8", closefd=False)
    handler = logging.StreamHandler(terminal)
    handler.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    with logfile.open("a", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        try:
            yield terminal
        finally:
            sys.stdout.flush()
            os.dup2(kept_out, 1)
            os.dup2(kept_err, 2)
            log.removeHandler(handler)


def trace(args: argparse.Namespace) -> int:
    """Print the road from an item back to the bytes that were received."""
    from dags import steps
    from warehouse.__main__ import main as warehouse

    return warehouse(["trace", str(steps.data() / "published" / "aozora.duckdb"), args.item])


def terms(args: argparse.Namespace) -> int:
    """Print the unknown words of the month's releases, those most worth a term first."""
    from dags import steps
    from nlp.__main__ import main as nlp

    files = sorted(map(str, steps.folder(args.month, "releases").glob("*.jsonl")))
    if not files:
        print(f"{args.month}: expected releases below {steps.data()}; run the month first", file=sys.stderr)
        return 2
    return nlp(["terms", "unknown", *files, "--at-most", args.at_most])


def memory_export(args: argparse.Namespace) -> int:
    """Write the warehouse's reviewed pairs to a file."""
    from dags import memory, steps
    from warehouse.database import WarehouseBusy

    warehouse = steps.data() / "warehouse.duckdb"
    if not warehouse.exists():
        print(f"{warehouse}: expected a warehouse; run a month first", file=sys.stderr)
        return 2
    try:
        count = memory.export(warehouse, args.file)
    except OSError as error:
        print(f"{args.file}: {error.strerror}; expected a place where a file can be written", file=sys.stderr)
        return 2
    except WarehouseBusy as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{args.file}: {count} reviewed pairs")
    return 0


def memory_import(args: argparse.Namespace) -> int:
    """Put a file's reviewed pairs where each run reads them."""
    from dags import memory, steps

    try:
        taken, left = memory.bring_in(args.file, steps.data() / "review", args.reviewer, args.on)
    except OSError as error:
        print(f"{args.file}: {error.strerror}; expected a TMX file that can be read", file=sys.stderr)
        return 2
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{taken} reviewed pairs taken, {left} left out that nobody has read")
    return 0


def airflow(args: argparse.Namespace) -> int:
    """Run `airflow standalone` on the same data folder until it is stopped, the sample's portals beside it."""
    from dags import steps

    in_process.configure(steps.data() / "airflow")
    address = in_process.serve_on(args.port)
    sample = args.collection == "sample"
    os.environ |= {"AOZORA_SET": args.collection, "AOZORA_MONTH": SAMPLE_MONTHS[-1] if sample else ""}
    begins = f"trigger it for {SAMPLE_MONTHS[-1]}" if sample else "last month begins at once"
    print(f"Airflow: {address} (Ctrl-C stops it). Switch monthly_digest on: {begins}.", flush=True)
    with _outside(SAMPLE_MONTHS[-1], args.collection):
        return in_process.standalone()


if __name__ == "__main__":
    raise SystemExit(main())
