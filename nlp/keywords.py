"""Key words in the monthly report's order: place, pollutant, sector."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from nlp.reading import TITLE, Reading
from nlp.scanner import Scanner
from nlp.vocabulary import load
from warehouse.models import PlaceTag
from warehouse.reference import places


def keywords(reading: Reading, tags: Iterable[PlaceTag], blocks: frozenset[int]) -> tuple[str, ...]:
    """Chinese terms: two issuing places, three pollutants, three sectors, one instrument, the commonest of each."""
    issuing = dict.fromkeys(places()[tag.place].short_zh for tag in tags if tag.reason == "issuer" and not tag.via)
    counts: dict[str, Counter[str]] = {group: Counter() for group in _rules()["most"]}
    for passage in (reading.title, *reading.passages(blocks)):
        for found in _scanner().find(passage.text):
            group, term = found.meaning
            counts[group][term] += 5 if passage.block == TITLE else 1
    if counts["pollutants"] or counts["sectors"]:
        counts["general"].clear()
    terms = [term for group in counts for term in _commonest(counts[group], _rules()["most"][group])]
    return (*list(issuing)[:2], *dict.fromkeys(terms))


def _commonest(counts: Counter[str], most: int) -> Iterator[str]:
    least = _rules()["least"] * max(counts.values(), default=0)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return (term for term, count in ranked[:most] if count >= least)


@cache
def _scanner() -> Scanner[tuple[str, str]]:
    """Each word stands for the term that heads its line."""
    lines = {group: _rules()[group] for group in _rules()["most"]}
    return Scanner({word: (group, words[0]) for group, terms in lines.items() for words in terms for word in words})


def _rules() -> Any:
    return load("keywords")
