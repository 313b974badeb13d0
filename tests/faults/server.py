"""Answers on this machine as a proxy for every host `<fault>.example`, and remembers what it was asked."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request that came in."""

    host: str
    path: str
    at: float
    headers: Message


class Visitor(BaseHTTPRequestHandler):
    """One request on its way to the fault that its host is named for."""

    faults: ClassVar[dict[str, Callable[[Visitor], None]]]
    log: ClassVar[list[Asked]]
    body: str
    form: dict[str, str]
    asked: Asked

    def do_GET(self) -> None:
        """Whatever the fault does."""
        parts = urlsplit(self.path)
        host = (parts.hostname or "").partition(".")[0]
        self.asked = Asked(host, parts.path, time.monotonic(), self.headers)
        self.log.append(self.asked)
        try:
            self.faults[host](self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def do_POST(self) -> None:
        """The same with a form or another body."""
        self.body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.form = dict(parse_qsl(self.body))
        self.do_GET()

    @property
    def times(self) -> int:
        """How often this page has been asked for, this time included."""
        return sum((one.host, one.path) == (self.asked.host, self.asked.path) for one in self.log)

    def say(self, body: str | bytes = "", status: int = 200, **headers: str) -> None:
        """An answer in good order; `_` in the name of a header stands for `-`."""
        data = body.encode() if isinstance(body, str) else body
        self.begin(status, **{"Content_Type": "text/html", "Content_Length": str(len(data))} | headers)
        self.wfile.write(data)

    def begin(self, status: int = 200, **headers: str) -> None:
        """The head of an answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def reset(self) -> None:
        """End the connection as a firewall does."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.rfile.close()
        self.wfile.close()
        self.connection.close()
        raise ConnectionResetError

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    """Visitors that leave early are no news."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing."""


@contextmanager
def serving(faults: dict[str, Callable[[Visitor], None]]) -> Iterator[tuple[str, list[Asked]]]:
    """The proxy's address, and the requests as they come in."""
    log: list[Asked] = []
    server = Server(("127.0.0.1", 0), type("Faults", (Visitor,), {"faults": faults, "log": log}))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", log
    finally:
        server.shutdown()
        server.server_close()
