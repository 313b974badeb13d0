"""What a new version of a text takes over from the one before it: kept, filled in anew, or to be translated again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from nlp.translation.memory import Memory
from warehouse.models import Language, Segment, Translation

_ALIKE = 50.0
"""Of 100: a sentence less like its forerunner is another sentence."""


class Carried(NamedTuple):
    """A segment of the new version and what it has from the old one."""

    segment: Segment
    action: Literal["keep", "refill", "redo"]
    of: Segment | None
    """The segment of the old version that it is, or that it was changed from; None when it is new."""
    translation: Translation | None
    """What is kept, or filled in with new numbers and to be looked at; None when it is to be done again."""


def carried(
    old: Sequence[Segment], new: Sequence[Segment], known: Mapping[str, Translation], lang: Language
) -> list[Carried]:
    """One a segment of the new version, in its order; wherever a sentence has moved to, it is kept.

    `known` are translations by text id. Only reviewed ones are filled in anew.
    """
    memory = Memory(known[piece.text_id] for piece in old if piece.text_id in known)
    forerunners = _forerunners(old, new)
    return [_one(piece, forerunners.get(at), known, memory, lang) for at, piece in enumerate(new)]


def _one(
    piece: Segment, of: Segment | None, known: Mapping[str, Translation], memory: Memory, lang: Language
) -> Carried:
    same = known.get(piece.text_id)
    if of is not None and of.text_id == piece.text_id and same is not None and same.text and same.lang == lang:
        return Carried(piece, "keep", of, same)
    refilled = memory.masked(piece.text, piece.kind, lang)
    return Carried(piece, "refill" if refilled else "redo", of, refilled)


def _forerunners(old: Sequence[Segment], new: Sequence[Segment]) -> dict[int, Segment]:
    """By place in the new version: the same text, where it stood or elsewhere, else the one most like it near by."""
    anywhere = {piece.text_id: piece for piece in reversed(old)}
    found = {at: anywhere[piece.text_id] for at, piece in enumerate(new) if piece.text_id in anywhere}
    there, here = [piece.text_id for piece in old], [piece.text_id for piece in new]
    for tag, a, b, c, d in SequenceMatcher(None, there, here, autojunk=False).get_opcodes():
        if tag == "equal":
            found |= dict(zip(range(c, d), old[a:b], strict=True))
        elif tag == "replace":
            left = [piece for piece in old[a:b] if piece.text_id not in set(here)]
            found |= dict(_paired(left, [at for at in range(c, d) if at not in found], new))
    return found


def _paired(left: Sequence[Segment], places: Sequence[int], new: Sequence[Segment]) -> Iterator[tuple[int, Segment]]:
    """The likest first, none twice."""
    scores = [
        (-fuzz.ratio(piece.text, new[at].text, score_cutoff=_ALIKE), at, number)
        for at in places
        for number, piece in enumerate(left)
    ]
    taken: set[int] = set()
    met: set[int] = set()
    for score, at, number in sorted(scores):
        if score <= -_ALIKE and at not in met and number not in taken:
            met.add(at)
            taken.add(number)
            yield at, left[number]
