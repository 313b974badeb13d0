"""What is translated: units of text, and their texts in another language."""

from __future__ import annotations

from datetime import date
from typing import Literal

from warehouse.models.base import Language, Record

State = Literal["untranslated", "template", "machine", "reviewed"]
"""未訳, 機械・定型, 機械翻訳・未校閲, 確認済."""
SegmentKind = Literal["title", "heading", "name", "target", "sentence", "cell"]


class Segment(Record):
    """One unit of translation where it stands."""

    version_id: str
    position: int
    """Order in the version; 0 is the title."""
    block: int
    """Index into `Release.blocks`; -1 is the title."""
    kind: SegmentKind
    marker: str = ""
    """Numbering, never translated."""
    text: str
    text_id: str
    """Hash of the normalised text: the same text elsewhere has the same id."""
    is_sample: bool = False


class Translation(Record):
    """A text in another language, or the reason why it is not there."""

    text_id: str
    lang: Language
    kind: SegmentKind
    source: str
    """Chinese, normalised."""
    text: str | None
    """None when refused."""
    gloss: str = ""
    """Chinese with known terms glossed, shown when text is None."""
    state: State
    engine: str
    """`memory`, `offline`, `libretranslate`, …; `none` when every engine refused."""
    engine_version: str = ""
    coverage: float = 0.0
    """Share of the characters that terms or rules account for."""
    flags: tuple[str, ...] = ()
    """What the checks found, or why it was refused."""
    terms: tuple[str, ...] = ()
    """Chinese terms of the glossary that stand in the text, longest match."""
    repairs: tuple[str, ...] = ()
    """What was put right by rule in an engine's text, as `wrong→right`."""
    characters: int = 0
    """Characters of the source sent to a network engine for it."""
    cache_key: str = ""
    """Hash of all that decides the text: source, language, engine and version, the terms matched; empty for memory."""
    masked_id: str = ""
    """Of a reviewed pair: the same for sources that differ only in numbers and places; empty where they say little."""
    reviewer: str = ""
    reviewed_on: date | None = None
    is_sample: bool = False
