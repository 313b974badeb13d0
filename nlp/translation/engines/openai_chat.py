"""Chat completions as OpenAI defined them: vLLM, Ollama and others on one's own machine, or a service in the cloud."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from nlp.translation.asking.engine import Codes, NetworkEngine, Setting, text_of
from nlp.translation.asking.failures import IndigestibleError
from nlp.translation.asking.http import Service
from nlp.translation.asking.items import Item

_NEIGHBOUR = 120
"""Characters of a neighbouring text that are sent along."""
_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
_FENCE = re.compile(r"\A\s*```[a-z]*|```\s*\Z")


class OpenAIChat(NetworkEngine):
    """One model behind one address."""

    codes = Codes("zh", "ja", "en")
    settings = (
        Setting("URL", "address before /chat/completions, such as http://localhost:11434/v1", None),
        Setting("MODEL", "name of the model", None),
        Setting("KEY", "API key, if it wants one"),
    )
    licence = "The model's own licence, or the service's terms; on one's own machine nothing leaves the house."
    texts = 20
    room = 3000
    """Characters: a model answers as many again, and loses the thread in long lists."""

    @property
    def version(self) -> str:
        """Model and style of asking."""
        return f"{self.given['MODEL']}+{_words()['style']}"

    def connect(self, timeout: tuple[float, float]) -> Service:
        """The model's server."""
        key = self.given["KEY"]
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        return Service(self.given["URL"].rstrip("/"), {key}, headers, timeout, spent=("insufficient_quota",))

    def alone(self, item: Item) -> bool:
        """A text that speaks to machines could lead the answers to others astray."""
        return _addresses_machines().search(item.text) is not None

    def ask(self, items: Sequence[Item]) -> list[str | None]:
        """POST /chat/completions; the texts stand in JSON, and JSON comes back."""
        words = _words()
        content = {
            "model": self.given["MODEL"],
            "temperature": 0,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": words["system"].format(**words["languages"][self.lang]).strip()},
                {"role": "user", "content": json.dumps(_asked(items), ensure_ascii=False)},
            ],
        }
        answer = self.service.json("POST", "/chat/completions", json=content)
        choice: dict[str, Any] = self.found("choices", lambda: dict(answer["choices"][0]))
        if choice.get("finish_reason") == "length":
            raise IndigestibleError(f"{self.sends_data_to}: the answer was cut off")
        given = self.found(
            "JSON with translations, each with id and text", lambda: _given(choice["message"]["content"])
        )
        if sorted(given) != list(range(1, len(items) + 1)):
            raise IndigestibleError(f"{self.sends_data_to}: translations of {sorted(given)} for 1 to {len(items)}")
        return [given[number] for number in range(1, len(items) + 1)]


def _asked(items: Sequence[Item]) -> dict[str, Any]:
    """The texts with their numbers, and the terms that stand in them."""
    terms = dict(pair for item in items for pair in item.terms)
    return {"terms": terms, "texts": [_one(number, item) for number, item in enumerate(items, start=1)]}


def _one(number: int, item: Item) -> dict[str, Any]:
    around = item.around._replace(before=item.around.before[-_NEIGHBOUR:])
    told = {name: text[:_NEIGHBOUR] for name, text in around._asdict().items() if text}
    return {"id": number, "kind": item.kind, **told, "text": item.text}


def _given(content: str) -> dict[int, str | None]:
    """Texts by their numbers; an answer in a code fence or after thoughts is one too."""
    each = json.loads(_FENCE.sub("", _THOUGHTS.sub("", content)))["translations"]
    found = {int(one["id"]): text_of(one["text"]) for one in each}
    if len(found) != len(each):
        raise ValueError
    return found


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    return words


@cache
def _addresses_machines() -> re.Pattern[str]:
    return re.compile("|".join(_words()["addresses_machines"]), re.IGNORECASE)
