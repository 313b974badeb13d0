"""Hands messages over: in rounds, at a pace, and with the ledger written at each step that cannot be taken back."""

from __future__ import annotations

import logging
import re
import smtplib
import time
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Literal, NamedTuple

from digests import ledger
from digests.mail.letter import EDITION, keep
from digests.mail.rules import lasting
from digests.mail.server import Manner, Server, ServiceRefused, ServiceUnavailable, connected, said

log = logging.getLogger("aozora")
Result = Literal["sent", "already", "refused", "deferred", "ambiguous", "bounced"]
Settled = Literal["sent", "refused", "deferred", "ambiguous"]
"""What this call itself finds out."""
CLOSED: dict[ledger.State, Result] = {
    "sent": "already",
    "refused": "refused",
    "ambiguous": "ambiguous",
    "bounced": "bounced",
}
"""Ledger states after which a mail is not sent again by itself, and what a rerun calls them."""
LOSSES = 3
"""Connections lost one after another after which a round ends."""
MINUTE = 60.0


class Outcome(NamedTuple):
    """What became of one message in this call."""

    address: str
    state: Result
    detail: str = ""
    again: bool = False
    """Put off by the server's own word, or by a broken line: worth another attempt in this run."""


class Outcomes(list[Outcome]):
    """The outcomes in the order of the messages; as text, how many of each state and who is to be asked about."""

    def __str__(self) -> str:
        states = [outcome.state for outcome in self]
        counts = [
            f"{states.count(s)} {s}" for s in dict.fromkeys(("sent", *CLOSED.values(), "deferred")) if s in states
        ]
        open_ones = [f"{o.address} {o.state}: {o.detail}" for o in self if o.state not in ("sent", "already")]
        return "; ".join([", ".join(counts) or "no mails", *open_ones])

    @property
    def left(self) -> bool:
        """Whether somebody did not get the mail."""
        return any(outcome.state not in ("sent", "already") for outcome in self)


def send(
    messages: Sequence[EmailMessage], server: Server | str, ledger_path: Path, kept: Path, manner: Manner | None = None
) -> Outcomes:
    """Send what the ledger does not know as sent, refused, bounced or ambiguous; each as `.eml` in `kept` too.

    Only an address that the server refuses for good is `refused`. A mail that it did not take, for any other reason,
    is tried again after the pauses, then `deferred`: the next call sends it. A connection that breaks after the
    body's last line leaves the mail `ambiguous`: a person decides. Raises MailServerUnusable, LedgerUnreadable.
    """
    post = _Post(Server.of_url(server) if isinstance(server, str) else server, ledger_path, manner or Manner())
    with ledger.held(ledger_path):
        known = ledger.last(ledger_path)
        letters = {str(message["Message-ID"]): message for message in messages}
        done = {id: found for id in letters if (found := _settled(known.get(id)))}
        waiting = {id: keep(letter, kept) for id, letter in letters.items() if id not in done}
        ledger.write_all(ledger_path, [_line(m, "queued") for id, m in waiting.items() if id not in known])
        done |= post.deliver(waiting)
    return Outcomes(done[id] for id in letters)


def unsettled(messages: Sequence[EmailMessage], ledger_path: Path) -> list[EmailMessage]:
    """Those that `send` would send: the ledger knows the others as sent, refused, bounced or ambiguous.

    Raises LedgerUnreadable.
    """
    known = ledger.last(ledger_path)
    return [message for message in messages if _settled(known.get(str(message["Message-ID"]))) is None]


def _settled(line: ledger.Line | None) -> Outcome | None:
    """What the ledger says of a message that is not to be sent again by itself."""
    if line is None or line.state not in CLOSED:
        return None
    return Outcome(line.address, CLOSED[line.state], line.detail)


