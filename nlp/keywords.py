"""Key words in the monthly report's order: place, pollutant, sector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from nlp.reading import TITLE, Reading
from nlp.scanner import Scanner
from nlp.vocabulary import load
from warehouse.models import PlaceTag
from warehouse.reference import places

_MOST = {"pollutants": 3, "sectors": 3, "instruments": 1}


def keywords(reading: Reading, tags: Iterable[PlaceTag], blocks: frozenset[int]) -> tuple[str, ...]:
    """Chinese terms: two issuing places, three pollutants, three sectors, one instrument, the commonest of each."""
    issuing = dict.fromkeys(places()[tag.place].short_zh for tag in tags if tag.reason == "issuer" and not tag.via)
    counts: dict[str, Counter[str]] = {group: Counter() for group in _MOST}
    for passage in (reading.title, *(reading.blocks[index] for index in sorted(blocks))):
        for found in _scanner().find(passage.text):
            group, term = found.meaning
            counts[group][term] += 5 if passage.block == TITLE else 1
    terms = [term for group, most in _MOST.items() for term, _ in _ranked(counts[group])[:most]]
    return (*list(issuing)[:2], *dict.fromkeys(terms))


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


@cache
def _scanner() -> Scanner[tuple[str, str]]:
    """Each word stands for the term that heads its line."""
    lines = {group: load("keywords")[group] for group in _MOST}
    return Scanner({word: (group, words[0]) for group, terms in lines.items() for words in terms for word in words})
