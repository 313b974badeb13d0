"""What is asked of an engine by what stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from nlp.translation.asking.items import Item
from warehouse.models import Language


class Engine(Protocol):
    """What is asked of an engine; one object serves many threads."""

    name: str
    lang: Language
    texts: int
    """The most in one request."""
    room: int
    """The most that the texts of one request may measure, as `size` measures them."""
    pause: float
    """Seconds between two requests."""
    threads: int
    """The most at a time."""

    @property
    def version(self) -> str:
        """All that decides its texts: model, glossary, style."""

    @property
    def sends_data_to(self) -> str:
        """Host that receives the texts."""

    def size(self, text: str) -> int:
        """What a text takes of the room."""

    def alone(self, item: Item) -> bool:
        """Whether an item is better asked by itself."""

    def ask(self, items: Sequence[Item]) -> list[str | None]:
        """One request: one result an item, in order. Raises EngineFailedError."""
