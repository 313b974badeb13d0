"""The offline engine in the shape of a deep-translator engine; its gate is a complete parse."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from deep_translator.base import BaseTranslator

from nlp.translation.normalise import normalise
from nlp.translation.offline import english, gloss
from nlp.translation.offline.formulas import formula, header
from nlp.translation.offline.headings import heading, label
from nlp.translation.offline.names import name
from nlp.translation.offline.protect import protect
from nlp.translation.offline.rules import refusals
from nlp.translation.offline.targets import cell, figures, statement, target
from nlp.translation.offline.titles import title
from nlp.translation.offline.tokens import NotParsedError, refused_pattern
from warehouse.models import Language, SegmentKind

VERSION = "2"
ENGINE = "offline"


_WITH_ROWS = ("target", "sentence", "cell")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A translation, or why there is none."""

    text: str | None
    gloss: str
    coverage: float
    """Share of the characters that terms or rules account for: 1 whenever there is a text."""
    reason: str


class OfflineTranslator(BaseTranslator):  # type: ignore[misc]
    """Titles, headings, names and numeric targets by grammar and terms; everything else is refused."""

    def __init__(self, source: str = "zh", target: str = "ja") -> None:
        super().__init__(languages={"chinese": "zh", "japanese": "ja", "english": "en"}, source=source, target=target)

    @property
    def lang(self) -> Language:
        """The language it translates into."""
        return "en" if self._target == "en" else "ja"

    def translate(self, text: str, kind: SegmentKind = "title", **_: Any) -> str:
        """The translation.

        Raises:
            NotParsedError: when no complete parse was found.
        """
        outcome = self.outcome(text, kind)
        if outcome.text is None:
            raise NotParsedError(outcome.reason, text)
        return outcome.text

    def translate_batch(self, batch: list[str], **options: Any) -> list[str | None]:
        """One result a text, None where it was refused."""
        return [self.outcome(text, options.get("kind", "title")).text for text in batch]

    def outcome(self, text: str, kind: SegmentKind) -> Outcome:
        """What came out, whichever it was; a line of cells is said cell by cell."""
        said = _outcome(normalise(text), kind, self.lang)
        cells = _CELLS.split(text.strip())
        if said.text is not None or kind not in _WITH_ROWS or len(cells) < 2 or "。" in text:
            return said
        row = [_outcome(normalise(cell), "cell", self.lang) if _HAN.search(cell) else _as_it_is(cell) for cell in cells]
        if any(cell.text is None for cell in row):
            return said
        return Outcome("｜".join(cell.text or "" for cell in row), "", 1.0, "")

    def glossed(self, text: str) -> str:
        """The Chinese with its known terms explained."""
        return gloss.glossed(normalise(text), self.lang)[0]


_CELLS = re.compile(r" *\t *|(?<![A-Za-z]) +| +(?![A-Za-z0-9])")
"""Borders of cells; GB 3095 and two Latin words have none within."""
_HAN = re.compile("[\u4e00-\u9fff]")


def _as_it_is(cell: str) -> Outcome:
    return Outcome(cell, "", 1.0, "")


_LONGEST = 500
"""Characters: the grammar descends a word at a time, and a hostile page may write a heading without end."""


@lru_cache(maxsize=32768)
def _outcome(text: str, kind: SegmentKind, lang: Language) -> Outcome:
    rules = _RULES if lang == "ja" else _ENGLISH
    reasons = [] if len(text) <= _LONGEST else ["too long"]
    for rule in () if reasons else rules[kind]:
        try:
            return Outcome(rule(text), "", 1.0, "")
        except NotParsedError as error:
            reasons += [str(error)] if rule is not label else []
    glossed, coverage = gloss.glossed(text, lang)
    return Outcome(None, glossed, coverage, reasons[0])


def _name(text: str) -> str:
    if refused := refused_pattern(text, refusals()):
        raise NotParsedError("refused construction", refused)
    held = protect(text)
    return name(held, held.text)


_Rule = Callable[[str], str]
_RULES: dict[SegmentKind, tuple[_Rule, ...]] = {
    "title": (title,),
    "heading": (heading, figures, label),
    "name": (_name,),
    "target": (target,),
    "sentence": (label, formula, statement),
    "cell": (_name, cell, header, heading),
}
_ENGLISH: dict[SegmentKind, tuple[_Rule, ...]] = {
    "title": (english.title,),
    "heading": (english.title,),
    "name": (english.name,),
    "target": (english.refuse,),
    "sentence": (english.refuse,),
    "cell": (english.name,),
}
