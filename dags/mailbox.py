"""A mail server on this machine for the sample run: it takes every message and keeps it as a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller


class _Keeper:
    """Keeps what arrives, one file a recipient."""

    def __init__(self, folder: Callable[[], Path]) -> None:
        self.folder = folder

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        for recipient in envelope.rcpt_tos:
            name = re.sub(r"[^A-Za-z0-9@._-]", "_", recipient)
            (self.folder() / f"{name}.eml").write_bytes(envelope.content)
        return "250 kept"


@contextmanager
def mailbox(folder: Callable[[], Path]) -> Iterator[str]:
    """Serve SMTP on a free loopback port; yields its `smtp://` address."""
    controller = Controller(_Keeper(folder), hostname="127.0.0.1", port=0)
    controller.start()
    try:
        host, port = controller.server.sockets[0].getsockname()[:2]
        yield f"smtp://{host}:{port}"
    finally:
        controller.stop()
