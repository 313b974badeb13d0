"""A release laid out for reading: its sentences with the spans from which every statement is quoted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate

from warehouse.models import Quote, Release

TITLE = -1
_LONGEST_TITLE = 600
"""Characters of a title that are read: what stands behind is text that a site has put into the field."""
_SENTENCE = re.compile(r"[^。；;！？!?\n]+(?:[；;](?=同年)[^。；;！？!?\n]+)*+[。；;！？!?]?[”」』）)]?")
"""同年 behind a semicolon needs the year before it."""
_CLAUSE = re.compile(r"[^，,：:]+[，,：:]?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a block (or of the title) and where it begins."""

    block: int
    start: int
    text: str

    def quote(self) -> Quote:
        """The whole passage."""
        return self.part(0, len(self.text))

    def part(self, start: int, end: int) -> Quote:
        """Characters of the passage, counted from its own beginning."""
        return Quote(block=self.block, start=self.start + start, end=self.start + end, text=self.text[start:end])

    def cut(self, pattern: re.Pattern[str]) -> Iterator[Passage]:
        """Its pieces that match, without the white space around them."""
        for match in pattern.finditer(self.text):
            text = match.group().strip()
            if text:
                lead = len(match.group()) - len(match.group().lstrip())
                yield Passage(self.block, self.start + match.start() + lead, text)

    def clauses(self) -> Iterator[Passage]:
        """Its pieces between commas and colons."""
        return self.cut(_CLAUSE)


class Spans:
    """Stretches of a text, to be asked of many places whether one of them holds it."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def hold(self, place: int) -> bool:
        """Whether a stretch begins at the place or before it and ends behind it."""
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]


@dataclass(frozen=True)
class Reading:
    """A release with what several rules ask of it, worked out once."""

    release: Release
    aside: frozenset[tuple[int, int]] = frozenset()
    """Block and start of each sentence that is left out: of a release partly on air, what is on something else."""

    @property
    def title(self) -> Passage:
        """The title as a passage."""
        return Passage(TITLE, 0, self.release.title[:_LONGEST_TITLE])

    @cached_property
    def blocks(self) -> tuple[Passage, ...]:
        """The body's blocks as passages."""
        return tuple(Passage(index, 0, block.plain) for index, block in enumerate(self.release.blocks))

    @cached_property
    def sentences(self) -> tuple[Passage, ...]:
        """The sentences of the body in order; rows of a table are sentences."""
        return tuple(sentence for block in self.blocks for sentence in block.cut(_SENTENCE))

    @cached_property
    def day(self) -> date | None:
        """The day from which the text speaks: written, else published."""
        return self.release.written or self.release.published

    @cached_property
    def headings(self) -> tuple[int, ...]:
        """For each block, the nearest heading at or above it, -1 when there is none."""
        found, above = [], TITLE
        for index, block in enumerate(self.release.blocks):
            above = index if block.type == "heading" else above
            found.append(above)
        return tuple(found)

    def limited(self, blocks: frozenset[int]) -> tuple[Passage, ...]:
        """The sentences that stand in these blocks and are not left out."""
        kept = (sentence for sentence in self.sentences if sentence.block in blocks)
        return tuple(sentence for sentence in kept if (sentence.block, sentence.start) not in self.aside)

    def passages(self, blocks: frozenset[int]) -> tuple[Passage, ...]:
        """These blocks whole, or the sentences of those that something is left out of."""
        broken = {block for block, _ in self.aside}
        whole = [self.blocks[index] for index in blocks - broken]
        return tuple(sorted([*whole, *self.limited(blocks & broken)], key=lambda part: (part.block, part.start)))

    def leaves_out(self, quote: Quote) -> bool:
        """Whether the sentence in which a quote begins is left out."""
        at = bisect_right(self._begins, (quote.block, quote.start)) - 1
        return bool(self.aside) and at >= 0 and self._begins[at] in self.aside

    @cached_property
    def _begins(self) -> list[tuple[int, int]]:
        return [(sentence.block, sentence.start) for sentence in self.sentences]
