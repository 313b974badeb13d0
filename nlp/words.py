"""The words of a text, by jieba with our terms and places added to its dictionary."""

from __future__ import annotations

import re
from functools import cache
from typing import cast

import jieba

from nlp.reading import Reading
from nlp.vocabulary import load
from warehouse.reference import glossary, places, regions

_CONTENT = re.compile(r"[\u4e00-\u9fff]{2,}|(?=[A-Za-z0-9.]*[A-Za-z])[A-Za-z][A-Za-z0-9.]+")
_OURS = 200_000
"""Frequency given to our terms, so that they are not cut: above any composite of common words."""


def words(reading: Reading) -> tuple[str, ...]:
    """Distinct content words of title and body in the order of their first appearance."""
    text = reading.release.title + "\n" + "\n".join(block.text for block in reading.blocks)
    found = dict.fromkeys(word for word in tokenizer().cut(text, HMM=False) if _CONTENT.fullmatch(word))
    return tuple(word for word in found if word not in _idle())


@cache
def tokenizer() -> jieba.Tokenizer:
    """An own tokenizer; built in memory, since jieba's cache file would lie open to others in the temporary folder."""
    made = jieba.Tokenizer()
    made.FREQ, made.total = _frequencies(made)
    made.initialized = True
    for term in _terms():
        made.add_word(term, _OURS)
    return made


def _frequencies(made: jieba.Tokenizer) -> tuple[dict[str, int], int]:
    """jieba's word list, every beginning of a word included with frequency 0, as its graph search needs it."""
    with made.get_dict_file() as file:
        fields = file.read().decode("utf-8").split()  # word, frequency, part of speech, three by three
    known = dict(zip(fields[0::3], map(int, fields[1::3]), strict=True))
    total = sum(known.values())
    for word in list(known):
        beginning = word[:-1]
        while beginning and beginning not in known:
            known[beginning] = 0
            beginning = beginning[:-1]
    return known, total


def _terms() -> set[str]:
    """Chinese terms of two characters and more: glossary, places, regions and the words of our rules."""
    terms = {term.zh for term in glossary()} | {place.zh for place in places().values()}
    terms |= {place.short_zh for place in places().values()} | {region.zh for region in regions().values()}
    terms |= {word for ours in load("themes")["words"].values() for word in ours}
    return {term for term in terms if _CONTENT.fullmatch(term) and len(term) <= 12}


@cache
def _idle() -> frozenset[str]:
    return frozenset(cast("list[str]", load("idle_words")))
