"""The mail: text first, HTML beside it, one message a recipient, sent once and written down."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from digests import ledger
from digests.plain import inert
from digests.recipients import Recipient
from warehouse.models import Edition, Language, made_id

TIMEOUT = 30.0
"""Seconds to wait for the server at each step."""
EDITION = "X-Aozora-Edition"
ACCEPTED = (250, 251)
Result = Literal["sent", "already", "refused", "deferred", "ambiguous"]
CLOSED: dict[ledger.State, Result] = {"sent": "already", "refused": "refused", "ambiguous": "ambiguous"}
"""Ledger states after which a mail is not sent again by itself, and what a rerun calls them."""


class MailServerUnusable(ValueError):
    """The address of the mail server is missing or not understood; its text never holds a password."""


class Outcome(NamedTuple):
    """What became of one message in this call."""

    address: str
    state: Result
    detail: str = ""


class Outcomes(list[Outcome]):
    """The outcomes in the order of the messages; as text, how many of each state and who is to be asked about."""

    def __str__(self) -> str:
        states = [outcome.state for outcome in self]
        counts = [
            f"{states.count(s)} {s}" for s in ("sent", "already", "refused", "deferred", "ambiguous") if s in states
        ]
        open_ones = [f"{o.address} {o.state}: {o.detail}" for o in self if o.state not in ("sent", "already")]
        return "; ".join([", ".join(counts) or "no mails", *open_ones])


def compose(edition: Edition, text: bytes, html: bytes, recipient: Recipient) -> EmailMessage:
    """The message of one edition to one recipient: the same bytes for the same input, without a date."""
    key = made_id(edition.id, recipient.address.lower())
    message = addressed(recipient, edition.subject, edition.id, f"{edition.month}.{key}", edition.lang)
    message.set_content(text.decode(), cte="base64")
    message.add_alternative(html.decode(), subtype="html", cte="base64")
    message.set_boundary(f"=_{key}")
    return message


def addressed(recipient: Recipient, subject: str, edition: str, key: str, lang: Language) -> EmailMessage:
    """A message without content; `key` tells it from every other one that was ever sent."""
    sender = recipient.sender
    message = EmailMessage(policy=SMTP)
    message["Subject"] = inert(subject)
    message["From"] = Address(sender.name, addr_spec=sender.address)
    message["To"] = Address(recipient.name, addr_spec=recipient.address)
    message["Message-ID"] = f"<{key}@{sender.list_id}>"
    message["List-Id"] = f"<{sender.list_id}>"
    message["List-Unsubscribe"] = f"<mailto:{sender.unsubscribe}?subject=unsubscribe>"
    message["Content-Language"] = lang
    message["Auto-Submitted"] = "auto-generated"
    message[EDITION] = edition
    return message


def send(messages: Sequence[EmailMessage], smtp_url: str, ledger_path: Path, kept: Path) -> Outcomes:
    """Send what the ledger does not know as sent, refused or ambiguous; each as `.eml` in `kept` too.

    Only an address that the server refuses for good (5xx) is `refused`. A mail that it did not take, for any other
    reason, is `deferred`: the next call sends it. A connection that breaks after the body began leaves the mail
    `ambiguous`: a person decides. Raises MailServerUnusable, LedgerUnreadable.
    """
    with ledger.held(ledger_path):
        known = ledger.last(ledger_path)
        post = _Post(smtp_url, ledger_path)
        letters = {str(message["Message-ID"]): message for message in messages}
        outcomes = Outcomes(_settled(known.get(id)) or post.deliver(keep(m, kept)) for id, m in letters.items())
        post.close()
    return outcomes


def _settled(line: ledger.Line | None) -> Outcome | None:
    """What the ledger says of a message that is not to be sent again by itself."""
    if line is None or line.state not in CLOSED:
        return None
    return Outcome(line.address, CLOSED[line.state], line.detail)


class _Post:
    """One connection to the server, opened when needed and again after it broke."""

    def __init__(self, url: str, ledger_path: Path) -> None:
        self.server = _server(url)
        self.ledger_path = ledger_path
        self.smtp: smtplib.SMTP | None = None

    def deliver(self, message: EmailMessage) -> Outcome:
        """Hand one message over, the ledger written before and after the body."""
        try:
            smtp = self.smtp = self.smtp or _connected(self.server)
            code, answer = self._envelope(smtp, message)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return self._write(message, "deferred", f"no connection: {type(error).__name__}")
        if code not in ACCEPTED:
            return self._rejected(message, code, answer, "refused" if code >= 500 else "deferred")
        self._write(message, "sending")
        return self._body(smtp, message)

    def close(self) -> None:
        """Say goodbye where somebody still listens."""
        if self.smtp is not None:
            try:
                self.smtp.quit()
            except (smtplib.SMTPException, OSError):
                self.smtp.close()
        self.smtp = None

    def _envelope(self, smtp: smtplib.SMTP, message: EmailMessage) -> tuple[int, bytes]:
        """The server's answer to sender and recipient; a refused sender says nothing of the recipient."""
        code, answer = smtp.mail(_address(message["From"]))
        if code not in ACCEPTED:
            raise smtplib.SMTPSenderRefused(code, answer, _address(message["From"]))
        return smtp.rcpt(_address(message["To"]))

    def _body(self, smtp: smtplib.SMTP, message: EmailMessage) -> Outcome:
        try:
            code, answer = smtp.data(_dated(message))
        except smtplib.SMTPDataError as error:
            said = error.smtp_error
            answer = said.encode() if isinstance(said, str) else said
            return self._rejected(message, error.smtp_code, answer, "deferred")
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return self._write(message, "ambiguous", f"connection lost after the body began: {type(error).__name__}")
        if code in ACCEPTED:
            return self._write(message, "sent", _said(code, answer))
        return self._rejected(message, code, answer, "deferred")

    def _rejected(self, message: EmailMessage, code: int, answer: bytes, state: ledger.State) -> Outcome:
        """A clear no; the connection is made ready for the next message."""
        try:
            if self.smtp is not None:
                self.smtp.rset()
        except (smtplib.SMTPException, OSError):
            self.close()
        return self._write(message, state, _said(code, answer))

    def _write(self, message: EmailMessage, state: ledger.State, detail: str = "") -> Outcome:
        address = _address(message["To"])
        id, edition = str(message["Message-ID"]), str(message[EDITION])
        line = ledger.write(self.ledger_path, id, edition, address, state, detail)
        return Outcome(address, "ambiguous" if line.state == "sending" else line.state, detail)


