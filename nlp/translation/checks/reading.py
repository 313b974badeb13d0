"""The known words of a Chinese text, found in one pass, with the forms that each may take in translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from nlp.scanner import Scanner
from nlp.translation.checks.figures import DOC_NUMBER
from nlp.translation.offline.han import japanese
from nlp.translation.offline.lexicon import lexicon
from nlp.translation.offline.tables import rules
from nlp.translation.terms import matched
from warehouse import reference
from warehouse.reference import Term


class Asked(NamedTuple):
    """A term or place that the translation must have in one of these forms."""

    zh: str
    ja: tuple[str, ...]
    en: tuple[str, ...]
    category: str


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word of the source."""

    zh: str
    weight: int
    """Characters that mean something."""
    forms: tuple[str, ...]
    """Japanese that may stand for it; the last is its own characters."""
    asked: tuple[Asked, ...]
    action: bool
    """A verb that a heading may begin with."""
    en: tuple[str, ...] = ()
    """Beginnings of the English words that may stand for it."""


Sentence = tuple[tuple[Word, ...], ...]
"""Words by clause."""

_SENTENCE = re.compile("[。；]")
_PART = re.compile("[，：]")
_EMPTY = frozenset(
    "的了之其和与及或等对将把被并在自由于为以从向到则而且也都就所者这那该各本此不无未有是要可应当须会能得上中下内外前后左右高低于超至到时间个项条家座处件种次些多少大小进行"
)


@lru_cache(maxsize=2048)
def read(source: str) -> tuple[Sentence, ...]:
    """Sentences of clauses of words; numbers, units and document numbers are left out."""
    bare = _measured().sub("", DOC_NUMBER.sub("", source) if "号" in source else source)
    return tuple(
        tuple(tuple(_words(part)) for part in _PART.split(sentence) if part)
        for sentence in _SENTENCE.split(bare)
        if sentence
    )


@cache
def _measured() -> re.Pattern[str]:
    """Numbers in Han and units: other checks read them."""
    units = [form for row in rules("figures.yml")["units"].values() for form in row["zh"] if len(form) > 1]
    longest = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    return re.compile(
        f"\\d+(?:{longest})|(?:^|(?<=（))(?:{longest})(?=）|$)|百分之|[一二两三四五六七八九十百千万亿〇零]+(?:[成倍年月日天项件家座个]|分之)"
    )


def _words(part: str) -> Iterator[Word]:
    at = 0
    for start, end, _, word in _scanner().find(part):
        yield from map(_single, part[at:start])
        yield word
        at = end
    yield from map(_single, part[at:])


@lru_cache(maxsize=16384)
def _single(char: str) -> Word:
    return Word(char, _weight(char), (japanese(char),), (), False)


def _weight(word: str) -> int:
    return sum("\u4e00" <= char <= "\u9fff" and char not in _EMPTY for char in word)


@cache
def _scanner() -> Scanner[Word]:
    forms: dict[str, list[str]] = {}
    for zh, word in lexicon().items():
        forms[zh] = [word.noun, word.action.ja if word.action else ""]
        forms[zh] += [word.modifier.adverb, word.modifier.adnominal] if word.modifier else []
    for term in reference.glossary():
        for zh in (term.zh, *term.aliases):
            forms.setdefault(zh, []).extend((term.ja, *term.variants))
    for zh, ja, _ in places():
        forms.setdefault(zh, []).append(ja)
    for zh in rules("checks.yml")["also"]:
        forms.setdefault(zh, [])
    return Scanner({zh: _word(zh, tuple(said)) for zh, said in forms.items() if len(zh) > 1 and "…" not in zh})


def _word(zh: str, said: tuple[str, ...]) -> Word:
    known = lexicon().get(zh)
    parts = [part for form in said if "・" in form for part in form.split("・") if len(part) > 1]
    stems = [form.rstrip("のになを") for form in (*said, *parts)]
    forms = dict.fromkeys(form for form in (*stems, *rules("checks.yml")["also"].get(zh, ()), japanese(zh)) if form)
    action = bool(known and known.action and known.action.use.startswith("V"))
    return Word(zh, _weight(zh), tuple(forms), tuple(_asked(zh)), action, tuple(_stems(zh)))


_LETTERS = re.compile("[a-z0-9]{2,}")
_LINKS = frozenset(["of", "the", "and", "for", "on", "to", "in", "an", "by", "from", "with", "its"])


def stems(english: str) -> Iterator[str]:
    """The first letters of each word that means something."""
    return (word[:5] for word in _LETTERS.findall(english.lower()) if word not in _LINKS)


def _stems(zh: str) -> Iterator[str]:
    known = lexicon().get(zh)
    said = [*rules("checks.yml")["also_en"].get(zh, ()), *(form for asked in _asked(zh) for form in asked.en)]
    if known:
        said += [known.en, known.action.en if known.action else "", known.action.gerund if known.action else ""]
        said += [known.modifier.en_adverb, known.modifier.en_adjective] if known.modifier else []
    return (stem for english in dict.fromkeys(said) for stem in stems(english))


def is_adverb(zh: str) -> bool:
    """大力, 不断: before the verb of a heading."""
    known = lexicon().get(zh)
    return known is not None and known.modifier is not None


@cache
def english_words() -> frozenset[str]:
    """Every English word of the vocabulary, in small letters."""
    words = (word for known in lexicon().values() for word in _LETTERS.findall(known.en.lower()))
    terms = (word for term in reference.glossary() for word in _LETTERS.findall(term.en.lower()))
    return frozenset((*words, *terms))


# ---------------------------------------------------------------- terms and places


def _asked(zh: str) -> Iterator[Asked]:
    """The term or place that the word is, or the terms inside it."""
    place = _by_place().get(zh)
    if place is not None:
        yield place
    for term in matched(zh):
        if zh.startswith(term.zh) or zh.endswith(term.zh) or len(term.zh) > 3 or term.zh not in zh:
            yield asked(term)


@cache
def asked(term: Term) -> Asked:
    """The forms of a term."""
    ja, en = rules("checks.yml")["also"], rules("checks.yml")["also_en"]
    names = (term.zh, *term.aliases)
    own = (term.ja, *term.variants, *(form for zh in names for form in ja.get(zh, ())), term.abbreviation)
    english = (term.en, term.abbreviation, *(form for zh in names for form in en.get(zh, ())))
    return Asked(
        term.zh,
        tuple(dict.fromkeys(form for form in (*own, *map(japanese, names)) if form)),
        tuple(form.lower() for form in english if form),
        term.category,
    )


_END = re.compile(r"(?:・?(?:チワン族|回族|ウイグル|\w+族)*自治[区州県]|[省市盟]|地区)$")
_ENGLISH_END = re.compile(r" (?:City|Province|Municipality|Prefecture)$")


@cache
def places() -> tuple[tuple[str, str, str], ...]:
    """Chinese, Japanese and English names of places, in full and short."""
    found = []
    for place in reference.places().values():
        if place.level != "country" and len(place.short_zh) > 1:
            short = _END.sub("", place.ja) or place.ja
            english = _ENGLISH_END.sub("", place.en)
            found += [(place.zh, place.ja, english), (place.short_zh, short, english)]
    return tuple(dict.fromkeys(found))


@cache
def _by_place() -> dict[str, Asked]:
    return {
        zh: Asked(zh, tuple(dict.fromkeys((ja, japanese(zh), re.sub("[省市]$", "", ja)))), (en.lower(),), "place")
        for zh, ja, en in places()
    }
