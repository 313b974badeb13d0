"""A loopback server that counts, and misbehaves when told to; each protocol is a subclass."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from nlp.translation.offline import han

JSON = "application/json"
KEY = "k3y/very+secret=="
SECRET = "s3cret&more"
HANG = 0.6
"""Seconds that a hanging server waits; an engine that meets one waits half of it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


@dataclass(frozen=True, slots=True)
class Said:
    """An answer."""

    status: int
    body: Any
    media: str = JSON
    headers: dict[str, str] = field(default_factory=dict)


class Dropped(Exception):
    """The server hangs up."""


def japanese(text: str) -> str:
    """What every stand-in makes of a text: Japanese enough to pass, and traceable."""
    return f"「{han.japanese(text)}」についてである"


class StandIn:
    """Waiting faults are used up one a request, requests for texts only."""

    def __init__(self, translate: Callable[[str], str | None] = japanese) -> None:
        self.translate = translate
        self.faults: list[str] = []
        self.asked: list[Asked] = []
        self.texts: list[str] = []
        """Texts answered, in the order of the answers: what one pays for."""
        self.lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()

    # ------------------------------------------------------------ what a protocol says

    def for_texts(self, asked: Asked) -> bool:
        """Whether a request asks for texts, and so may meet a fault."""
        raise NotImplementedError

    def answer(self, asked: Asked, fault: str) -> Said:
        """What is said, with a fault of the protocol's own or without."""
        raise NotImplementedError

    def given(self, texts: list[str], fault: str) -> list[str | None]:
        """The translations, spoilt as the fault says."""
        with self.lock:
            self.texts += texts
        if fault == "empty":
            return ["" for _ in texts]
        if fault == "same":
            return list(texts)
        if fault == "wrong language":
            return ["이 문장은 한국어로 번역되었습니다" for _ in texts]
        if fault == "missing":
            return [self.translate(text) for text in texts[1:]]
        return [self.translate(text) for text in texts]

    # ------------------------------------------------------------ how it says it

    def _common(self, fault: str) -> Said | None:
        if fault == "hang":
            time.sleep(HANG)
            raise Dropped
        if fault == "drop":
            raise Dropped
        if fault == "html":
            return Said(200, "<html>Please sign in</html>", "text/html")
        if fault == "redirect":
            return Said(302, "", "text/html", {"Location": "http://login.example/"})
        if fault.startswith("429"):
            wait = fault.removeprefix("429").strip()
            return Said(429, {"message": "slow down"}, headers={"Retry-After": wait} if wait else {})
        return Said(int(fault), {"message": "injected"}) if fault.isdigit() else None

    def _say(self, handler: BaseHTTPRequestHandler) -> None:
        asked = _read(handler)
        with self.lock:
            self.asked.append(asked)
            fault = self.faults.pop(0) if self.faults and self.for_texts(asked) else ""
        try:
            said = self._common(fault) or self.answer(asked, fault)
        except Dropped:
            handler.close_connection = True
            handler.connection.close()
            return
        body = (said.body if isinstance(said.body, str) else json.dumps(said.body, ensure_ascii=False)).encode()
        handler.send_response(said.status)
        for name, value in {"Content-Type": said.media, "Content-Length": str(len(body)), **said.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1

            def do_GET(self) -> None:
                outer._say(self)

            def do_POST(self) -> None:
                outer._say(self)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        return Handler


def _read(handler: BaseHTTPRequestHandler) -> Asked:
    raw = handler.rfile.read(int(handler.headers.get("Content-Length") or 0)).decode()
    form = "form-urlencoded" in handler.headers.get("Content-Type", "")
    body = dict(parse_qsl(raw, keep_blank_values=True)) if form else json.loads(raw) if raw else None
    address = urlsplit(handler.path)
    query = dict(parse_qsl(address.query, keep_blank_values=True))
    headers = {name.title(): value for name, value in handler.headers.items()}
    return Asked(handler.command, address.path, query, headers, body)
