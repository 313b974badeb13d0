"""Puts right by rule what an engine got wrong, and says what it changed; a number is never touched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from nlp.translation.checks.characters import stayed
from nlp.translation.checks.figures import DOC_NUMBER
from nlp.translation.checks.wrongs import wrongs
from nlp.translation.offline.han import japanese
from nlp.translation.offline.tables import rules
from warehouse import reference
from warehouse.models import Language

Rule = Callable[[str, str, Language], Iterator[tuple[str, str]]]
"""Given source, text and language: what stands there wrongly, and what should."""


def repair(source: str, text: str, lang: Language) -> tuple[str, tuple[str, ...]]:
    """The text put right, and each change as `wrong→right`.

    `source` is normalised Chinese. A change that would alter a number is not made; doing it twice changes nothing more.
    """
    done: list[str] = []
    for _ in range(_ROUNDS):
        better, changes = _round(source, text, lang)
        done += changes
        if better == text:
            break
        text = better
    return text, tuple(dict.fromkeys(done))


_ROUNDS = 9
"""One change may show another; texts of the wild are still after two."""


def _round(source: str, text: str, lang: Language) -> tuple[str, list[str]]:
    done = []
    for rule in _RULES:
        for wrong, right in rule(source, text, lang):
            better = _replaced(text, wrong, right)
            if better != text and _digits(better) == _digits(text):
                text = better
                done.append(f"{wrong}→{right}")
    return text, done


_ISSUER = re.compile(rf"[\u4e00-\u9fff]{{1,6}}{DOC_NUMBER.pattern}")


def _replaced(text: str, wrong: str, right: str) -> str:
    """Everywhere but in document numbers, which stay as their issuer writes them."""
    if "号" not in text:
        return text.replace(wrong, right)
    kept, at, parts = _ISSUER.finditer(text), 0, []
    for match in kept:
        parts += [text[at : match.start()].replace(wrong, right), match[0]]
        at = match.end()
    return "".join(parts) + text[at:].replace(wrong, right)


def _digits(text: str) -> list[str]:
    """Those of m3 and the like are none."""
    return re.findall(r"(?<![A-Za-z])[0-9]+", text.translate(_NARROW))


_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


# ---------------------------------------------------------------- words


def _words(source: str, text: str, lang: Language) -> Iterator[tuple[str, str]]:
    """Known wrong renderings, the longest first."""
    yield from sorted(
        {(row.wrong, row.right) for row in wrongs(source, text, lang)}, key=lambda pair: (-len(pair[0]), pair)
    )


_LOST = re.compile("[■□\ufffd◆〓]|だいやまーく")


def _lost_characters(source: str, text: str, _: Language) -> Iterator[tuple[str, str]]:
    """■台市 is 邢台市 where that is the one place of the source that it can be."""
    for match in _LOST.finditer(text):
        rest = text[match.end() : match.end() + 2]
        names = {japanese(name) for name in _places(source) if len(rest) == 2 and japanese(name)[1:3] == rest}
        if len(names) == 1:
            yield match[0] + rest, names.pop()[:1] + rest


def _places(source: str) -> Iterator[str]:
    return (place.zh for place in reference.places().values() if place.zh in source)


# ---------------------------------------------------------------- units


def _units(_: str, text: str, lang: Language) -> Iterator[tuple[str, str]]:
    """Behind a figure or alone in brackets, the unit is written as the house writes it."""
    for right, others in rules("repairs.yml")["units"][lang].items():
        for wrong in others:
            for match in re.finditer(rf"(?:(?<=（)|(?<=\()|(?<=[\d万億千百 ])){re.escape(wrong)}(?![A-Za-z/])", text):
                before = text[match.start() - 1]
                yield before + wrong, before.strip() + right if lang == "ja" else before + right


# ---------------------------------------------------------------- characters

_BRACKETS = {
    "ja": {"《": "「", "》": "」", "“": "「", "”": "」", "〈": "『", "〉": "』", "‘": "『", "’": "』"},
    "en": {"《": "“", "》": "”"},
}
_HALF_KANA = re.compile("[\uff66-\uff9f]+")
_WIDE = re.compile("[Ａ-Ｚａ-ｚ０-９％]+")
_HAN = "\u4e00-\u9fff"


def _chinese_characters(source: str, text: str, lang: Language) -> Iterator[tuple[str, str]]:
    """Simplified characters left, but in a document number; read in the source where they stand for several."""
    if lang == "en":
        return
    for wrong, right in stayed(source, _ISSUER.sub("", text)):
        if wrong in source or wrong not in rules("repairs.yml")["ambiguous"]:
            yield wrong, right


def _title_brackets(source: str, text: str, lang: Language) -> Iterator[tuple[str, str]]:
    """《》 is Chinese; inside 「」 it becomes 『』."""
    if text.count("《") != text.count("》") or text.count("“") != text.count("”"):
        return
    for match in re.finditer("「[^「」《》]*《([^《》]*)》[^「」《》]*」", text) if lang == "ja" else ():
        yield f"《{match[1]}》", f"『{match[1]}』"
    yield from _BRACKETS[lang].items()


def _narrow(_: str, text: str, lang: Language) -> Iterator[tuple[str, str]]:
    """Letters and digits narrow, kana wide."""
    for match in (*_WIDE.finditer(text), *(_HALF_KANA.finditer(text) if lang == "ja" else ())):
        yield match[0], unicodedata.normalize("NFKC", match[0])


_ENGLISH_MARKS = {"，": ", ", "。": ". ", "（": " (", "）": ")", "；": "; ", "：": ": ", "、": ", "}


def _marks(_: str, text: str, lang: Language) -> Iterator[tuple[str, str]]:
    """Commas and brackets as the language has them."""
    if lang == "en":
        yield from _ENGLISH_MARKS.items()
        return
    yield "，", "、"
    for match in re.finditer(rf"\(([^()（）]*[{_HAN}ぁ-ヶ][^()（）]*)\)", text):
        yield match[0], f"（{match[1]}）"


_RULES: tuple[Rule, ...] = (
    *(_narrow, _marks, _units, _chinese_characters, _title_brackets),
    *(_words, _lost_characters),
)
