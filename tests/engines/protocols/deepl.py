"""DeepL, version 2: header key, POST only, fifty texts, 456 at the end of the quota."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from tests.engines.server import KEY, Asked, Said, StandIn


class DeepL(StandIn):
    """The service."""

    name = "deepl"
    settings: ClassVar = {"URL": "{url}", "KEY": KEY}

    def for_texts(self, asked: Asked) -> bool:
        return asked.path == "/v2/translate"

    def answer(self, asked: Asked, fault: str) -> Said:
        if asked.headers.get("Authorization") != f"DeepL-Auth-Key {KEY}":
            return Said(403, {"message": "Forbidden: " + asked.headers.get("Authorization", "")})
        if asked.path == "/v2/usage":
            return Said(200, {"character_count": sum(map(len, self.texts)), "character_limit": 500_000})
        if asked.path == "/v2/glossaries":
            return Said(200, {"glossaries": [_GLOSSARY]})
        if asked.path != "/v2/translate" or asked.method != "POST":
            return Said(403 if self.for_texts(asked) else 404, {"message": "Forbidden"})
        return self._translated(asked.body, fault)

    def _translated(self, body: dict[str, Any], fault: str) -> Said:
        texts = body["text"] if isinstance(body["text"], list) else [body["text"]]
        if fault == "quota":
            return Said(456, {"message": "Quota Exceeded"})
        if len(texts) > 50 or body["target_lang"].upper() == "EN" or body.get("glossary_id", "g-1") != "g-1":
            return Said(
                400, {"message": "Bad request. Reason: more than 50 texts, or a wrong target_lang or glossary_id"}
            )
        if len(json.dumps(body, ensure_ascii=False).encode()) > 128 * 1024:
            return Said(413, {"message": "Request Entity Too Large"})
        if fault == "truncated":
            return Said(200, '{"translations": [{"text": "')
        answers = [
            {"detected_source_language": "ZH", "text": text, "billed_characters": len(source)}
            for source, text in zip(texts, self.given(texts, fault), strict=False)
        ]
        return Said(200, {"translations": answers})


_GLOSSARY = {
    "glossary_id": "g-1",
    "name": "house",
    "ready": True,
    "source_lang": "zh",
    "target_lang": "ja",
    "creation_time": "2026-01-01T00:00:00.000000Z",
    "entry_count": 1,
}
