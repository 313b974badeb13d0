"""Texts that differ only in numbers and places: one key for all of them, and one made of another."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from nlp.doc_numbers import doc_numbers
from nlp.translation.normalise import normalise
from nlp.translation.offline.slots import number
from warehouse import reference
from warehouse.models import Language, made_id

_KINDS = ("docno", "period", "ordinal", "place", "number")
_SIGNS = dict(zip(_KINDS, "\ue000\ue001\ue002\ue003\ue004", strict=True))
"""`normalise` leaves no private character in a text."""
_FIRST = 0xF0000
_NAMED = re.compile(r"[A-Z]{2,5}(?:/[A-Z]{1,2})?[ -]?\d[\d.]*(?:[—-]\d+)*|[A-Za-z][\d.₀-₉]+")
"""PM2.5, GB/T 3095—2012: the figures are part of a name."""
_PERIOD = re.compile(
    r"(?<=“)十[一二三四五六七八九]五(?=”)|(?<![\u4e00-\u9fff])十[一二三四五六七八九]五(?=规划|期间|时期|末)"
)
_ORDINAL = re.compile(r"第([一二三四五六七八九十百]+)([编章节条款项])")
_NUMBER = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?(?![\d.,]*\d)")
_PLACE = re.compile("[省市区县州盟旗]")
_SHORTEST, _LONGEST = 3, 15
_PARTS_JA = {"编": "編", "节": "節", "项": "項"}
_PARTS_EN = {"编": "Part", "章": "Chapter", "节": "Section", "条": "Article", "款": "paragraph", "项": "item"}
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAST_HAN = 6
"""Characters that must stand beside what is masked: 2026年目标 says too little to be anything's model."""


@dataclass(frozen=True, slots=True)
class Token:
    """What is masked, where it stands."""

    kind: str
    zh: str
    start: int
    end: int
    is_month: bool = False


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """What is masked in a normalised text, in its order."""
    found: list[Token] = []
    taken = [match.span() for match in _NAMED.finditer(text)]
    for token in _candidates(text):
        if all(token.end <= start or end <= token.start for start, end in taken):
            taken.append((token.start, token.end))
            found.append(token)
    return tuple(sorted(found, key=lambda token: token.start))


def _candidates(text: str) -> Iterator[Token]:
    yield from (Token("docno", text[n.start : n.end], n.start, n.end) for n in doc_numbers(text))
    for kind, pattern in (("period", _PERIOD), ("ordinal", _ORDINAL)):
        yield from (Token(kind, match[0], *match.span()) for match in pattern.finditer(text))
    yield from _places(text)
    for match in _NUMBER.finditer(text):
        yield Token("number", match[0], *match.span(), is_month=text.startswith("月", match.end()))


def _places(text: str) -> Iterator[Token]:
    """Full names only: 朝阳区, never 朝阳."""
    end = 0
    for match in _PLACE.finditer(text):
        longest = min(_LONGEST, match.end() - end)
        for start in range(match.end() - longest, match.end() - _SHORTEST + 1):
            if text[start : match.end()] in _names():
                end = match.end()
                yield Token("place", text[start:end], start, end)
                break


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Japanese and English by full name; without those that two places bear differently."""
    found: dict[str, set[tuple[str, str]]] = {}
    for place in reference.places().values():
        if place.level != "country" and len(place.zh) >= _SHORTEST:
            found.setdefault(place.zh, set()).add((place.ja, place.en))
    return {zh: next(iter(said)) for zh, said in found.items() if len(said) == 1}


def masked_id(source: str) -> str:
    """The same for texts that differ in nothing but what is masked; empty where too little else, or nothing, is."""
    text = normalise(source)
    found = tokens(text)
    if not found:
        return ""
    key, at = [], 0
    for token in found:
        key += [text[at : token.start], _SIGNS[token.kind]]
        at = token.end
    bare = "".join([*key, text[at:]])
    return made_id("masked", bare) if len(_HAN.findall(bare)) >= _LEAST_HAN else ""


class NotRefillableError(ValueError):
    """A translation that cannot be made of another's: the text says what could not be told apart."""


