"""A mail server that misbehaves on demand, and 200 letters for it; as a command, a sender that can be killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import ssl
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from digests import mail
from digests.recipients import Recipient, Sender
from warehouse.models import Edition

HOST = "127.0.0.1"
USER, PASSWORD = "office", "pa/ss:w@rd"
AT_ONCE = mail.Manner(per_minute=10_000, pauses=())
SENDER = Sender(
    name="編集部", address="editor@aozora.example", list_id="l.aozora.example", unsubscribe="u@aozora.example"
)


class Office:
    """Takes mail and counts it; `faults` says by address what goes wrong there, once each, in order.

    `421`, `450`, `550 …` answer RCPT; `data 451 …` the body; `drop mail`, `drop data`, `drop body` break the line;
    `kill …` ends the process `victim` at that point; `slow` answers the body after two seconds.
    """

    def __init__(self, **faults: list[str]) -> None:
        self.faults = faults
        self.arrived: Counter[str] = Counter()
        self.callers: set[object] = set()
        self.victim = 0
        self.rcpt: list[str] = []

    def fault(self, address: str, *points: str) -> str:
        """The next fault of an address, where it is of this point."""
        todo = self.faults.get(address.split("@")[0], [])
        return todo.pop(0) if todo and todo[0].startswith(points) else ""

    def strike(self, fault: str, server: SMTP) -> None:
        """Break the line, or the process at its other end."""
        if fault.startswith("kill"):
            os.kill(self.victim, signal.SIGKILL)
        if fault.startswith(("kill", "drop")) and isinstance(server.transport, asyncio.WriteTransport):
            server.transport.abort()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.rcpt.append(address)
        if fault := self.fault(address, "4", "5"):
            return fault
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        (address,) = envelope.rcpt_tos
        fault = self.fault(address, "data ", "drop body", "kill body", "kill answer", "slow")
        if fault.startswith("data "):
            return fault.removeprefix("data ")
        self.arrived[address] += 1
        if fault == "slow":
            await asyncio.sleep(2)
        if fault == "kill answer":
            asyncio.get_running_loop().call_later(0.02, os.kill, self.victim, signal.SIGKILL)
        else:
            self.strike(fault, server)
        return "250 kept"


class _Session(SMTP):
    """One conversation; faults before the body are its own."""

    def connection_made(self, transport: Any) -> None:
        self.event_handler.callers.add(transport.get_extra_info("peername"))
        super().connection_made(transport)

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802
        self._strike(arg.split("<")[1].split(">")[0], "kill mail", "drop mail")
        await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if self.envelope is not None and self.envelope.rcpt_tos:
            self._strike(self.envelope.rcpt_tos[0], "kill data", "drop data")
        await super().smtp_DATA(arg)

    def _strike(self, address: str, *points: str) -> None:
        if fault := self.event_handler.fault(address, *points):
            self.event_handler.strike(fault, self)


class _Controller(Controller):
    def factory(self) -> _Session:
        return _Session(self.handler, **self.SMTP_kwargs)


@contextmanager
def opened(office: Office, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """Serve on a free loopback port; with TLS after STARTTLS only, and a login. Yields `host:port`."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    login: dict[str, Any] = {"authenticator": _login, "auth_required": True} if tls else {}
    controller = _Controller(office, hostname=HOST, port=port, tls_context=tls, require_starttls=bool(tls), **login)
    controller.start()
    office.callers.clear()
    try:
        yield f"{HOST}:{port}"
    finally:
        controller.stop()


def _login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    said = (data.login.decode(), data.password.decode())
    return AuthResult(success=said == (USER, PASSWORD), handled=False)


def letters(count: int = 200) -> list[EmailMessage]:
    """One letter to each of so many readers."""
    edition = Edition(
        id="2026-10/common/ja", month="2026-10", municipality="common", lang="ja", subject="月報", sections=()
    )
    return [mail.compose(edition, "本文\n.\n".encode(), b"<p>x</p>", reader(f"r{n}")) for n in range(count)]


def reader(box: str, **more: Any) -> Recipient:
    """A reader of the common edition."""
    fields = {"name": box, "municipality": "common", "since": date(2026, 4, 1), "agreed_by": "課長", "sender": SENDER}
    return Recipient(address=f"{box}@city.example", **fields | more)


if __name__ == "__main__":
    mail.send(letters(), sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), AT_ONCE)
