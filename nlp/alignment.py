"""Which sentence of one text is which of another: moved, renumbered, split and joined ones are the same still."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz import fuzz

from nlp.reading import Passage, Reading

_ROW = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^。；;！？!?\n]+[。；;！？!?]?[”」』）)]?")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百零〇\d]{1,6}条\s*")
_PIECE = re.compile(r"[，,；;。：:、！？!?\s]+")
_SERIAL = re.compile(r"[\s\d一二三四五六七八九十.、（）()]*")
_ALIKE = 50.0
_GRAM = 4
_COMMON = 24
_NEAREST = 4
_MARK = "\x1f"


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence of a paragraph, or a row of a table."""

    passage: Passage
    pieces: tuple[str, ...]
    """What stands between its commas: punctuation, white space and its article's number do not count."""
    is_row: bool = False

    @property
    def label(self) -> str:
        """What a row is about: its first cell that is no serial number."""
        cells = self.passage.text.split("\t") if self.is_row else []
        return next((cell.strip() for cell in cells if not _SERIAL.fullmatch(cell)), "")


def units(reading: Reading) -> list[Unit]:
    """The sentences and rows of a body in order."""
    found = []
    for passage, block in zip(reading.blocks, reading.release.blocks, strict=True):
        is_row = bool(block.rows)
        for part in passage.cut(_ROW if is_row else _SENTENCE):
            pieces = _ARTICLE.sub("", part.text).split("\t") if is_row else _PIECE.split(_ARTICLE.sub("", part.text))
            if kept := tuple("".join(piece.split()) for piece in pieces if is_row or piece):
                found.append(Unit(part, kept, is_row))
    return found


def paired(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[list[tuple[Unit | None, Unit | None]], float]:
    """What differs, in the order of the new text and then what it lacks; and the share of both texts that meets.

    Time grows with the length of the texts.
    """
    left, right = _without_equal(old, new)
    left, right = _without_resplit(left, right)
    same = _total(old) - _total(left) + _total(new) - _total(right)
    meets = dict(_meeting(left, right))
    gone = set(meets.values())
    changed: list[tuple[Unit | None, Unit | None]] = [
        (left[meets[at]] if at in meets else None, unit) for at, unit in enumerate(right)
    ]
    changed += [(unit, None) for at, unit in enumerate(left) if at not in gone]
    alike = same + sum(len(unit.passage.text) for pair in changed if None not in pair for unit in pair if unit)
    return changed, alike / max(1, _total(old) + _total(new))


def _without_equal(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Equal sentences are the same wherever they stand."""
    common = Counter(unit.pieces for unit in old) & Counter(unit.pieces for unit in new)
    return list(_beyond(old, common)), list(_beyond(new, common))


def _beyond(part: Sequence[Unit], common: Counter[tuple[str, ...]]) -> Iterator[Unit]:
    met: Counter[tuple[str, ...]] = Counter()
    for unit in part:
        met[unit.pieces] += 1
        if met[unit.pieces] > common[unit.pieces]:
            yield unit


def _without_resplit(left: list[Unit], right: list[Unit]) -> tuple[list[Unit], list[Unit]]:
    """Sentences that were only cut or joined otherwise are in both texts whole, piece by piece."""
    there, here = _Run(left), _Run(right)
    old, new = [here.covering(unit) for unit in left], [there.covering(unit) for unit in right]
    kept_left = [unit for unit, cover in zip(left, old, strict=True) if not (cover and all(new[at] for at in cover))]
    kept_right = [unit for unit, cover in zip(right, new, strict=True) if not (cover and all(old[at] for at in cover))]
    return kept_left, kept_right


class _Run:
    """A text's sentences as one run of pieces."""

    def __init__(self, part: Sequence[Unit]) -> None:
        said = [_MARK.join(unit.pieces) + _MARK for unit in part]
        self._text = _MARK + "".join(said)
        self._starts = [0, *accumulate(map(len, said))]

    def covering(self, unit: Unit) -> range:
        """The sentences that hold all its pieces, one after the other."""
        said = _MARK + _MARK.join(unit.pieces) + _MARK
        at = self._text.find(said)
        if at < 0:
            return range(0)
        return range(bisect_right(self._starts, at) - 1, bisect_right(self._starts, at + len(said) - 2))


def _meeting(left: Sequence[Unit], right: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Places in the new text and in the old, the likest first, none twice."""
    scale = len(left) / max(1, len(right))
    found = sorted((-alike, abs(i - j * scale), j, i) for j, i, alike in _likely(left, right) if alike >= _ALIKE)
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, _, j, i in found:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            yield j, i


def _likely(left: Sequence[Unit], right: Sequence[Unit]) -> Iterator[tuple[int, int, float]]:
    """Of each new sentence the old ones that share most of its rarer pieces of four characters."""
    holders: dict[str, list[int]] = defaultdict(list)
    for i, unit in enumerate(left):
        for gram in _grams(unit):
            holders[gram].append(i)
    for j, unit in enumerate(right):
        votes = Counter(
            i for gram in _grams(unit) if len(holders.get(gram, ())) <= _COMMON for i in holders.get(gram, ())
        )
        for i, _ in votes.most_common(_NEAREST):
            yield j, i, _alike(left[i], unit)


def _alike(old: Unit, new: Unit) -> float:
    """Rows of one name meet, whatever their figures are."""
    if old.is_row != new.is_row:
        return 0.0
    same_row = bool(new.label) and old.label == new.label
    return 100.0 if same_row else fuzz.ratio("".join(old.pieces)[:600], "".join(new.pieces)[:600])


def _grams(unit: Unit) -> set[str]:
    said = f"\t{unit.label}\t" if unit.is_row else "".join(unit.pieces)[:600]
    return {said[at : at + _GRAM] for at in range(max(1, len(said) - _GRAM + 1))}


def _total(part: Sequence[Unit]) -> int:
    return sum(len(unit.passage.text) for unit in part)
