"""What an engine is asked and what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from nlp.translation.segments import NOWHERE, Context
from warehouse.models import SegmentKind

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


@dataclass(frozen=True, slots=True)
class Item:
    """One text with what helps to understand it; only the text is to be translated."""

    text: str
    kind: SegmentKind = "sentence"
    around: Context = NOWHERE
    """What stands around it in its document."""
    terms: tuple[tuple[str, str], ...] = ()
    """Chinese terms of the text, each with the form that the house uses."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A text, or why there is none."""

    text: str | None
    reason: str = ""
    settled: bool = True
    """False where the engine failed, and may do better another day; True for a text, and for one of no use."""
    characters: int = field(default=0, compare=False)
    """Characters sent for it, all tries together."""


def has_han(text: str) -> bool:
    """Whether there is anything to translate."""
    return _HAN.search(text) is not None
