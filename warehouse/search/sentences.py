"""Chooses the sentence of a document that says best what was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from warehouse.search.asking import Question, times
from warehouse.search.folding import fold

ENOUGH = 15
"""Characters from which on a sentence is more than a heading."""
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")


class Passage(NamedTuple):
    """A passage of a full translation."""

    zh: str
    ja: str
    state: str


class Text(NamedTuple):
    """A document's text, and its passages in Japanese where it was translated in full."""

    blocks: Sequence[str] = ()
    passages: Sequence[Passage] = ()


class Sentence(NamedTuple):
    """A sentence as it stands, with its Japanese and the state of that; empty where there is none."""

    zh: str = ""
    ja: str = ""
    state: str = ""


def choose(text: Text, names: str, question: Question, weights: Mapping[str, float]) -> Sentence:
    """What names most of what was asked for; titles are no news, and of equals the shortest sentence is it."""
    rated = [
        (_rate(said, question, weights), len(sentence) >= ENOUGH, -len(sentence), sentence)
        for sentence, said in _sentences(text)
        if fold(sentence) not in names
    ]
    rate, _, _, best = max(rated, default=(0.0, False, 0, ""))
    return _with_japanese(best, text.passages) if rate > 0 else Sentence()


def _sentences(text: Text) -> Iterator[tuple[str, str]]:
    """Each sentence with the words to look at; a translated passage is found by its Japanese too."""
    for block in text.blocks:
        yield from ((found.strip(), found) for found in _SENTENCE.findall(block) if found.strip())
    yield from ((passage.zh, passage.ja) for passage in text.passages)


def _rate(said: str, question: Question, weights: Mapping[str, float]) -> float:
    folded = fold(said)
    named = sum(weights.get(thing.asked, 0) for thing in question.things if times(thing, folded))
    return named + sum(phrase in folded for phrase in question.phrases) / 10


def _with_japanese(sentence: str, passages: Sequence[Passage]) -> Sentence:
    of = (passage for passage in passages if sentence in passage.zh or passage.zh in sentence)
    found = max(of, key=lambda passage: len(passage.zh), default=Passage("", "", ""))
    return Sentence(sentence, found.ja, found.state)
