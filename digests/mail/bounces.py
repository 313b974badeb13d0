"""Mails that came back: delivery reports (RFC 3464) of a folder, judged by rules and written down."""

from __future__ import annotations

import email
import hashlib
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.policy import default
from pathlib import Path
from typing import NamedTuple

from digests import ledger, paused
from digests.mail.rules import judged
from digests.plain import inert

BYTES = 5_000_000
"""A report that returns the whole mail is larger; it is named and left."""
HANDED_OVER = ("sent", "ambiguous")
"""States of a mail that can come back."""


class NoSuchFolder(ValueError):
    """The folder of returned mails is not there."""


class Failure(NamedTuple):
    """What a report says of one address."""

    report: str
    """Hash of the report: each is taken once."""
    message_id: str
    """Of our mail; empty when the report does not return it."""
    address: str
    action: str
    status: str
    said: str


def take(folder: Path, ledger_path: Path, paused_path: Path) -> Iterator[str]:
    """Write down what came back; yields a line for each report, for the operator. Raises NoSuchFolder.

    Only a report that names one of our mails is believed: else anybody could end anybody's subscription.
    """
    for path in _files(folder):
        failures, other = _read(path)
        yield from other
        for failure in failures:
            with ledger.held(ledger_path):
                said = _written(failure, ledger_path, paused_path)
            yield f"{path.name}: {said}"


def _written(failure: Failure, ledger_path: Path, paused_path: Path) -> str:
    if failure.action != "failed":
        return f"{failure.address}: {failure.action or 'no action'}, nothing to do ({failure.said})"
    if any(failure.report in line.detail for line in ledger.lines(ledger_path)):
        return f"{failure.address}: taken before"
    known = ledger.last(ledger_path).get(failure.message_id)
    if known is None:
        return f"{failure.address}: {failure.status} {failure.said}; names no mail of ours, so nothing was changed"
    if known.state not in HANDED_OVER:
        return f"{known.address}: {known.state}, which no mail can come back from; nothing was changed"
    verdict = judged(failure.said, failure.status)
    said = f"{'hard' if verdict.hard else 'soft'}, {verdict.why}: {failure.status} {failure.said}"
    if verdict.hard:
        paused.write(paused_path, known.address, paused=True, reason=f"{known.edition} came back: {said}"[:300])
    detail = f"{said[:200]} (report {failure.report})"
    bounced = ledger.line(known.message_id, known.edition, known.address, "bounced", detail)
    ledger.write_all(ledger_path, [bounced])
    then = f"paused; `aozora recipients resume {known.address}` undoes it" if verdict.hard else "still gets mail"
    return f"{known.address}, {known.edition}: {said}; {then}"


def _files(folder: Path) -> list[Path]:
    """A Maildir's messages, new ones first, or a folder's .eml files."""
    if not folder.is_dir():
        raise NoSuchFolder(f"{folder}: expected a Maildir or a folder of .eml files")
    mails = [sorted((folder / name).iterdir()) for name in ("new", "cur") if (folder / name).is_dir()]
    return [path for box in mails for path in box if path.is_file()] or sorted(folder.glob("*.eml"))


def _read(path: Path) -> tuple[list[Failure], list[str]]:
    """What a file reports; a line instead when it reports nothing that can be read."""
    if path.stat().st_size > BYTES:
        return [], [f"{path.name}: over {BYTES} bytes; read it yourself"]
    raw = path.read_bytes()
    message = email.message_from_bytes(raw, policy=default)
    blocks = next((_blocks(part) for part in message.walk() if _is(part, "message/delivery-status")), [])
    if not blocks:
        return [], [f"{path.name}: no delivery report; read it yourself: {inert(str(message['Subject']))[:80]}"]
    report, id = hashlib.sha256(raw).hexdigest()[:16], _original(message)
    return [_failure(report, id, block) for block in blocks if "Action" in block or "Status" in block], []


def _failure(report: str, message_id: str, block: Message) -> Failure:
    address = _value(block, "Final-Recipient") or _value(block, "Original-Recipient")
    action = str(block.get("Action", "")).strip().lower()
    status = str(block.get("Status", "")).split(" ")[0].strip()
    return Failure(report, message_id, address, inert(action), inert(status), _value(block, "Diagnostic-Code"))


def _value(block: Message, name: str) -> str:
    """What stands behind `rfc822;` or `smtp;`, on one line."""
    return inert(str(block.get(name, "")).split(";", 1)[-1])[:200]


def _blocks(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _original(message: Message) -> str:
    """Message-ID of the mail that came back, whole or its head only."""
    for part in message.walk():
        if _is(part, "message/rfc822"):
            returned = _blocks(part)
            return inert(str(returned[0].get("Message-ID", ""))) if returned else ""
        if _is(part, "text/rfc822-headers") and isinstance(part, EmailMessage):
            head = email.message_from_string(str(part.get_content()), policy=default)
            return inert(str(head.get("Message-ID", "")))
    return ""


def _is(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind
