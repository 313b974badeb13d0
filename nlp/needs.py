"""Sentences in which a place says what it lacks, pilots or wants to learn."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from nlp.reading import Reading
from nlp.scanner import Scanner
from nlp.themes import theme_of
from nlp.vocabulary import load
from warehouse.models import NeedSignal

GROUPS = ("lack", "try", "learn")


def needs(reading: Reading, blocks: frozenset[int]) -> list[NeedSignal]:
    """One signal a sentence: its first such word, with the theme that the sentence is about."""
    return list(_signals(reading, blocks))


def _signals(reading: Reading, blocks: frozenset[int]) -> Iterator[NeedSignal]:
    for sentence in reading.limited(blocks):
        word = next((found.word for found in _scanner().find(sentence.text)), "")
        theme = theme_of(sentence.text) if word else ""
        if theme:
            yield NeedSignal(theme=theme, word=word, quote=sentence.quote())


@cache
def _scanner() -> Scanner[str]:
    return Scanner({word: group for group in GROUPS for word in load("needs")[group]})
