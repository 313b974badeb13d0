"""Sentences in which a place says what it lacks, tries out or wants to learn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from nlp.reading import Passage, Reading
from nlp.scanner import Scanner
from nlp.themes import broad, theme_of
from nlp.vocabulary import load
from warehouse.models import NeedSignal


def needs(reading: Reading, blocks: frozenset[int]) -> list[NeedSignal]:
    """One signal a sentence: its first wish, lacking before trying before learning, with the sentence's theme."""
    return list(_signals(reading, blocks))


def _signals(reading: Reading, blocks: frozenset[int]) -> Iterator[NeedSignal]:
    for sentence in reading.limited(blocks):
        found = _wish(sentence)
        theme = _theme(sentence, found[1]) if found else ""
        if found and theme:
            wish, word = found
            yield NeedSignal(wish=wish, theme=theme, word=word, quote=sentence.quote())


def _theme(sentence: Passage, word: str) -> str:
    """A narrow one of the wish's own words, else of their clause; else the sentence's."""
    clause = next((clause.text for clause in sentence.clauses() if word in clause.text), "")
    named = (theme_of(text) for text in (word, clause))
    return next((theme for theme in named if theme and theme not in broad()), theme_of(sentence.text))


def _wish(sentence: Passage) -> tuple[Any, str] | None:
    """The wish and its words."""
    if not any(_cues().find(sentence.text)) or _pattern(_rules()["never"]).search(sentence.text):
        return None
    for wish in _rules()["wishes"]:
        found = _wished(wish).search(sentence.text)
        if found and not _pattern(_rules()["unless"][wish]).search(sentence.text):
            return wish, found[0]
    return None


@cache
def _cues() -> Scanner[None]:
    return Scanner(dict.fromkeys(_rules()["cues"]))


@cache
def _wished(wish: str) -> re.Pattern[str]:
    return re.compile("|".join(_rules()["wishes"][wish]))


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _rules() -> Any:
    return load("needs")
