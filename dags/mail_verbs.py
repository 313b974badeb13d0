"""`aozora recipients`, `aozora mail` and `aozora notice`: who gets mail, what became of it, and what cannot wait."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crawlers.window import run_month

if TYPE_CHECKING:
    from dags.notice_steps import Prepared
    from dags.posting import Means
    from digests.recipients import Recipient

FAILED = 2
Verb = Callable[[argparse.Namespace], int]
_Verbs = argparse._SubParsersAction


def add(verbs: _Verbs[argparse.ArgumentParser]) -> None:
    """Adds the verbs of the mail."""
    _add_recipients(
        verbs.add_parser("recipients", help="check the list of recipients; let a paused one have mail again")
    )
    _add_mail(verbs.add_parser("mail", help="send a month, try it out, see what became of it, take what came back"))
    _add_notice(verbs.add_parser("notice", help="a correction or an urgent notice, to those whom it concerns"))


def _add_recipients(verb: argparse.ArgumentParser) -> None:
    actions = verb.add_subparsers(required=True, metavar="ACTION")
    check = _action(actions, "check", _check, "print the list, and what is wrong with it")
    check.add_argument("file", nargs="?", type=Path, help="default: what a run would read")
    check.add_argument("--tokens", action="store_true", help="with what stands for each address where it cancels")
    resume = _action(actions, "resume", _resume, "send to an address again whose mail came back")
    resume.add_argument("address")


def _add_mail(verb: argparse.ArgumentParser) -> None:
    actions = verb.add_subparsers(required=True, metavar="ACTION")
    send = _action(actions, "send", _send, "send what an approved month still has to send")
    send.add_argument("month", type=run_month, metavar="YYYY-MM")
    _add_trial(send)
    status = _action(actions, "status", _status, "what became of each mail of a month")
    status.add_argument("month", type=run_month, metavar="YYYY-MM")
    resolve = _action(
        actions, "resolve", _resolve, "say whether a doubtful mail arrived; if not, the next run sends it"
    )
    resolve.add_argument("edition", help="as status prints it, e.g. 2026-10/kobe/ja")
    resolve.add_argument("address")
    resolve.add_argument("answer", choices=("sent", "not-sent"))
    bounces = _action(actions, "bounces", _bounces, "take the delivery reports of a Maildir or a folder of .eml")
    bounces.add_argument("folder", type=Path)


def _add_notice(verb: argparse.ArgumentParser) -> None:
    from digests.mail.urgent import KINDS

    verb.add_argument("item", help="its id, e.g. 2026-10-a3f9c1")
    verb.add_argument("file", type=Path, help="the editor's text, UTF-8")
    verb.add_argument("--kind", choices=KINDS, required=True)
    verb.add_argument("--by", required=True, metavar="NAME", help="who lets it go out")
    _add_trial(verb)
    verb.set_defaults(run=partial(_guarded, _notice))


def _add_trial(verb: argparse.ArgumentParser) -> None:
    trial = verb.add_mutually_exclusive_group()
    trial.add_argument("--dry-run", action="store_true", help="write .eml files, send nothing")
    trial.add_argument("--to", metavar="ADDRESS", help="send the lot to this one address, marked; drafts too")


def _action(actions: _Verbs[argparse.ArgumentParser], name: str, verb: Verb, what: str) -> argparse.ArgumentParser:
    action = actions.add_parser(name, help=what)
    action.set_defaults(run=partial(_guarded, verb))
    return action


def _guarded(verb: Verb, args: argparse.Namespace) -> int:
    """What a person can put right is said in a line, without a traceback."""
    from dags.guards import EditionChanged
    from dags.posting import MailsLeft, NotThere
    from digests.ledger import LedgerUnreadable, NotAsked
    from digests.mail import MailServerUnusable
    from digests.mail.bounces import NoSuchFolder
    from digests.mail.urgent import NoticeRefused
    from digests.paused import PausesUnreadable
    from digests.recipients import RecipientsUnreadable
    from warehouse.database import SchemaDiffers, WarehouseBusy

    try:
        return verb(args)
    except (EditionChanged, NotThere, RecipientsUnreadable, MailServerUnusable, NoticeRefused) as error:
        print(error, file=sys.stderr)
    except (WarehouseBusy, SchemaDiffers, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
    except (LedgerUnreadable, PausesUnreadable, NotAsked, NoSuchFolder) as error:
        print(error, file=sys.stderr)
    except MailsLeft as error:
        print(f"{error}\nMend it and run it again: nobody gets a mail twice.", file=sys.stderr)
    return FAILED


# ---------------------------------------------------------------- recipients


def _check(args: argparse.Namespace) -> int:
    from dags import posting, steps
    from digests import paused, recipients

    kept = "" if args.file else posting.kept().recipients
    path = args.file or steps.data() / recipients.FILE
    good, bad = recipients.parse(kept, recipients.VARIABLE) if kept else recipients.read(path)
    gone = paused.known(steps.data() / paused.FILE)
    print("\n".join(_table([_row(one, one.address.lower() in gone, args.tokens) for one in good])))
    states = Counter("paused" if one.address.lower() in gone else one.status for one in good)
    counted = ", ".join(f"{states[state]} {state}" for state in ("active", "paused", "left"))
    print("", f"{recipients.VARIABLE if kept else path}: {counted}; {len(bad)} problems", *bad, sep="\n")
    return 1 if bad else 0


def _row(one: Recipient, came_back: bool, tokens: bool) -> tuple[str, ...]:
    follows = " ".join([*one.places, *one.themes, *one.levels]) or "-"
    status = "paused (mail came back)" if came_back else one.status
    last = one.sender.token(one.address) if tokens and one.sender.unsubscribe_https else one.name
    return one.address, one.municipality, one.language, "+".join(one.formats), follows, str(one.since), status, last


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in list(zip(*rows, strict=True))[:-1]]
    for *cells, last in rows:
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)), last])


def _resume(args: argparse.Namespace) -> int:
    from dags import steps
    from digests import paused

    path = steps.data() / paused.FILE
    if args.address.lower() not in paused.known(path):
        print(f"{args.address}: it is not paused since mail came back; its row in the list decides", file=sys.stderr)
        return FAILED
    paused.write(path, args.address, paused=False, reason="a person says that it reads again")
    print(f"{args.address} gets mail again, from the next one on")
    return 0


# ---------------------------------------------------------------- mail


def _send(args: argparse.Namespace) -> int:
    from dags import posting, steps
    from digests import recipients

    sample, means = posting.is_sample_month(args.month), posting.kept()
    if not (args.dry_run or args.to):
        with _world(sample, args.month):
            posting.send(args.month, means)
        return _status(args)
    good, bad = recipients.listed(steps.data(), sample=sample, text=means.recipients)
    print(*bad, sep="\n", end="\n" if bad else "")
    messages = posting.rehearse(args.month, recipients.active(good, steps.data()))
    print(f"{len(messages)} mails in {steps.folder(args.month, 'dry-run')}")
    return _shown(messages, args.to, means) if args.to else 0


def _shown(messages: Sequence[EmailMessage], to: str, means: Means) -> int:
    from dags import posting

    outcomes = posting.show(messages, to, means)
    print(f"to {to}: {outcomes}")
    return 1 if outcomes.left else 0


def _world(sample: bool, month: str) -> AbstractContextManager[None]:
    """Where mail goes: the sample's to a mailbox of its own, whatever server is set."""
    from dags import outside, steps

    return outside.sample_mailbox(steps.folder(month, "received")) if sample else nullcontext()


