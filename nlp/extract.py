"""The sentences that carry who, what, number and date: chosen, never rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from nlp.reading import Passage, Reading
from nlp.relevance import Relevance
from nlp.vocabulary import load
from warehouse.models import Quote

_END = re.compile(r"[。！？!?；;：:”」）)]\s*$")
_LINE = 20
"""Characters from which a block without an end of sentence is a line cut by the page's edge, not a heading."""


def extract(reading: Reading, told: Iterable[Quote], air: Relevance) -> tuple[Quote, ...]:
    """At most five whole sentences in the order of the text, those that say most chosen.

    `told` are the quotes of what was read out of it. Of a text that is partly on air each must have an air word: the
    neighbours of such a sentence in the same paragraph are often on something else.
    """
    spans = {(quote.block, quote.start) for quote in told}
    ranked = []
    for order, sentence in enumerate(_whole(reading, air.blocks)):
        named = air.names_air(sentence)
        if named or air.verdict == "air":
            points = _rules()["air"] * named + _rules()["told"] * ((sentence.block, sentence.start) in spans)
            ranked.append((-points - _points(sentence.text), order, sentence))
    return tuple(sentence.quote() for _, sentence in sorted(_best(ranked)))


def _best(ranked: Sequence[tuple[int, int, Passage]]) -> list[tuple[int, Passage]]:
    """The first of those that say most, none twice."""
    chosen: dict[str, tuple[int, Passage]] = {}
    for points, order, sentence in sorted(ranked, key=lambda row: row[:2]):
        if points < 0 and len(chosen) < _rules()["most"]:
            chosen.setdefault(sentence.text, (order, sentence))
    return list(chosen.values())


def _whole(reading: Reading, blocks: frozenset[int]) -> Iterable[Passage]:
    """Sentences of a fit length that no line break cuts and that are not the title again."""
    least, most = _rules()["length"]
    for sentence in reading.limited(blocks):
        fits = least <= len(sentence.text) <= most and sentence.text != reading.title.text
        if fits and not (sentence.start == 0 and _continues(reading, sentence.block)):
            yield sentence


def _continues(reading: Reading, block: int) -> bool:
    """Whether the block before it is a line that stops inside its sentence."""
    if block == 0 or reading.release.blocks[block - 1].type != "paragraph":
        return False
    before = reading.blocks[block - 1].text
    return len(before) >= _LINE and not _END.search(before)


def _points(text: str) -> int:
    return sum(points for pattern, points in _patterns() if pattern.search(text))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple((re.compile(rule["pattern"]), rule["points"]) for rule in _rules()["points"])


def _rules() -> Any:
    return load("extract")