class _Server(NamedTuple):
    host: str
    port: int
    user: str
    password: str
    tls: Literal["always", "starttls", "none"]


def _server(url: str) -> _Server:
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise MailServerUnusable("mail server: expected smtp://host:port, smtps://… or smtp://…/?starttls=1")
    starttls = parse_qs(parts.query).get("starttls") == ["1"]
    tls: Literal["always", "starttls", "none"] = (
        "always" if parts.scheme == "smtps" else "starttls" if starttls else "none"
    )
    if parts.username and tls == "none":
        raise MailServerUnusable(f"mail server {parts.hostname}: a password goes by smtps:// or with ?starttls=1 only")
    port = parts.port or {"always": 465, "starttls": 587, "none": 25}[tls]
    return _Server(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls)


def _connected(server: _Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.tls == "always":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    smtp.ehlo_or_helo_if_needed()
    if server.tls == "starttls":
        smtp.starttls(context=context)
    if server.user:
        smtp.login(server.user, server.password)
    return smtp


def _dated(message: EmailMessage) -> bytes:
    """The message as it goes out, with the hour of sending."""
    return f"Date: {format_datetime(datetime.now(UTC))}\r\n".encode() + message.as_bytes()


def keep(message: EmailMessage, folder: Path) -> EmailMessage:
    """Write the message down as `<municipality>.<address>.eml`: one reader may have two editions."""
    audience = str(message[EDITION]).split("/")[1]
    name = re.sub(r"[^A-Za-z0-9@._-]", "_", f"{audience}.{_address(message['To'])}")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.eml").write_bytes(message.as_bytes())
    return message


def _address(header: object) -> str:
    addresses: tuple[Address, ...] = getattr(header, "addresses", ())
    return addresses[0].addr_spec


def _said(code: int, answer: bytes) -> str:
    return f"{code} {inert(answer.decode('utf-8', 'replace'))}"[:200]
