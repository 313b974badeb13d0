"""Releases that are the same text are one document; equal titles of another city, year or stage never are."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product
from zlib import crc32

from nlp import sketches
from nlp.sameness import Facts, facts, in_conflict, likeness, mark
from warehouse.models import Release

_BESIDE = 40
_INDEX = (1 << 32) - 1


def group(releases: Iterable[Release]) -> dict[str, str]:
    """Release id to document id: the id of its first member by day of publication, then by id.

    The order of the releases does not matter; time grows with their number. Of each only its facts are held.
    """
    return grouped(facts(release) for release in releases)


def grouped(releases: Iterable[Facts]) -> dict[str, str]:
    """The same of releases whose facts are known."""
    found = list(releases)
    known = sorted({fact.id: fact for fact in found}.values(), key=lambda f: (f.title, f.published or date.max, f.id))
    clusters = _Clusters(known)
    for left, right in _alike(known):
        clusters.join(left, right)
    documents = {fact.id: clusters.first(index) for index, fact in enumerate(known)}
    return {fact.id: documents[fact.id] for fact in found}


def similarity(left: Release, right: Release) -> float:
    """Estimated share of common six-character pieces of two texts, 0 to 1."""
    a, b = (sketches.sketch(sketches.squeezed(release.text)) for release in (left, right))
    return sketches.likeness(a, b)


def _alike(known: Sequence[Facts]) -> list[tuple[int, int]]:
    """Pairs that are one document by themselves, the surest first."""
    sure = ((likeness(known[left], known[right]), left, right) for left, right in _candidates(known))
    return [(left, right) for _, left, right in sorted((-share, left, right) for share, left, right in sure if share)]


def _candidates(known: Sequence[Facts]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: equal number, equal title or a common rare piece of text.

    Of what very many have in common, each is compared with those beside it in the order of titles and days.
    """
    marks = array("Q", sorted(probe << 32 | index for index, fact in enumerate(known) for probe in set(_probes(fact))))
    for index, fact in enumerate(known):
        found: set[int] = set()
        for probe in set(_probes(fact)):
            end = bisect_left(marks, probe << 32 | index)
            start = bisect_left(marks, probe << 32, max(0, end - _BESIDE), end)
            found.update(mark & _INDEX for mark in marks[start:end])
        yield from ((other, index) for other in found)


def _probes(fact: Facts) -> Iterator[int]:
    yield from sketches.probes(fact.sketch)
    if len(fact.title) >= 6:
        yield crc32(b"title " + fact.title.encode())
    if fact.number:
        yield crc32(b"number " + fact.number.encode())


class _Clusters:
    """Documents as they grow; two are never joined when a member of the one contradicts a member of the other."""

    def __init__(self, known: Sequence[Facts]) -> None:
        self._known = known
        self._parents = list(range(len(known)))
        self._firsts = [_order(fact) for fact in known]
        self._kinds: dict[int, dict[tuple[object, ...], Facts]] = defaultdict(dict)
        for index, fact in enumerate(known):
            self._kinds[index][mark(fact)] = fact

    def join(self, left: int, right: int) -> None:
        a, b = self._root(left), self._root(right)
        if a == b or any(in_conflict(x, y) for x, y in product(self._kinds[a].values(), self._kinds[b].values())):
            return
        self._parents[b] = a
        self._kinds[a].update(self._kinds.pop(b))
        self._firsts[a] = min(self._firsts[a], self._firsts[b])

    def first(self, index: int) -> str:
        """The id of the document's first member."""
        return self._firsts[self._root(index)][1]

    def _root(self, index: int) -> int:
        while self._parents[index] != index:
            self._parents[index] = self._parents[self._parents[index]]
            index = self._parents[index]
        return index


def _order(fact: Facts) -> tuple[date, str]:
    return fact.published or date.max, fact.id
