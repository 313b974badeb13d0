"""What a release is about, in the partnerships' own themes, each with the words that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any

from nlp.reading import Passage, Reading
from nlp.scanner import Scanner
from nlp.vocabulary import load
from warehouse.models import Quote, Tag

_MOST_THEMES, _MOST_QUOTES = 8, 4
_GENERAL = "general_air"


def themes(reading: Reading, blocks: frozenset[int]) -> list[Tag]:
    """Themes, strongest first: those with a few words of their own that are no mere trace beside the strongest."""
    points: dict[str, float] = defaultdict(float)
    quotes: dict[str, dict[str, Quote]] = defaultdict(dict)
    for passage, weight in _weighted(reading, blocks):
        for found in _scanner().find(passage.text):
            points[found.meaning] += weight * _weight(found.meaning)
            quotes[found.meaning].setdefault(found.word, passage.part(found.start, found.end))
    half = _rules()["half"]
    ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
    return [
        Tag(id=theme, score=round(value / (value + half), 3), quotes=tuple(quotes[theme].values())[:_MOST_QUOTES])
        for theme, value in ranked
        if not _is_trace(theme, points)
    ][:_MOST_THEMES]


def theme_of(text: str) -> str:
    """The theme most often named in a passage, the narrower and the first of equals; empty when none is."""
    points: dict[str, int] = defaultdict(int)
    for found in _scanner().find(text):
        points[found.meaning] += 1
    return min(points, key=lambda theme: (theme in broad(), -points[theme]), default="")


def broad() -> frozenset[str]:
    """Themes that stand in every text on air: a sentence is about another that it names as often."""
    return frozenset(_rules()["broad"])


def _is_trace(theme: str, points: Mapping[str, float]) -> bool:
    """One word is a trace, and so are few beside the strongest theme, which always is one.

    Where nothing but air in general is named more than once, what is measured is named once: PM2.5, ozone.
    """
    named = max((value for other, value in points.items() if other != _GENERAL), default=0)
    if theme in _rules()["measured"] and named < _rules()["least"]:
        return False
    strongest = max(points.values())
    return points[theme] < min(strongest, max(float(_rules()["least"]), float(_rules()["share"]) * strongest))


def _weight(theme: str) -> float:
    return float(_rules()["general"]) if theme == _GENERAL else 1


def _weighted(reading: Reading, blocks: frozenset[int]) -> list[tuple[Passage, float]]:
    bodies = [
        (part, _rules()["heading"] if reading.release.blocks[part.block].type == "heading" else 1)
        for part in reading.passages(blocks)
    ]
    return [(reading.title, _rules()["title"]), *bodies]


@cache
def _scanner() -> Scanner[str]:
    return Scanner({word: theme for theme, words in _rules()["words"].items() for word in words})


def _rules() -> Any:
    return load("themes")
