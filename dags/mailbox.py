"""A mail server on this machine for the sample run: it takes every message and keeps it as a file."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

HOST = "127.0.0.1"


class _Keeper:
    """Keeps what arrives, a file for each mail and recipient: a second one stands beside the first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        for recipient in envelope.rcpt_tos:
            name = re.sub(r"[^A-Za-z0-9@._-]", "_", recipient)
            before = len(list(self.folder.glob(f"{name}*.eml")))
            (self.folder / f"{name}{f'.{before + 1}' if before else ''}.eml").write_bytes(envelope.content)
        return "250 kept"


@contextmanager
def mailbox(folder: Path) -> Iterator[str]:
    """Serve SMTP on a free loopback port; yields its `smtp://` address."""
    controller = Controller(_Keeper(folder), hostname=HOST, port=_free_port())
    controller.start()
    try:
        yield f"smtp://{HOST}:{controller.port}"
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as free:
        free.bind((HOST, 0))
        return int(free.getsockname()[1])