def refilled(old: str, text: str, new: str, lang: Language) -> tuple[str, tuple[str, ...]]:
    """`text`, which translates `old`, as the translation of `new`, and what was changed as `old→new`.

    Both sources are normalised and of one `masked_id`. Raises NotRefillableError.
    """
    before, after = tokens(old), tokens(new)
    swaps = _swaps(before, after, lang)
    counts = Counter((token.kind, token.zh) for token in before)
    fills: list[str] = []
    for kind, zh in sorted(counts, key=lambda key: (_KINDS.index(key[0]), -len(key[1]), key[1])):
        text = _held(text, swaps[kind, zh], counts[kind, zh], fills, lang)
    done = "".join(fills[ord(char) - _FIRST] if _FIRST <= ord(char) < _FIRST + len(fills) else char for char in text)
    changed = dict.fromkeys(f"{a.zh}→{b.zh}" for a, b in zip(before, after, strict=True) if a.zh != b.zh)
    return done, tuple(changed)


def _swaps(before: tuple[Token, ...], after: tuple[Token, ...], lang: Language) -> dict[tuple[str, str], _Swap]:
    found: dict[tuple[str, str], _Swap] = {}
    for old, new in zip(before, after, strict=True):
        known = found.setdefault((old.kind, old.zh), (old, new))
        if known[1].zh != new.zh or known[0].is_month != old.is_month:
            raise NotRefillableError(f"{old.zh} becomes both {known[1].zh} and {new.zh}")
        if lang == "en" and (old.zh == "1") != (new.zh == "1"):
            raise NotRefillableError(f"{old.zh} and {new.zh} are not both one")
    return found


_Swap = tuple[Token, Token]


def _held(text: str, swap: _Swap, count: int, fills: list[str], lang: Language) -> str:
    """The text with every form of the old token held out; all that the source has must be there, and no more."""
    old, new = (_forms(token, lang) for token in swap)
    found = 0
    for before, after in zip(old, new, strict=True):
        fills.append(after)
        text, times = _pattern(swap[0].kind, before).subn(chr(_FIRST + len(fills) - 1), text)
        found += times
    if found != count:
        raise NotRefillableError(
            f"{swap[0].zh} stands {count} times in the source and {found} times in its translation"
        )
    return text


@lru_cache(maxsize=4096)
def _pattern(kind: str, form: str) -> re.Pattern[str]:
    if kind == "number":
        return re.compile(rf"(?<![\d.,A-Za-z]){re.escape(form)}(?![\d]|[.,]\d|st|nd|rd|th)")
    return re.compile(re.escape(form))


def _forms(token: Token, lang: Language) -> tuple[str, ...]:
    """How a translation may say it: as many forms for every token of a kind."""
    if token.kind == "docno":
        return token.zh, token.zh.replace("〔", "[").replace("〕", "]")
    if token.kind == "place":
        return (_names()[token.zh][lang == "en"],)
    if token.kind == "period":
        count = 10 + number(token.zh[1])
        return (
            (f"{count}th Five-Year Plan",)
            if lang == "en"
            else (f"第{count}次5カ年計画", f"第{count}次五カ年計画", token.zh)
        )
    if token.kind == "ordinal":
        return _ordinal(token.zh, lang)
    if token.is_month and lang == "en":
        return (month_name[int(token.zh)] if token.zh.isdigit() and 1 <= int(token.zh) <= 12 else token.zh,)
    bare = token.zh.replace(",", "")
    return bare, _with_commas(bare)


def _with_commas(bare: str) -> str:
    whole, dot, part = bare.partition(".")
    return f"{int(whole):,}{dot}{part}"


def _ordinal(zh: str, lang: Language) -> tuple[str, ...]:
    count, part = number(zh[1:-1]), zh[-1]
    if lang == "en":
        return f"{_PARTS_EN[part]} {count}", f"{_PARTS_EN[part].lower()} {count}"
    said = _PARTS_JA.get(part, part)
    return f"{zh[:-1]}{said}", f"第{count}{said}"
