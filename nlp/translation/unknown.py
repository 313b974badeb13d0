"""Words of a month that no vocabulary knows, the most worth a term first: the lever of the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from math import log10
from typing import Literal, NamedTuple

import jieba

from nlp.analysis import analyse
from nlp.gazetteer import names
from nlp.translation.normalise import normalise
from nlp.translation.offline.protect import protect
from nlp.translation.offline.tables import rules
from nlp.translation.offline.tokens import segmented
from nlp.vocabulary import load
from nlp.words import tokenizer
from warehouse.models import Release

Place = Literal["title", "target", "body"]
_SHORTEST, _LONGEST_EXAMPLE = 2, 120
_HAN = re.compile("[\u4e00-\u9fff]+")
_SENTENCE = re.compile("[^。；！？\n]+")


class Stretch(NamedTuple):
    """Some Chinese, of which release, and where it stands there."""

    release: str
    place: Place
    text: str


class UnknownWord(NamedTuple):
    """A word that no vocabulary knows, with what tells whether it is worth a term."""

    word: str
    releases: int
    titles: int
    """Releases that have it in their title."""
    targets: int
    """Releases that have it in a sentence with a target."""
    example: str
    """The first sentence with it, titles before targets before the rest."""


def stretches(release: Release) -> Iterator[Stretch]:
    """What of a release would be translated: nothing of one that is not on air."""
    analysis = analyse(release)
    if analysis.relevance == "not":
        return
    yield Stretch(release.id, "title", release.title)
    aims = dict.fromkeys(target.quote.text for target in analysis.targets)
    yield from (Stretch(release.id, "target", text) for text in aims)
    for block in release.blocks:
        texts = [block.text, *(cell for row in block.rows for cell in row)]
        yield from (Stretch(release.id, "body", part) for text in texts for part in _SENTENCE.findall(text))


def unknown_words(given: Iterable[Stretch]) -> list[UnknownWord]:
    """The words by worth, those of titles and targets first; each release counts once, where it tells most."""
    weights: dict[Place, int] = load("terms")["weights"]
    best: dict[str, dict[str, Stretch]] = {}
    for stretch in given:
        for word in set(_words(stretch.text)):
            known = best.setdefault(word, {}).setdefault(stretch.release, stretch)
            if weights[stretch.place] > weights[known.place]:
                best[word][stretch.release] = stretch
    told = [_told(word, [*found.values()], weights) for word, found in best.items()]
    return sorted(told, key=lambda one: (not one.titles + one.targets, -_worth(one, weights), one.word))


def _told(word: str, found: list[Stretch], weights: dict[Place, int]) -> UnknownWord:
    first = max(found, key=lambda stretch: weights[stretch.place])  # of equals the first
    places = [stretch.place for stretch in found]
    return UnknownWord(word, len(found), places.count("title"), places.count("target"), _around(first.text, word))


def _worth(word: UnknownWord, weights: dict[Place, int]) -> float:
    """What it counts, less for a word that all the language uses."""
    rest = word.releases - word.titles - word.targets
    counted = word.titles * weights["title"] + word.targets * weights["target"] + rest * weights["body"]
    return counted / (1 + log10(1 + _dictionary().get(word.word, (0, ""))[0]))


def _around(text: str, word: str) -> str:
    at = max(0, text.find(word) - _LONGEST_EXAMPLE // 2)
    return text[at : at + _LONGEST_EXAMPLE].strip()


def _words(text: str) -> Iterator[str]:
    """Unknown words of a text; no numbers, places or names of people."""
    plain = normalise(text)
    for name in reversed([*names(plain)]):
        plain = plain[: name.start] + "，" + plain[name.end :]
    held, before = protect(plain), ""
    for piece in segmented(held, held.text):
        for word in _pieces(piece) if isinstance(piece, str) else ():
            if not _is_name(word, before):
                yield word
            before = word
        before = before if isinstance(piece, str) else piece.zh


def _pieces(stretch: str) -> Iterator[str]:
    """Its words by jieba; characters that are none together make one."""
    idle = load("terms")
    for part in _HAN.findall(stretch):
        for single, group in groupby(tokenizer().cut(part), key=lambda word: len(word) == 1):
            for word in ["".join(group).strip(idle["edges"])] if single else group:
                if len(word) >= _SHORTEST and not _is_idle(word):
                    yield word


def _is_idle(word: str) -> bool:
    """A function word, a verb of everyday, or what the rules for titles and targets say themselves (力争, 降至)."""
    idle = load("terms")
    often, part = _dictionary().get(word, (0, ""))
    everyday = part in idle["common"]["classes"] and often >= idle["common"]["from"]
    return everyday or part in idle["classes"] or word in _grammar()


@cache
def _grammar() -> frozenset[str]:
    """Wording of targets, brackets behind titles."""
    lists = (table for table in rules("targets.yml").values() if isinstance(table, dict))
    return frozenset((*(word for table in lists for word in table), *rules("grammar.yml")["tails"]))


def _is_name(word: str, before: str) -> bool:
    """A place that jieba's dictionary knows, a township, a post, or a person behind one."""
    idle = load("terms")
    posted = word in idle["posts"] or (before.endswith(tuple(idle["posts"])) and len(word) in (2, 3))
    stem = _class(word) or _class(word[:-1])
    return posted or stem.startswith(tuple(idle["names"])) or bool(re.fullmatch(idle["townships"], word))


@cache
def _dictionary() -> dict[str, tuple[int, str]]:
    """How often a word is met in all kinds of Chinese, and its part of speech, by jieba's dictionary."""
    with jieba.dt.get_dict_file() as file:
        rows = (line.decode("utf-8").split() for line in file)
        return {word: (int(frequency), part) for word, frequency, part in rows}


def _class(word: str) -> str:
    """Its part of speech, or nothing."""
    return _dictionary().get(word, (0, ""))[1]
