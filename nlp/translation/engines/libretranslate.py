"""LibreTranslate on one's own server; from Chinese to Japanese it goes through English."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from deep_translator.base import BaseTranslator

from nlp.translation.engines.http import TIMEOUT, EngineFailedError, JsonService

_BATCH = 20
"""Texts in one request: public servers limit them."""


class LibreTranslate(BaseTranslator):  # type: ignore[misc]
    """One server; safe to share between threads."""

    name = "libretranslate"
    version = "api"

    def __init__(
        self, url: str, target: str = "ja", api_key: str = "", *, tries: int = 4, timeout: tuple[float, float] = TIMEOUT
    ) -> None:
        languages = {"chinese": "zh", "japanese": "ja", "english": "en"}
        super().__init__(base_url=url.rstrip("/"), languages=languages, source="zh", target=target)
        self.sends_data_to = urlsplit(url).hostname or url
        self._key = api_key
        self.service = JsonService(url.rstrip("/"), secrets=(api_key,), tries=tries, timeout=timeout)

    def translate(self, text: str, **_: Any) -> str | None:
        """One text; None when the server gives none."""
        return self.translate_batch([text])[0]

    def translate_batch(self, batch: list[str], **_: Any) -> list[str | None]:
        """One result a text, in order; None where the server gave nothing or the Chinese back.

        Raises:
            EngineFailedError: when the server does not answer usefully.
        """
        found: list[str | None] = []
        for start in range(0, len(batch), _BATCH):
            found += self._some(batch[start : start + _BATCH])
        return found

    def _some(self, texts: list[str]) -> list[str | None]:
        payload = {"q": texts, "source": self._source, "target": self._target, "format": "text"}
        answer = self.service.post("/translate", payload | ({"api_key": self._key} if self._key else {}))
        given = answer.get("translatedText")
        if not isinstance(given, list) or len(given) != len(texts):
            raise EngineFailedError(f"{self.sends_data_to}/translate: expected {len(texts)} translations")
        return [_useful(source, text) for source, text in zip(texts, given, strict=True)]


def _useful(source: str, text: object) -> str | None:
    """LibreTranslate answers with the source and status 200 when it finds a text not translatable."""
    return text.strip() if isinstance(text, str) and text.strip() and text.strip() != source.strip() else None
