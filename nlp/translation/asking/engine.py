"""The shape of a network engine: deep-translator's, with what our wrapper needs to know of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, TypeVar

from deep_translator.base import BaseTranslator

from nlp.translation.asking.careful import Careful
from nlp.translation.asking.failures import EngineFailedError, IndigestibleError
from nlp.translation.asking.http import TIMEOUT, Service
from nlp.translation.asking.items import Item
from warehouse.models import Language

T = TypeVar("T")


class Setting(NamedTuple):
    """Something the operator tells of an engine."""

    name: str
    """Behind `AOZORA_ENGINE_`."""
    about: str
    default: str | None = ""
    """None where it is needed."""


class Codes(NamedTuple):
    """What an engine calls the languages."""

    zh: str
    ja: str
    en: str

    def of(self, lang: Language) -> str:
        """Of a language that we translate into."""
        return self.en if lang == "en" else self.ja


class NetworkEngine(BaseTranslator):  # type: ignore[misc]
    """One request at a time to one server; `Careful` does the rest. Safe to share between threads."""

    codes: ClassVar[Codes]
    settings: ClassVar[tuple[Setting, ...]]
    licence: ClassVar[str]
    """What an operator must know of its terms."""
    destination: ClassVar[str] = "the address that is set"
    """Where texts would go, before anything is set."""
    texts: int = 1
    room: int = 4000
    pause: float = 0.0
    threads: int = 16

    def __init__(self, lang: Language, settings: Mapping[str, str], *, timeout: tuple[float, float] = TIMEOUT) -> None:
        self.given = {setting.name: settings.get(setting.name) or setting.default or "" for setting in self.settings}
        self.lang = lang
        self.service = self.connect(timeout)
        zh, ja, en = self.codes
        super().__init__(
            base_url=self.service.url,
            languages={"chinese": zh, "japanese": ja, "english": en},
            source=zh,
            target=self.codes.of(lang),
        )

    @property
    def name(self) -> str:
        """The name of its module."""
        return type(self).__module__.rpartition(".")[2]

    @property
    def version(self) -> str:
        """All that decides its texts besides the terms sent along."""
        return "api"

    @property
    def sends_data_to(self) -> str:
        """Host that receives the texts."""
        return self.service.host

    def connect(self, timeout: tuple[float, float]) -> Service:
        """Its server, from what the operator gave."""
        raise NotImplementedError

    def size(self, text: str) -> int:
        """What a text takes of the room: characters."""
        return len(text)

    def alone(self, _: Item) -> bool:
        """Whether an item is better asked by itself."""
        return False

    def ask(self, items: Sequence[Item]) -> list[str | None]:
        """One request: one result an item, in order; None where there was none. Raises EngineFailedError."""
        raise NotImplementedError

    def translate(self, text: str, **_: Any) -> str:
        """One text. Raises EngineFailedError when there is no translation."""
        (answer,) = Careful(self).translate([Item(text)])
        if answer.text is None:
            raise EngineFailedError(answer.reason)
        return answer.text

    def translate_batch(self, batch: list[str], **_: Any) -> list[str | None]:
        """One result a text, in order; None where there was none."""
        return [answer.text for answer in Careful(self).translate([Item(text) for text in batch])]

    def found(self, expected: str, read: Callable[[], T]) -> T:
        """What is read of an answer. Raises IndigestibleError when it has another shape."""
        try:
            return read()
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            pass
        raise IndigestibleError(f"{self.sends_data_to}: expected {expected}")


def text_of(value: object) -> str | None:
    """A text of an answer; None for whatever else stands there."""
    return value if isinstance(value, str) else None
