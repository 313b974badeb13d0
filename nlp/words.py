"""The words of a text, by jieba with our terms and places added to its dictionary."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from math import inf, log
from typing import cast

import jieba

from nlp.reading import Reading
from nlp.vocabulary import load
from warehouse.reference import glossary, places, regions

_CONTENT = re.compile(r"[\u4e00-\u9fff]{2,}|(?=[A-Za-z0-9.]*[A-Za-z])[A-Za-z][A-Za-z0-9.]+")
OURS = 200_000
"""Frequency given to our terms, so that they are not cut: above any composite of common words."""
_SECTION = re.compile(r"^(.).*(?:\n\1.*)*", re.MULTILINE)
_ANY = re.compile(r"\r\n|.", re.DOTALL)
_FREQUENCY = re.compile(r" (\d+) ")


def words(reading: Reading) -> tuple[str, ...]:
    """Distinct content words of title and body in the order of their first appearance."""
    text = reading.release.title + "\n" + "\n".join(block.text for block in reading.blocks)
    stretches = dict.fromkeys(jieba.re_han_default.findall(text))
    found = dict.fromkeys(word for stretch in stretches for word in tokenizer().cut_stretch(stretch))
    return tuple(word for word in found if _CONTENT.fullmatch(word) and word not in _idle())


class _Weights(dict[str, tuple[float, Callable[[str], float | None]]]):
    """For each character its own weight and those of the words that it begins, by what stands behind it.

    A weight is the logarithm of a word's share. Of jieba's dictionary only those words are read whose first character
    a text has: to read one page then takes no half second.
    """

    def __init__(self, listed: str, ours: Iterable[str]) -> None:
        super().__init__()
        self._listed = listed
        self._sections: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for section in _SECTION.finditer(listed):
            self._sections[section[1]].append(section.span())
        self._ours: dict[str, list[str]] = defaultdict(list)
        for word in ours:
            self._ours[word[0]].append(word)
        total = sum(map(int, _FREQUENCY.findall(listed))) + OURS * sum(map(len, self._ours.values()))
        self.total = log(total)

    def __missing__(self, first: str) -> tuple[float, Callable[[str], float | None]]:
        weights = {word[1:]: log(frequency) - self.total for word, frequency in self._frequencies(first).items()}
        for behind in ["-", *weights]:
            while (behind := behind[:-1]) not in weights:
                weights[behind] = -inf  # the beginning of a longer word, and no word itself
        self[first] = weights.pop(""), weights.get
        return self[first]

    def _frequencies(self, first: str) -> dict[str, int]:
        found: dict[str, int] = {}
        for start, end in self._sections.get(first, ()):
            fields = self._listed[start:end].split()  # word, frequency, part of speech, three by three
            found.update(zip(fields[0::3], map(int, fields[1::3]), strict=True))
        return found | dict.fromkeys(self._ours.get(first, ()), OURS)


class Tokenizer:
    """jieba's way of cutting without the hidden Markov model, found in one pass: the same words in half the time.

    jieba's cache file, which would lie open to others in the temporary folder, is not made.
    """

    def __init__(self, ours: Iterable[str]) -> None:
        with jieba.Tokenizer().get_dict_file() as file:
            self._weights = _Weights(file.read().decode("utf-8"), ours)

    def cut(self, text: str) -> Iterator[str]:
        """All of the text, word for word; what is neither Han, letter nor digit character by character."""
        for number, stretch in enumerate(jieba.re_han_default.split(text)):
            yield from self.cut_stretch(stretch) if number % 2 else _ANY.findall(stretch)

    def cut_stretch(self, stretch: str) -> Iterator[str]:
        """The words of Han characters, letters and digits; those that begin no word of two stay together."""
        ends, at, loose = self._ends(stretch), 0, ""
        while at < len(stretch):
            word = stretch[at : ends[at]]
            at = ends[at]
            if len(word) == 1 and word.isascii() and word.isalnum():
                loose += word
                continue
            if loose:
                yield loose
                loose = ""
            yield word
        if loose:
            yield loose

    def _ends(self, stretch: str) -> list[int]:
        """For each place where its word ends on the likeliest way from there to the end of the stretch."""
        weights, length = self._weights, len(stretch)
        best, ends = [0.0] * (length + 1), [0] * length
        for start in range(length - 1, -1, -1):
            alone, weight = weights[stretch[start]]
            second = start + 1
            most, last = alone + best[second], second
            for end in range(start + 2, length + 1):
                found = weight(stretch[second:end])
                if found is None:
                    break
                if (whole := found + best[end]) >= most:
                    most, last = whole, end
            if most == -inf:
                most, last = best[second] - weights.total, second
            best[start] = most
            ends[start] = last
        return ends


@cache
def tokenizer() -> Tokenizer:
    """jieba with our terms, made once."""
    return Tokenizer(terms())


def terms() -> set[str]:
    """Chinese terms of two characters and more: glossary, places, regions and the words of our rules."""
    found = {term.zh for term in glossary()} | {place.zh for place in places().values()}
    found |= {place.short_zh for place in places().values()} | {region.zh for region in regions().values()}
    found |= {word for ours in load("themes")["words"].values() for word in ours}
    return {term for term in found if _CONTENT.fullmatch(term) and len(term) <= 12}


@cache
def _idle() -> frozenset[str]:
    return frozenset(cast("list[str]", load("idle_words")))
