"""Cuts a protected text into known words, all of it, or says which part is unknown."""

from __future__ import annotations

import re

from nlp.translation.offline.lexicon import Word, lengths, lexicon
from nlp.translation.offline.protect import FIRST, Held

_UNKNOWN = 20.0


class NotParsedError(Exception):
    """A text, or a part of it, that no rule or term accounts for."""

    def __init__(self, reason: str, part: str) -> None:
        super().__init__(f"{reason}: {part}")
        self.reason = reason
        self.part = part


def cut(held: Held, text: str) -> list[Word]:
    """Words of `text`, the fewest that cover it.

    Raises:
        NotParsedError: naming every stretch that is in no vocabulary.
    """
    words = held.cuts.get(text) or held.cuts.setdefault(text, segmented(held, text))
    unknown = [word for word in words if isinstance(word, str)]
    if unknown:
        raise NotParsedError("unknown word", "、".join(unknown))
    return [word for word in words if isinstance(word, Word)]


def segmented(held: Held, text: str) -> list[Word | str]:
    """Known words, and unknown stretches as strings, in order."""
    words, known, size = lexicon(), lengths(), len(text)
    best: list[float] = [0.0] + [1e9] * size
    back: list[tuple[int, Word | None]] = [(0, None)] * (size + 1)
    for start in range(size):
        cost = best[start]
        if ord(text[start]) >= FIRST and (slot := held.slot(text[start])):
            _offer(best, back, start, start + 1, cost + 1, Word(zh=slot.zh, noun=slot.ja, en=slot.en, slot=True))
            continue
        for length in known.get(text[start], ()):
            if (word := words.get(text[start : start + length])) is not None and start + length <= size:
                _offer(best, back, start, start + length, cost + _cost(length), word)
        _offer(best, back, start, start + 1, cost + _UNKNOWN, None)
    return _walked(text, back)


def _cost(length: int) -> float:
    """Long words are preferred; of equal counts, the more even cut."""
    return 1.0 + 0.1 / length + (0.4 if length == 1 else 0.0)


def _offer(
    best: list[float], back: list[tuple[int, Word | None]], start: int, end: int, cost: float, word: Word | None
) -> None:
    if cost < best[end]:
        best[end], back[end] = cost, (start, word)


def _walked(text: str, back: list[tuple[int, Word | None]]) -> list[Word | str]:
    found: list[Word | str] = []
    end = len(text)
    while end:
        start, word = back[end]
        if word is None and found and isinstance(found[-1], str):
            found[-1] = text[start:end] + found[-1]
        else:
            found.append(text[start:end] if word is None else word)
        end = start
    return found[::-1]


def shown(words: list[Word]) -> str:
    """The Chinese of some words."""
    return "".join(word.zh for word in words)


def refused_pattern(text: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    """The first stretch that a refusal pattern finds, or an empty string."""
    return next((match[0] for pattern in patterns if (match := pattern.search(text))), "")
