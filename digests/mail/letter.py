"""One message a recipient: plain text first, HTML and files as they asked, headers that let them leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid
from pathlib import Path
from typing import NamedTuple

from digests.plain import inert
from digests.recipients import Recipient
from digests.wording import word
from warehouse.models import Edition, Language, made_id

EDITION = "X-Aozora-Edition"
BYTES = 7_000_000
"""Of a message as it goes out: a gateway that takes 10 MB has room for it."""
OFFICE = "vnd.openxmlformats-officedocument"
MEDIA = {
    ".pdf": ("application", "pdf"),
    ".docx": ("application", f"{OFFICE}.wordprocessingml.document"),
    ".xlsx": ("application", f"{OFFICE}.spreadsheetml.sheet"),
    ".json": ("application", "json"),
}
BASE64 = 78 / 57
"""Bytes of a message for each of a file: lines of 76 signs and their ends hold 57 bytes."""


class Attached(NamedTuple):
    """A file that goes with the mail."""

    name: str
    content: bytes


def compose(
    edition: Edition, text: bytes, html: bytes, recipient: Recipient, files: Iterable[Attached] = ()
) -> EmailMessage:
    """The message of one edition to one recipient: the same bytes for the same input, without a date.

    Files that would make it too large stay away, what came later first; the text ends by naming them.
    """
    key = made_id(edition.id, recipient.address.lower())
    message = addressed(recipient, edition.subject, edition.id, f"{edition.month}.{key}")
    kept, left = _fitting(files, BYTES - int((len(text) + len(html)) * BASE64))
    message.set_content(text.decode() + _left_out(left, edition.lang), cte="base64")
    if "html" in recipient.formats:
        message.add_alternative(html.decode(), subtype="html", cte="base64")
    for file in kept:
        main, sub = MEDIA[Path(file.name).suffix]
        message.add_attachment(file.content, main, sub, filename=file.name)
    return finished(message, key, edition.lang)


def addressed(recipient: Recipient, subject: str, edition: str, key: str) -> EmailMessage:
    """A message without content; `key` tells it from every other one that was ever sent."""
    sender = recipient.sender
    message = EmailMessage(policy=SMTP)
    message["Subject"] = inert(subject)
    message["From"] = Address(inert(sender.name), addr_spec=sender.address)
    message["To"] = Address(inert(recipient.name), addr_spec=recipient.address)
    message["Message-ID"] = f"<{key}@{sender.list_id}>"
    message["List-Id"] = f"<{sender.list_id}>"
    for name, value in sender.ways_out(recipient.address).items():
        message[name] = value
    message["Auto-Submitted"] = "auto-generated"
    message[EDITION] = edition
    return message


def finished(message: EmailMessage, key: str, lang: Language) -> EmailMessage:
    """Say the language, which setting content forgets, and give each part a boundary that is made, not drawn."""
    message["Content-Language"] = lang
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_{number}_{key}")
    return message


def trial(message: EmailMessage, to: str, number: int, count: int) -> EmailMessage:
    """The same mail for the editor's eyes: it says for whom it is, and is no mail of the list."""
    audience = str(message["To"].addresses[0].addr_spec)
    mark = word("ja", "mail.trial", n=number, of=count, address=audience)
    subject = f"{mark}{message['Subject']}"
    for name in ("To", "Subject", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post"):
        del message[name]
    message["To"] = Address(addr_spec=to)
    message["Subject"] = subject
    message["Message-ID"] = make_msgid(domain=str(message["From"].addresses[0].domain))
    return message


def keep(message: EmailMessage, folder: Path) -> EmailMessage:
    """Write the message down as `<municipality>.<address>.eml`: one reader may have two editions."""
    audience = str(message[EDITION]).split("/")[1]
    name = re.sub(r"[^A-Za-z0-9@._-]", "_", f"{audience}.{message['To'].addresses[0].addr_spec}")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.eml").write_bytes(message.as_bytes())
    return message


def _fitting(files: Iterable[Attached], room: int) -> tuple[list[Attached], list[Attached]]:
    kept: list[Attached] = []
    left: list[Attached] = []
    for file in files:
        fits = sum(len(one.content) for one in [*kept, file]) * BASE64 <= room
        (kept if fits else left).append(file)
    return kept, left


def _left_out(files: Sequence[Attached], lang: Language) -> str:
    if not files:
        return ""
    names = word(lang, "field.list").join(f"{f.name}（{len(f.content) / 1e6:.1f} MB）" for f in files)
    return "\n" + word(lang, "mail.too_large", names=names) + "\n"
