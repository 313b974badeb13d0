"""Finds thousands of words in one pass; of words that overlap, the one that begins first and is longest counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

Meaning = TypeVar("Meaning")


class Found(NamedTuple, Generic[Meaning]):
    """A word where it stands."""

    start: int
    end: int
    word: str
    meaning: Meaning


class Scanner(Generic[Meaning]):
    """Words with their meanings. A longer word hides the shorter ones in it: 大气田 is no 大气, 天津路 no 天津."""

    def __init__(self, words: Mapping[str, Meaning]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word, meaning in words.items():
            self._automaton.add_word(word.lower(), (word, meaning))
        self._automaton.make_automaton()

    def words(self, text: str) -> Iterator[tuple[str, Meaning]]:
        """The words of the text with their meanings, left to right; quicker than `find`."""
        return (hit for _, hit in self._automaton.iter_long(text.lower()))

    def find(self, text: str) -> Iterator[Found[Meaning]]:
        """Every word of the text, left to right, whatever the case of its letters."""
        lowered = text.lower()
        # Lower-casing lengthens a few letters (İ); then spans would no longer be the source's.
        for last, (word, meaning) in self._automaton.iter_long(lowered if len(lowered) == len(text) else text):
            yield Found(last + 1 - len(word), last + 1, word, meaning)
