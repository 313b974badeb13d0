"""The LibreTranslate engine against a server that behaves as real ones do on bad days."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from nlp.translation.engines.http import EngineFailedError
from nlp.translation.engines.libretranslate import LibreTranslate

KEY = "very-secret-key"


class Server:
    """Answers with the texts marked, unless a fault is waiting."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.seen: list[dict[str, Any]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                payload = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.seen.append(payload)
                outer.answer(self, payload)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def answer(self, handler: BaseHTTPRequestHandler, payload: dict[str, Any]) -> None:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "hang":
            time.sleep(0.6)
        texts: list[str | None] = [f"〔{payload['target']}〕{text}" for text in payload["q"]]
        bodies = {
            "html": (200, "text/html", b"<html>sign in</html>"),
            "429": (429, "application/json", b"{}"),
            "503": (503, "application/json", b"{}"),
            "403": (403, "application/json", json.dumps({"error": f"bad key {payload.get('api_key')}"}).encode()),
            "none": (200, "application/json", json.dumps({"translatedText": [None, *texts[1:]]}).encode()),
            "same": (200, "application/json", json.dumps({"translatedText": payload["q"]}).encode()),
            "short": (200, "application/json", json.dumps({"translatedText": texts[1:]}).encode()),
        }
        fine = (200, "application/json", json.dumps({"translatedText": texts}).encode())
        status, media, body = bodies.get(fault, fine)
        handler.send_response(status)
        handler.send_header("Content-Type", media)
        handler.send_header("Content-Length", str(len(body)))
        if fault == "429":
            handler.send_header("Retry-After", "2")
        handler.end_headers()
        handler.wfile.write(body)


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    yield running
    running.server.shutdown()
    running.server.server_close()


def engine(server: Server, waits: list[float]) -> LibreTranslate:
    made = LibreTranslate(server.url, api_key=KEY, tries=3, timeout=(1.0, 0.3))
    made.service.sleep = waits.append
    return made


def test_posts_json_with_the_key_in_the_body(server: Server) -> None:
    texts = [f"第{n}条" for n in range(45)]
    assert engine(server, []).translate_batch(texts) == [f"〔ja〕{text}" for text in texts]
    assert [len(payload["q"]) for payload in server.seen] == [20, 20, 5]
    assert server.seen[0] | {"q": []} == {"q": [], "source": "zh", "target": "ja", "format": "text", "api_key": KEY}


@pytest.mark.parametrize(("fault", "wait"), [("429", 2.0), ("503", 0.5), ("html", 0.5), ("hang", 0.5)])
def test_a_passing_fault_is_tried_again(server: Server, fault: str, wait: float) -> None:
    waits: list[float] = []
    server.faults = [fault]
    assert engine(server, waits).translate("总则") == "〔ja〕总则"
    assert waits == [wait]


@pytest.mark.parametrize("fault", ["429", "503", "html", "hang"])
def test_a_lasting_fault_fails_with_the_address_and_without_the_key(server: Server, fault: str) -> None:
    server.faults = [fault] * 3
    with pytest.raises(EngineFailedError) as failure:
        engine(server, []).translate("总则")
    assert server.url in str(failure.value)
    assert KEY not in str(failure.value)


def test_a_refusal_is_not_tried_again_and_hides_the_key(server: Server) -> None:
    server.faults = ["403"]
    with pytest.raises(EngineFailedError, match=r"HTTP 403.*\*\*\*"):
        engine(server, []).translate("总则")
    assert len(server.seen) == 1


@pytest.mark.parametrize("fault", ["none", "same"])
def test_nothing_or_the_chinese_back_is_no_translation(server: Server, fault: str) -> None:
    server.faults = [fault]
    assert engine(server, []).translate("总则") is None


def test_a_missing_item_fails_the_batch(server: Server) -> None:
    server.faults = ["short"]
    with pytest.raises(EngineFailedError, match="expected 2"):
        engine(server, []).translate_batch(["总则", "附则"])


def test_threads_get_their_own_texts(server: Server) -> None:
    shared, texts = engine(server, []), [f"文{n}" for n in range(160)]
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(shared.translate, texts)) == [f"〔ja〕{text}" for text in texts]
