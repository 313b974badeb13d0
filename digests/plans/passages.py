"""Passages of a plan: each segment beside its translation, its state in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from digests.plain import inert
from digests.wording import word
from warehouse.models import Block, Language, Segment, State, Translation
from warehouse.reference.numbering import japanese_marker
from warehouse.reference.states import STATES, state_label

_HAN = re.compile(r"[\u3400-\u9fff]")
_FIGURE = re.compile(r"[\d.,%％~～—–-]+")
LANG: Language = "ja"
"""Full translations are made into Japanese."""


class Run(NamedTuple):
    """A stretch of the translation, and the translator's note behind it."""

    text: str
    note: str = ""


class Passage(NamedTuple):
    """One segment beside its translation."""

    marker: str
    zh: str
    runs: tuple[Run, ...]
    """The Japanese text in order; empty while there is none."""
    gloss: str
    state: State
    label: str
    """The state in words, a sample's reviewed translation marked as such."""
    numbering: str
    """The marker as it stands before what is shown to a Japanese reader."""

    @property
    def ja(self) -> str:
        """The translation without notes; empty while there is none."""
        return "".join(run.text for run in self.runs)

    @property
    def noted(self) -> str:
        """The translation, the translator's notes in brackets."""
        return "".join(run.text + (word(LANG, "plan.note", note=run.note) if run.note else "") for run in self.runs)

    @property
    def alike(self) -> bool:
        """Whether there is nothing to translate: a figure, a code, a dash."""
        return self.noted in ("", self.zh) and not self.gloss and not _HAN.search(self.marker + self.zh)

    @property
    def untranslated(self) -> bool:
        """Whether Chinese stands where Japanese should."""
        return not self.runs


class Piece(NamedTuple):
    """One block of the original with its passages."""

    anchor: str
    type: str
    level: int
    passages: tuple[Passage, ...]
    rows: tuple[tuple[Passage, ...], ...] = ()
    """Cells of a table."""

    @property
    def said(self) -> str:
        """The block in Japanese where it is known, else in Chinese."""
        return "".join(passage.ja or passage.zh for passage in self.passages)

    @property
    def zh(self) -> str:
        """The block in Chinese, without its numbering."""
        return "".join(passage.zh for passage in self.passages)

    @property
    def marker(self) -> str:
        """The original's numbering."""
        return self.passages[0].marker if self.passages else ""

    @property
    def numbering(self) -> str:
        """The numbering as it stands before what is said."""
        return self.passages[0].numbering if self.passages else ""

    @property
    def headed(self) -> bool:
        """Whether the first row of the table names its columns: no bare figure is among them."""
        return len(self.rows) > 1 and not any(_FIGURE.fullmatch(cell.zh.strip()) for cell in self.rows[0])

    @property
    def shared(self) -> str:
        """The state in words where all of the table has the same, so that it is said once; else empty."""
        labels = {cell.label for row in self.rows for cell in row if cell.zh}
        return labels.pop() if len(labels) == 1 else ""

    @property
    def state(self) -> State:
        """The weakest state of its passages."""
        return max((p.state for p in self.passages), key=STATES.index, default="untranslated")


def passage(segment: Segment, known: Translation | None) -> Passage:
    """The segment with what is known of it."""
    marker, zh = inert(segment.marker), inert(segment.text)
    if known is None or not known.text:
        gloss = inert(known.gloss) if known is not None else ""
        return untranslated(zh, marker, gloss if gloss != zh else "")
    said = _closed(zh, inert(known.text))
    state = label(known.state, known.is_sample)
    return Passage(marker, zh, (Run(said),), "", known.state, state, japanese_marker(marker))


def _closed(zh: str, ja: str) -> str:
    """With the stop that a run-in heading (优化产业布局。) or one of several targets (…；) has in a paragraph."""
    return ja + zh[-1] if zh.endswith(("。", "；")) and not ja.endswith(("。", "；", "）", "」", "』")) else ja


def untranslated(zh: str, marker: str = "", gloss: str = "") -> Passage:
    """Chinese without a translation."""
    return Passage(marker, inert(zh), (), gloss, "untranslated", label("untranslated", False), marker)


def label(state: State, sample: bool) -> str:
    """A state in words."""
    return state_label(LANG, state, sample=sample)


def shares(segments: Sequence[Segment], translations: Mapping[str, Translation]) -> dict[State, int]:
    """How many passages are in each state; `translations` by text id."""
    counts = Counter(_state(translations.get(segment.text_id)) for segment in segments)
    return {state: counts[state] for state in STATES if counts[state]}


def _state(known: Translation | None) -> State:
    return known.state if known is not None and known.text else "untranslated"


def pieces(blocks: Sequence[Block], passages: Sequence[tuple[Segment, Passage]]) -> Iterator[Piece]:
    """The blocks that have passages, and tables cell by cell."""
    for index, block in enumerate(blocks):
        here = tuple(passage for segment, passage in passages if segment.block == index)
        if block.rows:
            known = {_bare(passage.marker + passage.zh): passage for passage in here}
            rows = tuple(tuple(known.get(_bare(inert(c))) or untranslated(c) for c in row) for row in block.rows)
            yield Piece(f"b{index}", block.type, block.level, here, rows)
        elif here:
            yield Piece(f"b{index}", block.type, block.level, here)


def _bare(text: str) -> str:
    """Without white space: that around a cell's numbering is not kept."""
    return "".join(text.split())
