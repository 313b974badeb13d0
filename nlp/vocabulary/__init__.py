"""Lexicons and weights: data that the rules of `nlp/` read, each file once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load(name: str) -> Any:
    """What `<name>.yml` beside this file holds."""
    text = (Path(__file__).parent / f"{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=_Loader)


@cache
def pattern(name: str, *keys: str) -> re.Pattern[str]:
    """A pattern of `<name>.yml`, read and compiled once; `keys` lead to it."""
    found = load(name)
    for key in keys:
        found = found[key]
    return re.compile(found)


def alternatives(words: list[str]) -> str:
    """A pattern that matches any of the patterns, those written longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))
