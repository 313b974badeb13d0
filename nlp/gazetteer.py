"""Names of places and regions in a text, told from roads, schools and words that only look like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from nlp.scanner import Found, Scanner
from nlp.vocabulary import load
from warehouse.reference import places, regions

_JOINED = re.compile(r"(?:、|和|与|及|以及)?\s*")
_JOINTS = ("、", "和", "及", "与", "，", " ")


class Name(NamedTuple):
    """A name where it stands, with the place's code or the region's id."""

    start: int
    end: int
    code: str
    is_region: bool


def names(text: str) -> Iterator[Name]:
    """Places and key regions named in a text, left to right; the country itself is no place here."""
    after, before = _contexts()
    listed = [
        found
        for found in _scanner().find(text)
        if found.meaning
        and not after.match(text, found.end)
        and not before.search(text[max(0, found.start - 2) : found.start])
    ]
    for index, found in enumerate(listed):
        if found.word not in load("places")["also_words"] or _is_listed(text, listed, index):
            yield Name(found.start, found.end, found.meaning, found.meaning in regions())


def abbreviated(text: str) -> Iterator[Name]:
    """Provinces named by one character each: 津冀两地, 苏皖鲁豫交界."""
    for match in _together().finditer(text):
        for at, character in enumerate(match["each"], match.start()):
            yield Name(at, at + 1, load("places")["short"][character], False)


def _is_listed(text: str, found: list[Found[str]], index: int) -> bool:
    """Whether another name stands right before or after it, joined by 、 or 和."""
    here = found[index]
    left = index > 0 and text[found[index - 1].end : here.start] in ("", *_JOINTS)
    right = index + 1 < len(found) and text[here.end : found[index + 1].start] in _JOINTS
    return left or right


def leading(text: str) -> tuple[Name, ...]:
    """The names that a text begins with, joined by 、 or 和."""
    found: list[Name] = []
    for name in names(text):
        if not _JOINED.fullmatch(text, found[-1].end if found else 0, name.start):
            break
        found.append(name)
    return tuple(found)


@cache
def _contexts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What follows or stands before a name that is only part of another word."""
    words = load("places")
    between = rf"(?:(?!{words['not_within']})[^、，。；：:;,\s\d（()）“”\"《》和与及等的在对由向以为将到]){{0,6}}"
    follows = rf"{words['not_before']}|{between}(?:{words['firm']})|[\u4e00-\u9fff]{{0,2}}(?:{words['dish']})"
    return re.compile(follows), re.compile(words["not_after"])


@cache
def _together() -> re.Pattern[str]:
    words = load("places")
    return re.compile(rf"(?P<each>[{''.join(words['short'])}]{{2,6}})(?={words['together']})")


@cache
def _scanner() -> Scanner[str]:
    words = dict.fromkeys(load("places")["hiding"], "")
    for place in places().values():
        if place.level != "country":
            words[place.zh] = place.code
            words.setdefault(place.short_zh, place.code)
    for region in regions().values():
        words |= dict.fromkeys((region.zh, *region.aliases_zh), region.id)
    return Scanner(words)
