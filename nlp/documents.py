"""Releases that are the same text are one document; equal titles of another city, year or stage never are."""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from zlib import crc32

from nlp.doc_numbers import normal
from nlp.gazetteer import names
from nlp.titles import about_another, bare, is_draft, years
from warehouse.models import Release

_GRAM = 6
_SKETCH = 256
_PROBES = 12
_BUCKET = 40
_SHORT = 100
_NOISE = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]+")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?|[一二三四]季度|上半年|下半年|前三季度")


@dataclass(frozen=True)
class _Facts:
    """What decides whether two releases are one."""

    release: Release
    title: str
    title_numbers: frozenset[str]
    title_years: frozenset[str]
    number: str
    stage: tuple[bool, bool]
    homes: frozenset[str]
    """The place that title and text name most."""
    length: int
    sketch: array[int]
    """The smallest hashes of the text's six-character pieces: their overlap estimates that of the texts."""
    figures: frozenset[str]


def group(releases: Iterable[Release]) -> dict[str, str]:
    """Release id to document id: the id of its first member by day of publication, then by id."""
    facts = {release.id: _facts(release) for release in releases}
    parents = {key: key for key in facts}
    for left, right in _candidates(facts):
        a, b = _root(parents, left), _root(parents, right)
        if a != b and _same(facts[left], facts[right]):
            parents[max(a, b)] = min(a, b)
    members: dict[str, list[str]] = defaultdict(list)
    for key in facts:
        members[_root(parents, key)].append(key)
    firsts = {root: min(keys, key=lambda key: _order(facts[key].release)) for root, keys in members.items()}
    return {key: firsts[_root(parents, key)] for key in facts}


def similarity(left: Release, right: Release) -> float:
    """Estimated share of common six-character pieces of two texts, 0 to 1."""
    return _jaccard(_sketch(_squeezed(left.text)), _sketch(_squeezed(right.text)))


def _order(release: Release) -> tuple[date, str]:
    return release.published or release.written or date.max, release.id


def _facts(release: Release) -> _Facts:
    text = _squeezed(release.text)
    title = bare(release.title)
    return _Facts(
        release=release,
        title=title,
        title_numbers=frozenset(_NUMBERS.findall(title)),
        title_years=years(release.title),
        number=normal(release.doc_number) if release.doc_number else "",
        stage=(is_draft(release.title), about_another(release.title)),
        homes=_homes(release),
        length=len(text),
        sketch=_sketch(text),
        figures=frozenset(_NUMBERS.findall(release.text)),
    )


def _homes(release: Release) -> frozenset[str]:
    """Places of the title; where it names none, the place that the first part of the text names most."""
    titled = frozenset(name.code for name in names(release.title) if not name.is_region)
    counts = Counter(name.code for name in names(release.text[:1500]) if not name.is_region)
    return titled or frozenset(code for code, _ in counts.most_common(1))


def _candidates(facts: dict[str, _Facts]) -> Iterator[tuple[str, str]]:
    """Pairs worth comparing: equal number, equal title or a common rare piece of text."""
    buckets: dict[tuple[str, str | int], list[str]] = defaultdict(list)
    for key, fact in facts.items():
        probes = [("text", value) for value in fact.sketch[:_PROBES]]
        for bucket in [*probes, *_names(fact)]:
            held = buckets[bucket]
            yield from ((other, key) for other in held)
            if len(held) < _BUCKET:
                held.append(key)


def _names(fact: _Facts) -> list[tuple[str, str | int]]:
    named: list[tuple[str, str | int]] = [("title", fact.title)] if len(fact.title) >= 6 else []
    return [*named, ("number", fact.number)] if fact.number else named


def _same(a: _Facts, b: _Facts) -> bool:
    if _conflict(a, b):
        return False
    if a.number and a.number == b.number and (a.title in b.title or b.title in a.title):
        return True
    likeness = _jaccard(a.sketch, b.sketch)
    if min(a.length, b.length) < _SHORT:
        near = _apart(a, b) <= timedelta(days=45) and a.title == b.title
        return near and (min(a.length, b.length) == 0 or likeness >= 0.6)
    if likeness >= 0.999:
        return True
    return likeness >= 0.7 and _overlap(a.figures, b.figures) >= 0.8 and _apart(a, b) <= timedelta(days=200)


def _conflict(a: _Facts, b: _Facts) -> bool:
    """Whether number, stage, place, year or day of writing says that they are two."""
    differ = (
        a.stage != b.stage,
        a.number and b.number and a.number != b.number,
        a.homes and b.homes and not a.homes & b.homes,
        a.title_years and b.title_years and a.title_years != b.title_years,
        a.title_numbers and b.title_numbers and a.title_numbers != b.title_numbers,
        a.release.written and b.release.written and a.release.written != b.release.written and a.number != b.number,
    )
    return any(differ)


def _apart(a: _Facts, b: _Facts) -> timedelta:
    """No time at all where one gives no day."""
    left, right = a.release.published or a.release.written, b.release.published or b.release.written
    return abs(left - right) if left and right else timedelta(0)


def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """The part of the smaller set that the other has too: a repost may add figures of its own."""
    return len(left & right) / min(len(left), len(right)) if left and right else 1.0


def _squeezed(text: str) -> str:
    return _NOISE.sub("", text)


def _sketch(text: str) -> array[int]:
    pieces = {crc32(text[at : at + _GRAM].encode()) for at in range(max(1, len(text) - _GRAM + 1))} if text else set()
    return array("L", nsmallest(_SKETCH, pieces))


def _jaccard(left: array[int], right: array[int]) -> float:
    """Of the smallest hashes of both together, the share that both have."""
    if not left or not right:
        return 0.0
    common = set(left) & set(right)
    union = nsmallest(_SKETCH, set(left) | set(right))
    return len(common & set(union)) / len(union)


def _root(parents: dict[str, str], key: str) -> str:
    while parents[key] != key:
        parents[key] = parents[parents[key]]
        key = parents[key]
    return key
