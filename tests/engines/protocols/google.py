"""Google's page for old telephones, read as HTML."""

from __future__ import annotations

import html
from typing import ClassVar

from tests.engines.server import Asked, Dropped, Said, StandIn


class Google(StandIn):
    """The service."""

    name = "google"
    settings: ClassVar = {"URL": "{url}/m"}

    def for_texts(self, asked: Asked) -> bool:
        return asked.path == "/m"

    def answer(self, asked: Asked, fault: str) -> Said:
        query = asked.query
        if asked.method != "GET" or query.get("sl") != "zh-CN" or query.get("tl") not in ("ja", "en"):
            raise Dropped
        if fault in ("quota", "truncated"):
            return Said(200, "<html><div>unusual traffic</div></html>", "text/html")
        (text,) = self.given([query["q"]], fault) or [None]
        page = f'<html><div class="result-container">{html.escape(text or "")}</div></html>'
        return Said(200, page, "text/html; charset=utf-8")
