"""An engine without any network, whose answers are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nlp.translation.asking.careful import Careful
from nlp.translation.asking.failures import EngineFailedError, StoppedError
from nlp.translation.asking.items import Item
from tests.engines.server import japanese
from warehouse.models import Language


class Spoken:
    """Says what it was given, or what a function says; fails as told, once a failure."""

    name = "spoken"
    sends_data_to = "nobody"
    lang: Language = "ja"
    texts = 8
    room = 1000
    pause = 0.0
    threads = 16

    def __init__(
        self, answers: Mapping[str, str | None] | Callable[[str], str | None] = japanese, failure: str = ""
    ) -> None:
        self._answer = answers if callable(answers) else answers.get
        self.failures: list[EngineFailedError] = [StoppedError(failure)] if failure else []
        self.asked: list[str] = []
        self.items: list[list[Item]] = []
        self.version = "1"

    def size(self, text: str) -> int:
        """Characters."""
        return len(text)

    def alone(self, item: Item) -> bool:
        """A text that is marked so."""
        return item.text.startswith("单独")

    def ask(self, items: Sequence[Item]) -> list[str | None]:
        """The given answers."""
        self.items.append(list(items))
        self.asked += [item.text for item in items]
        if self.failures:
            raise self.failures.pop(0)
        return [self._answer(item.text) for item in items]


def asking(engine: Spoken, **options: Any) -> Careful:
    """It behind the wrapper, with no real waiting."""
    return Careful(engine, **{"sleep": lambda _: None, "jitter": lambda: 0.0} | options)
