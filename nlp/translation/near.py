"""Finds texts that are nearly another, among hundreds of thousands."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from nlp.translation.normalise import normalise

LEAST = 75.0
"""Of 100: what is less alike is no help to a reviewer."""
_SHORTER = LEAST / (200 - LEAST)
"""A text may be this much shorter than one it is like: 0.6."""
_STEP = 1.1
_BYTE = re.compile(rb"[^\0]")


class _Group(NamedTuple):
    """Texts of nearly one length: which there are, and for each character a bit for every text that has it."""

    shortest: int
    longest: int
    places: list[int]
    having: dict[str, int]


class Index:
    """Texts in groups of nearly one length; those that share too few characters with a text are never compared."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        by_length: defaultdict[int, list[int]] = defaultdict(list)
        for at, text in enumerate(texts):
            by_length[int(math.log(max(1, len(text)), _STEP))].append(at)
        self._groups = [_grouped(texts, places) for _, places in sorted(by_length.items())]

    def nearest(self, text: str, count: int) -> list[tuple[float, int]]:
        """Score and place of the texts most like this one, the likest first; those of one score in their order."""
        asked = normalise(text)
        likely = sorted(self._likely(asked))
        said = [self._texts[at] for at in likely]
        found = process.extract(asked, said, scorer=fuzz.ratio, limit=count, score_cutoff=LEAST)
        return [(score, likely[place]) for _, score, place in found]

    def _likely(self, text: str) -> Iterator[int]:
        """Of a text of length a, one of length b that is like it lacks at most a - LEAST / 200 · (a + b) characters."""
        characters, length = set(text), len(text)
        for group in self._groups:
            if group.longest >= length * _SHORTER and group.shortest * _SHORTER <= length:
                lacking = length - LEAST / 200 * (length + group.shortest)
                bits = _sharing(group, characters, math.ceil(len(characters) - lacking))
                yield from (group.places[at] for at in _set_bits(bits))


def _grouped(texts: Sequence[str], places: list[int]) -> _Group:
    size = (len(places) + 7) // 8
    having: defaultdict[str, bytearray] = defaultdict(lambda: bytearray(size))
    for at, place in enumerate(places):
        byte, bit = at >> 3, 1 << (at & 7)
        for char in set(texts[place]):
            having[char][byte] |= bit
    lengths = [len(texts[place]) for place in places]
    bits = {char: int.from_bytes(held, "little") for char, held in having.items()}
    return _Group(min(lengths), max(lengths), places, bits)


def _sharing(group: _Group, characters: set[str], least: int) -> int:
    """A bit for every text that has at least so many of the characters; all texts are counted at once.

    `digits` holds the counts in binary, one whole number a binary place.
    """
    everyone = (1 << len(group.places)) - 1
    if least <= 0:
        return everyone
    digits = [0] * len(characters).bit_length()
    for char in characters:
        carried, place = group.having.get(char, 0), 0
        while carried:
            digits[place], carried = digits[place] ^ carried, digits[place] & carried
            place += 1
    equal, more = everyone, 0
    for place in reversed(range(len(digits))):
        if least >> place & 1:
            equal &= digits[place]
        else:
            more |= equal & digits[place]
            equal &= ~digits[place]
    return (more | equal) if least.bit_length() <= len(digits) else 0


def _set_bits(bits: int) -> Iterator[int]:
    held = bits.to_bytes((bits.bit_length() + 7) // 8, "little")
    for match in _BYTE.finditer(held):
        yield from (match.start() * 8 + bit for bit in range(8) if held[match.start()] >> bit & 1)
