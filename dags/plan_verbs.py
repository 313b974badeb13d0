"""`aozora plan`: full translations asked for, drafted, approved and sent, without Airflow too."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from warehouse import reference

if TYPE_CHECKING:
    from dags.plan_steps import Plan

FAILED = 2
_JAPAN = ZoneInfo("Asia/Tokyo")
_DOCUMENT = "its id, an item's id, its 文号, or the beginning of one"


def add(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the verbs of full translations."""
    verb = verbs.add_parser("plan", help="full translations: request, status, draft, approve, send")
    actions = verb.add_subparsers(required=True, metavar="ACTION")
    request = _add(actions, "request", _request, "ask for the full translation of a document")
    request.add_argument("--for", dest="ids", type=municipalities, default=[], metavar="ID,…", help="who asks for it")
    request.add_argument("--reason", default="", help="in Japanese; its readers see it")
    status = actions.add_parser("status", help="what was asked for, and how far each has come")
    status.add_argument("document", nargs="?", metavar="DOC", help=_DOCUMENT)
    status.set_defaults(run=partial(_guarded, _status))
    _add(actions, "draft", _draft, "translate what is missing, render it, and put it out for review")
    approve = _add(actions, "approve", _approve, "show the draft, ask, and freeze it to the byte")
    approve.add_argument("--yes", action="store_true", help="do not ask")
    _add(actions, "send", _send, "mail what was approved to the municipalities concerned, each reader once")


def _add(
    actions: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    verb: Callable[[argparse.Namespace], int],
    what: str,
) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=what)
    action.add_argument("document", metavar="DOC", help=_DOCUMENT)
    action.set_defaults(run=partial(_guarded, verb))
    return action


def municipalities(text: str) -> list[str]:
    """The ids in a list with commas; ArgumentTypeError names those there are."""
    ids = [id.strip() for id in text.split(",") if id.strip()]
    known = reference.municipalities()
    if not ids or set(ids) - set(known):
        raise argparse.ArgumentTypeError(f"expected one or more of {','.join(known)}, found {text!r}")
    return ids


def _guarded(verb: Callable[[argparse.Namespace], int], args: argparse.Namespace) -> int:
    """What a person can put right is said in a line, without a traceback."""
    from dags.guards import EditionChanged
    from dags.plan_steps import PlanNotReady
    from dags.posting import MailsLeft
    from digests.ledger import LedgerUnreadable
    from digests.mail import MailServerUnusable
    from digests.recipients import RecipientsUnreadable
    from nlp.translation.asking.failures import EngineSettingError
    from nlp.translation.exchange import BadReviewFileError
    from warehouse.database import SchemaDiffers, WarehouseBusy
    from warehouse.finding import NoSuchDocument

    try:
        return verb(args)
    except (
        NoSuchDocument,
        PlanNotReady,
        EngineSettingError,
        BadReviewFileError,
        WarehouseBusy,
        SchemaDiffers,
    ) as error:
        print(error, file=sys.stderr)
    except (EditionChanged, RecipientsUnreadable, MailServerUnusable, LedgerUnreadable) as error:
        print(error, file=sys.stderr)
    except MailsLeft as error:
        print(f"{error}\nMend it and run it again: nobody gets a mail twice.", file=sys.stderr)
    return FAILED


def _request(args: argparse.Namespace) -> int:
    from dags import plan_steps

    made = plan_steps.request(args.document, args.ids, args.reason, datetime.now(_JAPAN).date())
    document = made[0].document_id
    print(f"{document} is asked for, for {', '.join(id for wish in made for id in wish.municipalities)}.")
    print(f"Next: {_next(plan_steps.known(document))}")
    return 0


def _next(plan: Plan) -> str:
    """What brings a translation on."""
    from dags import plan_steps

    document = plan.document_id
    match plan_steps.stage(plan):
        case "approved":
            return f"aozora plan send {document}"
        case "in review":
            return f"aozora review import FILE, then aozora plan approve {document}"
        case "sent":
            return "nothing: everyone whom it is for has it"
    return f'aozora plan draft {document}, or trigger key_plan in Airflow with {{"document": "{document}"}}'


def _draft(args: argparse.Namespace) -> int:
    from dags import plan_steps

    print(plan_steps.begin(args.document).seen)
    plan = plan_steps.known(args.document)
    print(f"For review: {', '.join(map(str, plan_steps.review_files(plan.document_id)))}")
    print(f"Next: {_next(plan)}")
    return 0


def _approve(args: argparse.Namespace) -> int:
    from dags import plan_steps

    plan_steps.translate(args.document)
    drafted = plan_steps.draft(args.document)
    print(drafted.seen)
    if not drafted.approved and not args.yes and not _yes():
        print("Not approved; the draft stays.")
        return 1
    plan_steps.approve(args.document, drafted.id, getpass.getuser(), datetime.now(UTC))
    print(f"Approved and frozen. Next: aozora plan send {args.document}")
    return 0


def _yes() -> bool:
    if not sys.stdin.isatty():
        return False
    print("\nApprove? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _send(args: argparse.Namespace) -> int:
    from dags import plan_steps, posting

    plan_steps.send(args.document, means=posting.kept())
    print("\n".join(_told(plan_steps.known(args.document))))
    return 0


def _status(args: argparse.Namespace) -> int:
    from dags import plan_steps

    found = [plan_steps.known(args.document)] if args.document else plan_steps.requested()
    lines = [line for plan in found for line in _told(plan)]
    print("\n".join(lines) or "No full translation was asked for yet: aozora plan request DOC")
    return 0


def _told(plan: Plan) -> Iterator[str]:
    """One plan as a block of lines."""
    from dags import plan_steps
    from warehouse.reference.states import counted

    yield str(plan.found)
    if not plan.requests:
        yield f"  not asked for: aozora plan request {plan.document_id}"
        return
    yield f"  stage       {plan_steps.stage(plan)}"
    for wish in plan.requests:
        yield f"  asked by    {wish.asked_by}{f' on {wish.asked_on}' if wish.asked_on else ''}: {wish.reason}"
    yield f"  passages    {counted('ja', plan.shares, 'none')}; {plan.flagged} with remarks of the checks"
    if plan.carried:
        yield f"  new version {plan_steps.told(plan.carried)}"
    yield from (f"  review      {path}" for path in plan_steps.review_files(plan.document_id))
    got = plan_steps.reached(plan.approvals[-1]) if plan.approvals else ()
    yield f"  sent to     {', '.join(got) or '-'}"
    if left := [id for id in plan.municipalities if id not in got]:
        yield f"  to go to    {', '.join(left)}"
        yield f"  next        {_next(plan)}"
