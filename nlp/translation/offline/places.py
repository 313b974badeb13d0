"""Proper places at the beginning of a text, also those that stand in no table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.translation.offline.han import japanese
from nlp.translation.offline.lexicon import Word, lexicon
from nlp.translation.offline.tables import rules

_COUNTY = re.compile(
    r"([\u4e00-\u9fff]{1,6}?)(自治县|自治旗|街道|新区|市|县|区|旗|镇|乡|州(?![区市县]))(?=[\u4e00-\u9fff\ue000-\uf8ff、]|$)"
)
_NAMED_AFTER = re.compile("港(?![口区澳航])|(?:石化|炼化|热电|钢铁)(?:公司|分公司|集团)")
"""宁波港, 兰州石化公司: what bears the name of a place."""
_KINDS = {"自治县": "自治県", "自治旗": "自治旗", "县": "県", "镇": "鎮", "乡": "郷"}
_NEVER = re.compile("[全本各我该等和及的在对于关内外两多某委厅局、]")


def places_before(text: str) -> Iterator[tuple[list[Word], str]]:
    """Every way to read proper places at the beginning, the longest first, with the rest of the text."""
    for word in _candidates(text, inside=False):
        for more, rest in _below(text[len(word.zh) :]):
            yield [word, *more], rest
    yield [], text


def _below(text: str) -> Iterator[tuple[list[Word], str]]:
    for word in _candidates(text, inside=True):
        for more, rest in _below(text[len(word.zh) :]):
            yield [word, *more], rest
    yield [], text


def _candidates(text: str, *, inside: bool) -> Iterator[Word]:
    words, longest = lexicon(), ""
    for size in range(min(len(text), 14), 1, -1):
        if (word := words.get(text[:size])) is None:
            continue
        if not word.place or (longest and longest[size:] not in ("省", "市", "县", "区", "州")):
            return
        longest = longest or word.zh
        if named := _NAMED_AFTER.match(text, size):
            yield Word(zh=word.zh + named[0], noun=word.noun + japanese(named[0]), place=True)
        yield word
    if (county := _county(text, inside=inside)) is not None:
        yield county


def _county(text: str, *, inside: bool) -> Word | None:
    """A county, district or county-level city: its name stands as it is, in Japanese characters.

    Only where no word of the vocabulary is cut by it: 工业园区 and 示范区 are no places.
    """
    match = _COUNTY.match(text)
    if match is None or not _proper(match[1], match[2], inside=inside):
        return None
    return Word(zh=match[0], noun=_named(match[1]) + _KINDS.get(match[2], match[2]), place=True)


def _proper(name: str, kind: str, *, inside: bool) -> bool:
    if _NEVER.search(name) or (len(name) == 1 and not (kind == "县" or (inside and kind in "县区"))):
        return False
    if kind in ("街道", "新区", "镇", "乡", "州") and not inside:
        return False
    bare = _peoples().sub("", name)
    words, sizes = lexicon(), range(2, len(bare) + 2)
    parts = [(bare + kind)[i : i + size] for size in sizes for i in range(len(bare) + len(kind) - size + 1)]
    return len(bare) <= 4 and not any(part in words and not words[part].place for part in parts)


@cache
def _peoples() -> re.Pattern[str]:
    return re.compile("(" + "|".join(sorted(rules("slots.yml")["peoples"], key=len, reverse=True)) + ")")


def _named(name: str) -> str:
    peoples = rules("slots.yml")["peoples"]
    return "".join(peoples.get(part) or japanese(part) for part in _peoples().split(name) if part)
