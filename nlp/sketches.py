"""Sketches of texts: numbers from which the overlap of two texts is estimated without reading them again."""

from __future__ import annotations

import re
from array import array
from operator import eq
from zlib import crc32

from rensa import RMinHash

_GRAM = 6
_SIZE = 256
_BAND = 4
_BANDS = 20
_NOISE = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")


def squeezed(text: str) -> str:
    """Its Han characters, letters and digits: sites differ in everything else."""
    return _NOISE.sub("", text)


def sketch(text: str) -> array[int]:
    """The MinHash of a squeezed text's six-character pieces; empty for an empty one."""
    if not text:
        return array("I")
    found = RMinHash(num_perm=_SIZE, seed=1)
    found.update([text[at : at + _GRAM] for at in range(max(1, len(text) - _GRAM + 1))])
    return array("I", found.digest())


def likeness(left: array[int], right: array[int]) -> float:
    """The estimated share of common pieces, 0 to 1."""
    return sum(map(eq, left, right)) / _SIZE if left and right else 0.0


def probes(found: array[int]) -> list[int]:
    """Numbers of which two sketches of like texts have at least one in common, of unlike texts hardly any."""
    starts = range(0, _BAND * _BANDS if found else 0, _BAND)
    return [crc32(found[at : at + _BAND].tobytes(), at) for at in starts]
