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


def themes(reading: Reading, blocks: frozenset[int]) -> list[Tag]:
    """Themes, strongest first: those with a few words of their own that are no mere trace beside the strongest."""
    points: dict[str, float] = defaultdict(float)
    quotes: dict[str, dict[str, Quote]] = defaultdict(dict)
    for passage, weight in _weighted(reading, blocks):
        for found in _scanner().find(passage.text):
            points[found.meaning] += weight * _weight(found.meaning)
            quotes[found.meaning].setdefault(found.word, passage.part(found.start, found.end))
    least = _least(points)
    half = _rules()["half"]
    ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
    return [
        Tag(id=theme, score=round(value / (value + half), 3), quotes=tuple(quotes[theme].values())[:_MOST_QUOTES])
        for theme, value in ranked
        if value >= least
    ][:_MOST_THEMES]


def theme_of(text: str) -> str:
    """The theme most often named in a passage, the narrower and the first of equals; empty when none is."""
    points: dict[str, int] = defaultdict(int)
    for found in _scanner().find(text):
        points[found.meaning] += 1
    return min(points, key=lambda theme: (theme in _rules()["broad"], -points[theme]), default="")


def _least(points: Mapping[str, float]) -> float:
    """Two words are a theme, no trace beside the strongest, which always is one."""
    strongest = max(points.values(), default=0)
    return float(min(strongest, max(_rules()["least"], _rules()["share"] * strongest)))


def _weight(theme: str) -> float:
    return float(_rules()["general"]) if theme == "general_air" else 1


def _weighted(reading: Reading, blocks: frozenset[int]) -> list[tuple[Passage, float]]:
    bodies = [
        (reading.blocks[index], _rules()["heading"] if reading.release.blocks[index].type == "heading" else 1)
        for index in sorted(blocks)
    ]
    return [(reading.title, _rules()["title"]), *bodies]


@cache
def _scanner() -> Scanner[str]:
    return Scanner({word: theme for theme, words in _rules()["words"].items() for word in words})


def _rules() -> Any:
    return load("themes")