class _Post:
    """One connection to the server, opened when needed and again after it broke."""

    def __init__(self, server: Server, ledger_path: Path, manner: Manner) -> None:
        self.server = server
        self.ledger_path = ledger_path
        self.manner = manner
        self.begun: deque[float] = deque(maxlen=manner.per_minute)
        self.smtp: smtplib.SMTP | None = None
        self.losses = 0

    def deliver(self, letters: Mapping[str, EmailMessage]) -> dict[str, Outcome]:
        """Round after round until all is settled, the pauses are over, or the server wants none of our mail."""
        told: dict[str, Outcome] = {}
        waiting = dict(letters)
        for pause in (0.0, *self.manner.pauses):
            if not waiting:
                break
            if pause:
                log.info("%s mails put off by the server: next attempt in %s s", len(waiting), round(pause))
                time.sleep(pause)
            told |= self._round(waiting)
            waiting = {id: letter for id, letter in waiting.items() if told[id].again}
        return told

    def _round(self, waiting: Mapping[str, EmailMessage]) -> dict[str, Outcome]:
        """One attempt at each message; when the server takes none at all, the rest is put off untried."""
        told: dict[str, Outcome] = {}
        try:
            for id, message in waiting.items():
                told[id] = self._one(message)
        except (ServiceRefused, ServiceUnavailable) as error:
            again = isinstance(error, ServiceUnavailable)
            rest = {id: _line(m, "deferred", str(error)) for id, m in waiting.items() if id not in told}
            ledger.write_all(self.ledger_path, rest.values())
            told |= {id: Outcome(line.address, "deferred", line.detail, again) for id, line in rest.items()}
        self._close()
        return told

    def _one(self, message: EmailMessage) -> Outcome:
        """Hand one message over. Raises ServiceRefused, ServiceUnavailable."""
        self._keep_pace()
        smtp = self.smtp = self.smtp or connected(self.server, self.manner.timeout)
        try:
            return self._envelope(smtp, message) or self._body(smtp, message)
        except (smtplib.SMTPException, OSError) as error:
            return self._lost(message, error)

    def _envelope(self, smtp: smtplib.SMTP, message: EmailMessage) -> Outcome | None:
        """Sender, recipient and the wish to send a body; nothing when the server agrees to all three."""
        code, answer = smtp.mail(_address(message["From"]))
        if not _agreed(code):
            refused = ServiceRefused if code >= 500 else ServiceUnavailable
            raise refused(f"{self.server.host}: the sender is refused: {said(self.server, code, answer)}")
        code, answer = smtp.rcpt(_address(message["To"]))
        if code >= 500 and lasting(code, answer.decode("utf-8", "replace")):
            self._reset(code)
            return self._write(message, "refused", said(self.server, code, answer))
        if _agreed(code):
            code, answer = smtp.docmd("data")
        return None if code == 354 else self._put_off(message, code, answer)

    def _body(self, smtp: smtplib.SMTP, message: EmailMessage) -> Outcome:
        """The body, then its last line: before that line nothing was handed over, after it only the answer tells."""
        smtp.send(re.sub(rb"(?m)^\.", b"..", _dated(message)).removesuffix(b"\r\n") + b"\r\n")
        self._note(message, "sending")
        code, answer = self._ended(smtp)
        if _agreed(code):
            self.losses = 0
            return self._write(message, "sent", said(self.server, code, answer))
        if code < 400:
            self._close()
            return self._write(message, "ambiguous", f"after the body: {answer.decode()}")
        return self._put_off(message, code, answer)

    def _ended(self, smtp: smtplib.SMTP) -> tuple[int, bytes]:
        """The answer to the whole message; 0 when there is none."""
        try:
            if smtp.sock is not None:
                smtp.sock.settimeout(self.manner.patience)
            smtp.send(b".\r\n")
            answer = smtp.getreply()
            if smtp.sock is not None:
                smtp.sock.settimeout(self.manner.timeout)
        except (smtplib.SMTPException, OSError) as error:
            return 0, f"no answer, {type(error).__name__}".encode()
        return answer

    def _put_off(self, message: EmailMessage, code: int, answer: bytes) -> Outcome:
        """Not taken, and that is certain; what the server may take later is tried again in this run."""
        self._reset(code)
        self.losses = 0
        return self._write(message, "deferred", said(self.server, code, answer))._replace(again=code < 500)

    def _lost(self, message: EmailMessage, error: Exception) -> Outcome:
        """The line broke before the body's last line: not taken."""
        self._close()
        self.losses += 1
        if self.losses >= LOSSES:
            self.losses = 0
            raise ServiceUnavailable(f"{self.server.host}: connection lost {LOSSES} times: {type(error).__name__}")
        return self._write(message, "deferred", f"connection lost: {type(error).__name__}")._replace(again=True)

    def _reset(self, code: int) -> None:
        """Make the connection ready for the next message; 421 says that there is none any more."""
        try:
            if self.smtp is not None and code != 421:
                self.smtp.rset()
                return
        except (smtplib.SMTPException, OSError):
            log.debug("the server closed after %s", code)
        self._close()

    def _close(self) -> None:
        """Say goodbye where somebody still listens."""
        if self.smtp is not None:
            try:
                self.smtp.quit()
            except (smtplib.SMTPException, OSError):
                self.smtp.close()
        self.smtp = None

    def _keep_pace(self) -> None:
        """Wait until no more than the agreed number was begun in the last minute."""
        if len(self.begun) == self.manner.per_minute:
            time.sleep(max(0.0, self.begun[0] + MINUTE - time.monotonic()))
        self.begun.append(time.monotonic())

    def _write(self, message: EmailMessage, state: Settled, detail: str = "") -> Outcome:
        self._note(message, state, detail)
        return Outcome(_address(message["To"]), state, detail)

    def _note(self, message: EmailMessage, state: ledger.State, detail: str = "") -> None:
        ledger.write_all(self.ledger_path, [_line(message, state, detail)])


def _agreed(code: int) -> bool:
    return 200 <= code < 300


def _line(message: EmailMessage, state: ledger.State, detail: str = "") -> ledger.Line:
    id, edition = str(message["Message-ID"]), str(message[EDITION])
    return ledger.line(id, edition, _address(message["To"]), state, detail)


def _dated(message: EmailMessage) -> bytes:
    """The message as it goes out, with the hour of sending."""
    return f"Date: {format_datetime(datetime.now(UTC))}\r\n".encode() + message.as_bytes()


def _address(header: object) -> str:
    addresses: tuple[Address, ...] = getattr(header, "addresses", ())
    return addresses[0].addr_spec
