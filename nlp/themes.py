"""What a release is about, in the partnerships' own themes, each with the words that say so."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from nlp.reading import Passage, Reading
from nlp.scanner import Scanner
from nlp.vocabulary import load
from warehouse.models import Quote, Tag

TITLE_POINTS, HEADING_POINTS = 5, 2
_HALF = 6
_LEAST = 3
_SHARE = 0.12
_MOST_THEMES, _MOST_QUOTES = 8, 4


def themes(reading: Reading, blocks: frozenset[int]) -> list[Tag]:
    """Themes, strongest first: those with a few words of their own that are no mere trace beside the strongest."""
    points: dict[str, float] = defaultdict(float)
    quotes: dict[str, dict[str, Quote]] = defaultdict(dict)
    for passage, weight in _weighted(reading, blocks):
        for found in _scanner().find(passage.text):
            points[found.meaning] += weight
            quotes[found.meaning].setdefault(found.word, passage.part(found.start, found.end))
    least = max([_LEAST, *(_SHARE * value for value in points.values())])
    ranked = sorted(points.items(), key=lambda item: (-item[1], item[0]))
    return [
        Tag(id=theme, score=round(value / (value + _HALF), 3), quotes=tuple(quotes[theme].values())[:_MOST_QUOTES])
        for theme, value in ranked
        if value >= least
    ][:_MOST_THEMES]


def theme_of(text: str) -> str:
    """The theme most often named in a passage; empty when none is."""
    points: dict[str, int] = defaultdict(int)
    for found in _scanner().find(text):
        points[found.meaning] += 1
    return min(points, key=lambda theme: (-points[theme], theme), default="")


def _weighted(reading: Reading, blocks: frozenset[int]) -> list[tuple[Passage, float]]:
    bodies = [
        (reading.blocks[index], HEADING_POINTS if reading.release.blocks[index].type == "heading" else 1)
        for index in sorted(blocks)
    ]
    return [(reading.title, TITLE_POINTS), *bodies]


@cache
def _scanner() -> Scanner[str]:
    return Scanner({word: theme for theme, words in load("themes").items() for word in words})