def _status(args: argparse.Namespace) -> int:
    from dags import posting

    known = posting.fates(args.month, posting.kept())
    for fate in known:
        print(f"{fate.state:<10} {fate.edition}  {fate.address}  {fate.detail}".rstrip())
    counts = Counter(fate.state for fate in known)
    print(f"{args.month}: {', '.join(f'{n} {state}' for state, n in counts.most_common()) or 'no mails yet'}")
    if counts["ambiguous"]:
        print("ambiguous: ask whether it arrived, then aozora mail resolve EDITION ADDRESS sent|not-sent")
    return 0 if set(counts) <= {"sent"} else 1


def _resolve(args: argparse.Namespace) -> int:
    from dags import posting
    from digests import ledger

    found = ledger.resolve(posting.ledger_path(), args.edition, args.address, arrived=args.answer == "sent")
    print(f"{found.edition} to {found.address}: {found.state}")
    return 0


def _bounces(args: argparse.Namespace) -> int:
    from dags import posting, steps
    from digests import paused
    from digests.mail import bounces

    for line in bounces.take(args.folder, posting.ledger_path(), steps.data() / paused.FILE):
        print(line)
    return 0


# ---------------------------------------------------------------- notices


def _notice(args: argparse.Namespace) -> int:
    from dags import notice_steps, posting
    from digests import mail
    from digests.mail.urgent import JAPAN

    text, means = args.file.read_text(encoding="utf-8"), posting.kept()
    made = notice_steps.prepare(args.item, args.kind, text, datetime.now(JAPAN).date(), means)
    print("\n".join(_seen(made)))
    if args.to:
        return _shown(made.messages, args.to, means)
    if args.dry_run:
        place = notice_steps.approval(made.notice).with_suffix(".dry-run")
        print(f"{len([mail.keep(message, place) for message in made.messages])} mails in {place}")
        return 0
    if not notice_steps.approval(made.notice).exists():
        if not _yes():
            print("Not approved; nothing was sent.")
            return 1
        notice_steps.approve(made.notice, args.by, datetime.now(UTC))
    with _world(made.notice.entry.release.is_sample, made.notice.entry.month):
        notice_steps.send(made, means)
    print(f"sent; {made.notice.id}")
    return 0


def _seen(made: Prepared) -> Iterator[str]:
    """What the approver is shown: the first mail whole, and everybody who gets it."""
    yield f"Subject: {made.notice.subject}"
    yield made.messages[0].get_content().replace("\r\n", "\n")
    yield f"Goes to {len(made.messages)}: {', '.join(str(message['To']) for message in made.messages)}"
    yield from (f"Not to {reader.address}: two in this month already" for reader in made.full)
    yield from made.bad


def _yes() -> bool:
    if not sys.stdin.isatty():
        return False
    print("\nApprove and send? [y/N] ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")
