"""Sketches of texts: a few hashes from which the overlap of two texts is estimated without reading them again."""

from __future__ import annotations

import re
from array import array
from heapq import nsmallest
from zlib import crc32

_GRAM = 6
_SIZE = 256
_PROBES = 12
_NOISE = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")


def squeezed(text: str) -> str:
    """Its Han characters, letters and digits: sites differ in everything else."""
    return _NOISE.sub("", text)


def sketch(text: str) -> array[int]:
    """Of a squeezed text; empty for an empty one."""
    pieces = {crc32(text[at : at + _GRAM].encode()) for at in range(max(1, len(text) - _GRAM + 1))} if text else set()
    return array("L", nsmallest(_SIZE, pieces))


def likeness(left: array[int], right: array[int]) -> float:
    """The estimated share of common pieces, 0 to 1: of the smallest hashes of both, those that both have."""
    if not left or not right:
        return 0.0
    first, second = set(left), set(right)
    union = sorted(first | second)[:_SIZE]
    return len((first & second).intersection(union)) / len(union)


def probes(found: array[int]) -> array[int]:
    """Numbers of which two sketches of like texts have at least one in common, of unlike texts hardly any."""
    return found[:_PROBES]
