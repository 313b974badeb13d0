"""Is the text written in its language: Chinese left, other scripts, lost characters."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from nlp.translation.offline.han import every, is_simplified, japanese, traditional
from nlp.translation.offline.tables import rules
from warehouse.models import Language

_HAN = re.compile("[\u4e00-\u9fff]")
_KANA = re.compile("[\u3041-\u30ff]")
_FOREIGN = re.compile("[\uac00-\ud7af\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f]")
_LATIN = re.compile("[A-Za-z]")
_ISSUER = re.compile(r"[\u4e00-\u9fff]{1,6}(?=[〔\[]\d{4}[〕\]])")
_SENTENCE = 14
"""Characters: a Chinese sentence of that length is no Japanese without kana."""


def character_flags(source: str, text: str, lang: Language) -> list[str]:
    """SAME, LANG, HAN and WILD flags."""
    found = (
        ["WILD:" + "".join(sorted(set(lost)))] if (lost := _lost().findall(text)) and not _lost().search(source) else []
    )
    if _FOREIGN.search(text) and not _FOREIGN.search(source):
        return [*found, "LANG"]
    return found + (_english(source, text) if lang == "en" else _japanese(source, text))


@cache
def _lost() -> re.Pattern[str]:
    return re.compile(rules("checks.yml")["lost"])


_NUMBERED = re.compile(
    r"^(?:第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)"
)


def _english(source: str, text: str) -> list[str]:
    if _KANA.search(text):
        return ["LANG"]
    left = _HAN.findall(_NUMBERED.sub("", text))
    if text == source:
        return ["SAME"] if left else []
    return [f"HAN:{''.join(dict.fromkeys(left))}"] if left else []


def _japanese(source: str, text: str) -> list[str]:
    if text == source:
        return ["SAME"] if japanese(source) != source else []
    found = []
    if _latin_only(source, text) or _chinese(source, text) or _old_forms(source, text):
        found.append("LANG")
    left = _simplified(source, _ISSUER.sub("", text))
    return [*found, f"HAN:{left}"] if left else found


def _latin_only(source: str, text: str) -> bool:
    """English in place of Japanese: Latin letters where the source has none, and more of them than anything else."""
    letters = len(_LATIN.findall(text)) - len(_LATIN.findall(source))
    return letters > 8 and letters > len(_HAN.findall(text)) + len(_KANA.findall(text))


_LEFT = re.compile("[们這这那呢吗嗎們吧哪怎么麼]|關於|将于|已经|以及|[\u4e00-\u9fff]了[，。]|應當|不得")


def _chinese(source: str, text: str) -> bool:
    """A sentence without kana, or words that only Chinese has."""
    if _KANA.search(text):
        return bool(_LEFT.search(text))
    if _LEFT.search(text):
        return True
    return len(source) >= _SENTENCE and bool(_GRAMMAR.search(source)) and len(_HAN.findall(text)) >= _SENTENCE


_GRAMMAR = re.compile("[的了将把被对在为以]")


def _old_forms(source: str, text: str) -> bool:
    """Traditional characters of the source's where Japan writes others: 氣 for 気; one alone may be a name."""
    if _old().isdisjoint(text):
        return False
    old = sum(_traditional(char) in text for char in set(source))
    return old > 1 or (old == 1 and not _KANA.search(text))


@lru_cache(maxsize=16384)
def _traditional(char: str) -> str:
    """The form of Taiwan and Hong Kong where it is another than Japan's."""
    if not "\u4e00" <= char <= "\u9fff":
        return "■"
    old = traditional(char)
    return "■" if old in (char, japanese(char)) or old in rules("checks.yml")["japanese_too"] else old


@cache
def _changed() -> frozenset[str]:
    """All characters that Japan writes otherwise."""
    return frozenset(char for char, (_, said) in every().items() if said != char)


@cache
def _doubtful() -> frozenset[str]:
    """Those that Japan has in other words."""
    return _changed() - _only_simplified() - set(rules("checks.yml")["japanese_too"])


@cache
def _old() -> frozenset[str]:
    """Traditional forms of all that China and Japan write otherwise."""
    known = set(rules("checks.yml")["japanese_too"])
    return frozenset(old for char, (old, said) in every().items() if old not in (char, said)) - known


@cache
def _only_simplified() -> frozenset[str]:
    return frozenset(char for char in _changed() if is_simplified(char))


def _simplified(source: str, text: str) -> str:
    """Characters that Japan writes otherwise."""
    return "".join(sorted({char for wrong, _ in stayed(source, text) for char in wrong if char in _changed()}))


def stayed(source: str, text: str) -> list[tuple[str, str]]:
    """Chinese forms left in a Japanese text with what should stand there, characters or pairs of them.

    Characters that only simplified Chinese has; and those that Japan has too, but not there: 机動 for 機動.
    """
    left = sorted(_only_simplified().intersection(text))
    found = [(char, _read(char, source)) for char in left]
    doubtful = _doubtful().intersection(text)
    for char in sorted(doubtful.intersection(source)) if doubtful else ():
        found += [(char, japanese(char))] if char in _NEVER else _beside(char, source, text)
    return found


def _read(char: str, source: str) -> str:
    """As its word in the source has it: 发 is 発 or 髪."""
    at, right = source.find(char), japanese(source)
    return right[at] if at >= 0 and len(right) == len(source) else japanese(char)


def _beside(char: str, source: str, text: str) -> list[tuple[str, str]]:
    """Where it stands beside the same neighbour as in the source, whose Japanese form has another character."""
    right, at = japanese(source), source.find(char)
    found = []
    while at >= 0 and len(right) == len(source):
        for start in (at - 1, at):
            good = right[max(0, start) : start + 2]
            pair = good.replace(right[at], char) if start < at else char + good[1:]
            if len(pair) == 2 and right[at] != char and min(pair) >= "\u4e00" and pair in text and pair not in right:
                found.append((pair, good))
        at = source.find(char, at + 1)
    return found


_NEVER = frozenset("厂广从气烟筑粮网荐赶踪")
"""Japan has them, if at all, only in old or rare words."""
