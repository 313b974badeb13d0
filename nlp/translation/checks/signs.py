"""Words that turn a meaning round: negation, bounds, up and down, ban and permission, start and stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from nlp.scanner import Scanner
from nlp.translation.checks.figures import Tongue
from nlp.translation.offline.tables import rules
from warehouse.models import Language

Share = tuple[int, int]
"""How often, at least and at most, a text says an aspect."""
_NONE: Share = (0, 0)
_SHARES: dict[str, Share] = {"": (1, 1), "_maybe": (0, 1), "_twice": (0, 2), "_never": (0, 0)}


class Aspect(NamedTuple):
    """A side on which a meaning can turn; `mode` says how strictly its words are counted."""

    name: str
    mode: str
    opposite: str
    licensed: bool
    """Its Japanese is never said without its Chinese, nor more often."""
    spare: int
    """How much more often all the same."""


def sign_flags(source: str, text: str, lang: Language) -> list[str]:
    """NEG and DIR flags, of the whole and, where sentences answer each other, of each sentence."""
    found = _compared(source, text, lang)
    if len(source) < 24:
        return found
    ours, theirs = sentences(source), sentences(text)
    if len(ours) == len(theirs) > 1:
        for one, other in zip(ours, theirs, strict=True):
            found += _compared(one, other, lang)
    return list(dict.fromkeys(found))


_STOP = re.compile(r"(?<=。)|(?<=[a-z\d%³]\. )(?=[A-Z])")


def sentences(text: str) -> list[str]:
    """Cut at full stops only."""
    return [piece for piece in _STOP.split(text) if piece.strip()]


def _compared(source: str, text: str, lang: Language) -> list[str]:
    ours, theirs = said(source, "zh"), said(text, lang)
    return [
        "NEG" if name == "negation" else f"DIR:{name}"
        for name in dict.fromkeys((*ours, *theirs))
        if _turned(_aspects()[name], ours, theirs)
    ]


def _turned(aspect: Aspect, ours: dict[str, Share], theirs: dict[str, Share]) -> bool:
    (low, high), (given, possible) = ours.get(aspect.name, _NONE), theirs.get(aspect.name, _NONE)
    if aspect.mode == "counted":
        return given > high or possible < low
    if aspect.mode == "kept" and low > 0 and possible == 0:
        return True
    other, its = ours.get(aspect.opposite, _NONE), theirs.get(aspect.opposite, _NONE)
    exchanged = possible < low and its[0] > other[1]
    return exchanged or (aspect.licensed and given > high + (aspect.spare if high else 0))


@cache
def _aspects() -> dict[str, Aspect]:
    return {
        name: Aspect(name, row["mode"], row.get("opposite", ""), row.get("licensed", False), row.get("spare", 0))
        for name, row in rules("signs.yml")["aspects"].items()
    }


@lru_cache(maxsize=2048)
def said(text: str, lang: Tongue) -> dict[str, Share]:
    """What a text says of each aspect."""
    found: dict[str, Share] = {}
    for _, shares in _scanner(lang).words(spaced(text) if lang == "en" else text + "。"):
        for name, (low, high) in shares.items():
            least, most = found.get(name, _NONE)
            found[name] = (least + low, most + high)
    return found


_NAMED = re.compile(r"[A-Za-z]+[0-9₂₃][A-Za-z0-9.]*")
_NO_WORD = re.compile(r"[^A-Za-z-]+")


def spaced(text: str) -> str:
    """Words with two spaces between, so that neighbours do not share one."""
    return " " + _NO_WORD.sub("  ", _NAMED.sub(" ", text.replace("No.", ""))) + " "


@cache
def _scanner(lang: Tongue) -> Scanner[dict[str, Share]]:
    words: dict[str, dict[str, Share]] = {}
    for name, row in rules("signs.yml")["aspects"].items():
        for suffix, share in _SHARES.items():
            for form in _expanded(row.get(lang + suffix, ())):
                words.setdefault(_form(form, lang), {}).setdefault(name, share)
    silent = {_form(form, lang) for form in _expanded(rules("signs.yml")["nothing"][lang])}
    heard = {word: shares if word in silent else _heard(word, words) for word, shares in words.items()}
    return Scanner({form: {} for form in silent} | heard)


def _heard(word: str, words: dict[str, dict[str, Share]]) -> dict[str, Share]:
    """What a word and shorter ones inside it say, but for the opposites of what it says: 不得突破 is no 突破."""
    found = dict(words[word])
    for size in range(len(word) - 1, 0, -1):
        for start in range(len(word) - size + 1):
            for name, share in words.get(word[start : start + size], {}).items():
                if (
                    name not in found
                    and _opposites()[name] not in found
                    and not (name in _DENIALS and any(found.get(bound) == (1, 1) for bound in _BOUNDS))
                ):
                    found[name] = share
    return found


_BOUNDS = ("at_least", "at_most")
_DENIALS = ("negation", "ban", "up", "down")


@cache
def _opposites() -> dict[str, str]:
    return {name: aspect.opposite for name, aspect in _aspects().items()}


def _form(form: str, lang: Tongue) -> str:
    return re.sub(r"(?<=\S) (?=\S)", "  ", form.lower()) if lang == "en" else form


_CHOICE = re.compile(r"\{([^{}]*)\}")


def _expanded(forms: list[str] | tuple[str, ...]) -> Iterator[str]:
    """Forms with every choice made: 不{得|能}高于 are two."""
    for form in forms:
        match = _CHOICE.search(form)
        if match is None:
            yield form
        else:
            yield from _expanded([form[: match.start()] + part + form[match.end() :] for part in match[1].split("|")])
