"""Words that speak of air, of other media, or of neither, where they stand in a release."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from nlp.reading import Passage, Reading, Spans
from nlp.scanner import Found, Scanner
from nlp.vocabulary import load
from warehouse.models import Quote

TELLING = frozenset({"air", "emission", "layer"})
_BESIDE = 20


class Hit(NamedTuple):
    """A word that counts, and the group of the vocabulary it belongs to."""

    group: str
    block: int
    start: int
    text: str
    cited: bool
    """It stands in the title of a document that is only cited."""

    def quote(self) -> Quote:
        """The word where it stands."""
        return Quote(block=self.block, start=self.start, end=self.start + len(self.text), text=self.text)


def hits(passage: Passage, person: bool) -> Iterator[Hit]:
    """The words that count, in order; `person` where 蓝天 is the name of one."""
    cited = Spans((match.start() + 1, match.end()) for match in _cited().finditer(passage.text))
    for found in scanner().find(passage.text):
        if _counts(found, passage.text, person):
            inside = cited.hold(found.start)
            yield Hit(
                found.meaning, passage.block, passage.start + found.start, passage.text[found.start : found.end], inside
            )


def _counts(found: Found[str], text: str, person: bool) -> bool:
    if found.meaning == "trap" or (person and found.word == "蓝天"):
        return False
    needed, rival = _beside("only_beside", found.word), _beside("not_beside", found.word)
    if not needed and not rival:
        return True
    around = text[max(0, found.start - _BESIDE) : found.start] + "\n" + text[found.end : found.end + _BESIDE]
    return (not needed or bool(needed.search(around))) and not (rival and rival.search(around))


@cache
def _beside(rule: str, word: str) -> re.Pattern[str] | None:
    pattern = rules()[rule].get(word)
    return re.compile(pattern) if pattern else None


def is_person(reading: Reading) -> bool:
    """Whether somebody of the release is called 蓝天."""
    pattern = re.compile(rules()["person"])
    return any(pattern.search(passage.text) for passage in (reading.title, *reading.blocks))


def count(hits: Sequence[Hit], group: str) -> int:
    """How many words of a group there are."""
    return sum(hit.group == group for hit in hits)


def holds(sentence: Passage, said: Sequence[tuple[int, int]]) -> bool:
    """Whether a word stands in the passage; `said` has the block and place of each, in the order of the text."""
    first = bisect_left(said, (sentence.block, sentence.start))
    return first < len(said) and said[first] < (sentence.block, sentence.start + len(sentence.text))


@cache
def scanner() -> Scanner[str]:
    """Every word that counts, with its group."""
    groups = rules()["groups"]
    return Scanner({word: group for group, rule in groups.items() for word in rule["words"]})


@cache
def _cited() -> re.Pattern[str]:
    return re.compile(rules()["cited"])


def rules() -> Any:
    """The vocabulary of relevance."""
    return load("relevance")
