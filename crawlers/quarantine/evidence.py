"""What a page shows against itself, and the rules that it is looked through with."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

Reason = Literal["advertising", "script", "noise", "mojibake"]


class Hit(NamedTuple):
    """A mark in a text."""

    at: int
    word: str


class Evidence(NamedTuple):
    """Marks that are enough together, and the text that they stand in."""

    reason: Reason
    text: str
    hits: list[Hit]


@cache
def rules() -> dict[str, Any]:
    """The words and patterns."""
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "rules.yml").read_text(encoding="utf-8"))
    return found
