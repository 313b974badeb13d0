"""LibreTranslate: what it calls the languages, and a list of texts."""

from __future__ import annotations

from typing import ClassVar

from tests.engines.server import KEY, Asked, Said, StandIn


class Libre(StandIn):
    """The service."""

    name = "libretranslate"
    settings: ClassVar = {"URL": "{url}", "KEY": KEY}
    chinese = "zh-Hans"

    def for_texts(self, asked: Asked) -> bool:
        return asked.path == "/translate"

    def answer(self, asked: Asked, fault: str) -> Said:
        if asked.path == "/languages":
            targets = ["en", "ja", self.chinese]
            return Said(200, [{"code": code, "name": code, "targets": targets} for code in (self.chinese, "en", "ja")])
        if not self.for_texts(asked) or asked.method != "POST":
            return Said(404, {"error": "not found"})
        body = asked.body
        if body.get("api_key") != KEY:
            return Said(403, {"error": f"Invalid API key {body.get('api_key')}"})
        if body["source"] != self.chinese or not body.get("q"):
            return Said(400, {"error": f"{body['source']} is not supported"})
        if fault == "quota":
            return Said(403, {"error": "quota"})
        if fault == "truncated":
            return Said(200, '{"translatedText": ["')
        texts = body["q"]
        given = self.given(texts if isinstance(texts, list) else [texts], fault)
        return Said(200, {"translatedText": given if isinstance(texts, list) else given[0]})
