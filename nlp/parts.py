"""Which parts of a release that is only partly on air are on air: blocks, and of a mixed block its sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from nlp.air_words import TELLING, Hit, holds, rules
from nlp.reading import Passage, Reading

_MOSTLY = 0.5
_RUN_IN = 30
"""Characters of a first sentence that heads its paragraph: （一）深入推进大气污染防治。"""


class Parts(NamedTuple):
    """What goes on of a release."""

    blocks: frozenset[int]
    """Blocks with air words, and those under a heading that has one."""
    aside: frozenset[tuple[int, int]]
    """Block and start of each sentence of those blocks that is on something else."""


class _Said(NamedTuple):
    """Block and place of words in the order of the text."""

    air: list[tuple[int, int]]
    """Weak ones too."""
    telling: list[tuple[int, int]]
    rival: list[tuple[int, int]]
    """On other media."""


def parts(reading: Reading, body: Sequence[Hit]) -> Parts:
    """Those of a release partly on air; `body` are the words that count in its blocks, in order."""
    said = _said(body)
    named = {hit.block for hit in body if hit.group in TELLING and not hit.cited}
    under = {block for block, above in enumerate(reading.headings) if above in named}
    whole = {block for block in under if _heads(reading.blocks[reading.headings[block]], said)}
    blocks = frozenset(named | under)
    mixed = (sentence for sentence in reading.sentences if sentence.block in blocks - whole)
    grouped = groupby(mixed, key=lambda sentence: sentence.block)
    aside = (sentence for _, sentences in grouped for sentence in _aside(list(sentences), said))
    return Parts(blocks, frozenset((sentence.block, sentence.start) for sentence in aside))


def _said(body: Sequence[Hit]) -> _Said:
    groups = rules()["groups"]
    return _Said(
        [(hit.block, hit.start) for hit in body if groups[hit.group]["weight"] > 0],
        [(hit.block, hit.start) for hit in body if hit.group in TELLING],
        [(hit.block, hit.start) for hit in body if hit.group == "rival"],
    )


def _heads(passage: Passage, said: _Said) -> bool:
    """Whether what stands below it is on air alone."""
    return holds(passage, said.telling) and not holds(passage, said.rival)


def _aside(sentences: Sequence[Passage], said: _Said) -> Iterator[Passage]:
    """Of a block's sentences those without a word on air; none below a run-in heading on air.

    Where most of a block is on air, what names no other medium belongs to it.
    """
    first = sentences[0]
    if len(sentences) > 1 and len(first.text) <= _RUN_IN and _heads(first, said):
        return
    on_air = [holds(sentence, said.air) for sentence in sentences]
    lengths = [len(sentence.text) for sentence in sentences]
    named = sum(length for length, is_air in zip(lengths, on_air, strict=True) if is_air)
    mostly = named >= _MOSTLY * sum(lengths)
    for sentence, is_air in zip(sentences, on_air, strict=True):
        if not is_air and not (mostly and not holds(sentence, said.rival)):
            yield sentence
