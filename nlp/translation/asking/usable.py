"""Whether what an engine gave is a translation at all; `nlp.translation.checks` asks whether it is a right one."""

from __future__ import annotations

import re

from nlp.translation.normalise import normalise
from nlp.translation.offline.han import is_simplified
from warehouse.models import Language

_KANA = re.compile("[\u3041-\u30fa]")
_HAN = re.compile("[\u3400-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_LATIN = re.compile("[A-Za-z]")
_QUOTED = re.compile("〔[^〕]*〕|[\u4e00-\u9fff]{1,12}〔\\d{4}〕\\d+号")
_LONG_WITHOUT_KANA = 16
"""Kanji: a heading may have none of the kana, a sentence cannot."""

_LONG_IN_LETTERS = 4
"""Chinese characters: 二氧化硫 may become SO2, a heading cannot become OK."""


def unusable(source: str, text: str | None, lang: Language) -> str:
    """Why it is no translation; empty when it may be one."""
    if text is None or not text.strip():
        return "empty answer"
    if normalise(text) == normalise(source):
        return "the Chinese came back"
    return _not_japanese(source, text) if lang == "ja" else _not_english(text)


def _not_japanese(source: str, text: str) -> str:
    bare = _QUOTED.sub("", text)
    han, kana, latin = len(_HAN.findall(bare)), len(_KANA.findall(bare)), len(_LATIN.findall(bare))
    if sum(map(is_simplified, bare)) * 5 > han + kana:
        return "still simplified Chinese"
    if not han + kana and not _QUOTED.search(text) and len(_HAN.findall(source)) > _LONG_IN_LETTERS:
        return "not Japanese"
    if _HANGUL.search(bare) or (not kana and han > _LONG_WITHOUT_KANA) or latin > 3 * (han + kana) + 12:
        return "not Japanese"
    return ""


def _not_english(text: str) -> str:
    other = len(_HAN.findall(text)) + len(_KANA.findall(text)) + len(_HANGUL.findall(text))
    return "not English" if other > len(_LATIN.findall(text)) / 4 else ""
