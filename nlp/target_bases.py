"""The year that a change is counted from: 比2025年下降8%, 以2020年为基准, 同比."""

from __future__ import annotations

import re

from nlp.dates import When
from nlp.quantities import Quantity
from nlp.vocabulary import pattern

_YEARLY = re.compile("[年期]")
"""Without one of these no base is named."""


def base_year(text: str, quantity: Quantity, due: When | None, told: int | None) -> int | None:
    """Of its own clause, else of the words before it, else the year `told` earlier in the sentence."""
    here = named_base(quantity.after) if not quantity.after.startswith("，") else None
    for words in (text[quantity.clause : quantity.start], text[: quantity.clause]):
        if year := named_base(words):
            return year
        if here:
            return here
        if pattern("targets", "base_last").search(words):
            return due.last.year - 1 if due and due.first.year == due.last.year else None
    return told


def named_base(text: str) -> int | None:
    """The last base year that is named."""
    found = list(pattern("targets", "base").finditer(text)) if _YEARLY.search(text) else []
    return int(found[-1]["base"] or found[-1]["based"] or found[-1]["bracketed"]) if found else None


def without_bases(words: str) -> str:
    """The words without what a change is counted from and without the number that it starts at."""
    if _YEARLY.search(words):
        words = pattern("targets", "base_mean").sub("", pattern("targets", "base").sub("", words))
    return pattern("targets", "starting").sub("", pattern("targets", "base_last").sub("", words))
