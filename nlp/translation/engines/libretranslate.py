"""LibreTranslate on one's own server; from Chinese to Japanese it goes through English."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from typing import Any

from nlp.translation.asking.engine import Codes, NetworkEngine, Setting, text_of
from nlp.translation.asking.failures import StoppedError
from nlp.translation.asking.http import TIMEOUT, Service
from nlp.translation.asking.items import Item
from warehouse.models import Language


class LibreTranslate(NetworkEngine):
    """One server; what it calls Chinese is read from it once."""

    codes = Codes("zh", "ja", "en")
    settings = (
        Setting("URL", "address of the server, such as http://localhost:5000", None),
        Setting("KEY", "its API key, if it wants one"),
    )
    licence = "AGPL-3.0 server with open models, on one's own machine: nothing leaves the house. Gist only."
    texts = 20
    """Public servers limit them."""

    def __init__(self, lang: Language, settings: Mapping[str, str], *, timeout: tuple[float, float] = TIMEOUT) -> None:
        super().__init__(lang, settings, timeout=timeout)
        self._reading = threading.Lock()
        self._chinese = ""

    def connect(self, timeout: tuple[float, float]) -> Service:
        """The server."""
        return Service(self.given["URL"].rstrip("/"), {self.given["KEY"]}, timeout=timeout)

    def ask(self, items: Sequence[Item]) -> list[str | None]:
        """POST /translate with a list."""
        content = {
            "q": [item.text for item in items],
            "source": self.chinese(),
            "target": self.codes.of(self.lang),
            "format": "text",
        }
        key = {"api_key": self.given["KEY"]} if self.given["KEY"] else {}
        answer = self.service.json("POST", "/translate", json=content | key)
        given: list[Any] = self.found("translatedText, a list", lambda: list(_a_list(answer["translatedText"])))
        return [text_of(text) for text in given]

    def chinese(self) -> str:
        """The server's code of simplified Chinese: newer ones say `zh-Hans`, older ones `zh`. Raises StoppedError."""
        with self._reading:
            if not self._chinese:
                known = self.service.json("GET", "/languages")
                self._chinese = self.found("/languages, a list", lambda: self._code(known))
        return self._chinese

    def _code(self, known: list[dict[str, Any]]) -> str:
        targets = {language["code"]: language.get("targets") for language in known}
        for code in ("zh-Hans", "zh"):
            if code in targets and (self.lang in (targets[code] or [self.lang])):
                return code
        raise StoppedError(f"{self.sends_data_to}: no Chinese to {self.lang}; it has {', '.join(sorted(targets))}")


def _a_list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError
    return value
