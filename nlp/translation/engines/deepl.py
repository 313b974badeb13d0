"""DeepL's API, version 2: key in the header, JSON, up to fifty texts."""

from __future__ import annotations

import json
from collections.abc import Sequence

from nlp.translation.asking.engine import Codes, NetworkEngine, Setting, text_of
from nlp.translation.asking.http import Service
from nlp.translation.asking.items import Item

_FREE, _PRO = "https://api-free.deepl.com", "https://api.deepl.com"
_CONTEXT = 2000
"""Characters of the neighbours that are sent along; DeepL does not bill them."""


class DeepL(NetworkEngine):
    """One account."""

    codes = Codes("ZH", "JA", "EN-US")
    settings = (
        Setting("KEY", "authentication key of a DeepL API account", None),
        Setting("URL", "another address than these"),
        Setting("GLOSSARY", "id of a glossary zh→ja kept there"),
    )
    licence = "Commercial. With a paid key DeepL says that it keeps no text; with a free one it may keep and use them."
    destination = "api.deepl.com, or api-free.deepl.com for keys that end in :fx"
    texts = 50
    room = 100_000
    """Bytes: a request holds 128 KiB with all that is around the texts."""

    @property
    def version(self) -> str:
        """API version and glossary."""
        return "v2" + (f"+{self._glossary}" if self._glossary else "")

    @property
    def _glossary(self) -> str:
        return self.given["GLOSSARY"] if self.lang == "ja" else ""

    def connect(self, timeout: tuple[float, float]) -> Service:
        """The account's server."""
        key = self.given["KEY"]
        url = self.given["URL"] or (_FREE if key.endswith(":fx") else _PRO)
        return Service(url.rstrip("/"), {key}, {"Authorization": f"DeepL-Auth-Key {key}"}, timeout)

    def size(self, text: str) -> int:
        """Bytes of the text in JSON."""
        return len(json.dumps(text, ensure_ascii=False).encode()) + 2

    def ask(self, items: Sequence[Item]) -> list[str | None]:
        """POST /v2/translate."""
        content = {
            "text": [item.text for item in items],
            "source_lang": self.codes.zh,
            "target_lang": self.codes.of(self.lang),
            "split_sentences": "nonewlines",
            "preserve_formatting": True,
        }
        content |= {"context": context} if (context := _neighbours(items)) else {}
        content |= {"glossary_id": self._glossary} if self._glossary else {}
        body = json.dumps(content, ensure_ascii=False).encode()
        answer = self.service.json(
            "POST", "/v2/translate", data=body, headers={"Content-Type": "application/json; charset=utf-8"}
        )
        return self.found("translations", lambda: [text_of(each["text"]) for each in answer["translations"]])


def _neighbours(items: Sequence[Item]) -> str:
    """The texts of one request share no context; what stands around them is told to all."""
    told = dict.fromkeys(text for item in items for text in item.around)
    return "\n".join(filter(None, told))[:_CONTEXT]
