"""Is all of the source there: each sentence's words, as far as they are known, stand in the translation."""

from __future__ import annotations

import re
from collections import Counter

from nlp.translation.checks.reading import Sentence, Word, read
from warehouse.models import Language

_OPEN_END = re.compile(
    "(?:[をがはへ、]|の|(?<![くれ])に|[^ぁ-ん]で|(?<=[一-鿿])と|による|における|に関する|[ァ-ヴ一-鿿]し)$"
)
_CLOSED = ("。", "）", "」", "』", ".", ")", "：", "宛")
_JOINED = ("，", "：", "；", "、", "|")


def content_flags(source: str, text: str, lang: Language) -> list[str]:
    """TRUNC: the text breaks off, or a sentence or long clause of which too little is there is missing."""
    if lang == "en":
        return ["TRUNC"] if _english_lost(source, text) else []
    sentences = read(source)
    return ["TRUNC"] if _broken_off(source, text, sentences) or _missing(source, text, sentences) else []


# ---------------------------------------------------------------- what is missing


def _missing(source: str, text: str, sentences: tuple[Sentence, ...]) -> bool:
    """By how much is missing: a short translation is trusted less than a long one."""
    if len(sentences) == 1 and len(sentences[0]) == 1:
        words = sentences[0][0]
        if all(any(form in text for form in word.forms) for word in words if word.weight):
            return False
    budget, whole, lost = Counter(text), 0, 0.0
    most = _tolerated(len(text) / max(1, len(source)))
    for sentence in sentences:
        parts = [
            (sum(word.weight for word in part), sum(_gone(word, text, budget) for word in part)) for part in sentence
        ]
        weight, gone = sum(part[0] for part in parts), sum(part[1] for part in parts)
        if (weight >= 5 and gone > most * weight) or any(w >= 7 and g > (most + 0.12) * w for w, g in parts):
            return True
        whole, lost = whole + weight, lost + gone
    return whole >= 4 and lost > (most - 0.1) * whole


def _tolerated(ratio: float) -> float:
    """Share of a sentence's words that may be worded in a way we do not know."""
    return 0.5 if ratio < 1.1 else 0.6 if ratio < 1.5 else 0.78


def _gone(word: Word, text: str, budget: Counter[str]) -> float:
    """How much of a word is missing; what is there is used up."""
    if not word.weight:
        return 0.0
    best, used = 0.0, ""
    for form in word.forms:
        there = "".join([char for char in form if budget[char] > 0])
        share = (1.0 if form in text else 0.9) if len(there) == len(form) else len(there) / len(form)
        if share > best:
            best, used = share, there
            if best == 1.0:
                break
    for char in used:
        budget[char] -= 1
    return word.weight * (1 - best) if best < 0.9 else 0.0


# ---------------------------------------------------------------- where it breaks off


def _broken_off(source: str, text: str, sentences: tuple[Sentence, ...]) -> bool:
    """The text ends in a particle, without the full stop of the source, or within a word that it should have."""
    if source.endswith("。") and not text.endswith(_CLOSED):
        return True
    if text[-1] in "をがはへのにでとしる、" and _OPEN_END.search(text) and not source.endswith(_JOINED):
        return True
    if text.endswith(_CLOSED):
        return False
    words = [word for sentence in sentences for part in sentence for word in part]
    end = text[-2:]
    if any(form.endswith(end) for word in words for form in word.forms):
        return _without_verb(words, text)
    return any(_begun(word, text) for word in words if word.weight)


def _begun(word: Word, text: str) -> bool:
    """The text ends with the beginning of a word that nowhere stands whole."""
    if any(form in text for form in word.forms):
        return False
    return any(text.endswith(form[:size]) for form in word.forms[:-1] for size in range(2, len(form)))


def _without_verb(words: list[Word], text: str) -> bool:
    """A heading begins with its verb in Chinese and ends with it in Japanese: here it ends with the object."""
    if not 2 <= len(words) <= 8 or not words[0].action or not any(text.endswith(form) for form in words[-1].forms):
        return False
    return _gone(words[0], text, Counter(text)) >= 1


# ---------------------------------------------------------------- English

_STOPS = re.compile(r"[。；]")
_ENGLISH_STOPS = re.compile(r"[.;](?=\s|$)")
_UNENDED = re.compile(
    r"\b(?:of|the|and|for|on|to|in|a|an|by|from|with|at|or|than|as|that|which|is|are|be|shall|not|no)$", re.I
)


def _english_lost(source: str, text: str) -> bool:
    """Fewer sentences than the source, an end that is none, or too few words for its characters."""
    if source.endswith("。") and text[-1].isalnum():
        return True
    if _UNENDED.search(text):
        return True
    ours, theirs = len(_STOPS.findall(source)), len(_ENGLISH_STOPS.findall(text.replace("No.", "").replace("I.", "")))
    han = sum("\u4e00" <= char <= "\u9fff" for char in source)
    return (ours > 1 and theirs < ours and len(text.split()) < 0.75 * han) or (
        han >= 12 and len(text.split()) < 0.36 * han
    )
