"""What joins the stages for a mail beside the monthly: the item, the editor's text, the readers whom it concerns."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from dags import posting, steps
from digests import ledger, recipients
from digests.mail import urgent
from digests.recipients import Recipient
from warehouse.models import Edition, Entry

log = logging.getLogger("aozora")


class Prepared(NamedTuple):
    """A notice with its mails, not yet approved perhaps."""

    notice: urgent.Notice
    messages: Sequence[EmailMessage]
    full: Sequence[Recipient]
    """Whom it concerns, and who have had their share of the month."""
    bad: Sequence[str]
    """Rows of the list that nothing could be sent to."""


def prepare(item: str, kind: urgent.Kind, text: str, on: date, means: posting.Means = posting.NOTHING_KEPT) -> Prepared:
    """Find the item and whom it concerns. Raises NotThere, NoticeRefused, RecipientsUnreadable, LedgerUnreadable."""
    one = urgent.notice(kind, _entry(item), text, on)
    good, bad = recipients.listed(steps.data(), sample=one.entry.release.is_sample, text=means.recipients)
    readers = recipients.active(good, steps.data())
    told = _told_to(one.entry) if kind == "correction" else frozenset()
    reasons, full = urgent.readers(one, readers, ledger.lines(posting.ledger_path()), on, told)
    if not reasons:
        names = ", ".join(reader.address for reader in full)
        had = f"; {names} have had {urgent.A_MONTH} beside the monthly in {on:%Y-%m}, no third is sent" if full else ""
        raise urgent.NoticeRefused(f"{item}: nobody is left whom it goes to{had}")
    return Prepared(one, list(urgent.messages(one, reasons)), full, bad)


def approval(one: urgent.Notice) -> Path:
    """Where it stands who let a notice go out."""
    return steps.data() / "private" / "notices" / f"{one.id}.json"


def approve(one: urgent.Notice, by: str, at: datetime) -> None:
    """Write down what goes out and who let it."""
    path = approval(one)
    path.parent.mkdir(parents=True, exist_ok=True)
    said = {"kind": one.kind, "item": one.entry.id, "subject": one.subject, "text": one.text}
    draft = path.with_suffix(".part")
    draft.write_text(json.dumps({**said, "approved_by": by, "approved_at": at.isoformat()}, ensure_ascii=False))
    draft.replace(path)


def send(made: Prepared, means: posting.Means = posting.NOTHING_KEPT) -> None:
    """Mail an approved notice, to each reader once. Raises NoticeRefused, MailsLeft, MailServerUnusable."""
    if not approval(made.notice).exists():
        raise urgent.NoticeRefused(f"{made.notice.id}: nobody has approved it")
    own = posting.NOTHING_KEPT if made.notice.entry.release.is_sample else means
    posting.mailed(made.notice.id, made.messages, steps.data() / "private" / "notices" / "mail", own, made.bad)


def _entry(item: str) -> Entry:
    with steps.store() as warehouse:
        found = [entry for entry in steps.entries_of(warehouse, item[:7]) if entry.id == item]
    if not found:
        raise posting.NotThere(f"{item}: expected an item of a month that has been understood, like 2026-10-a3f9c1")
    return found[0]


def _told_to(entry: Entry) -> frozenset[str]:
    """The municipalities whose approved editions told an item."""
    if not steps.approved(entry.month):
        raise posting.NotThere(f"{entry.id}: {entry.month} is not approved: correct it there, nobody has read it")
    editions = [
        Edition.model_validate_json(p.read_bytes()) for p in steps.folder(entry.month, "editions").glob("*.json")
    ]
    return frozenset(edition.municipality for edition in editions if entry.id in edition.entry_ids)
