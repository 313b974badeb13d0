"""Is all of the source there: each sentence's words, as far as they are known, stand in the translation."""

from __future__ import annotations

import re
from collections import Counter

from nlp.translation.checks.english import broken_off
from nlp.translation.checks.reading import Sentence, Word, english_words, is_adverb, read, stems
from warehouse.models import Language

_OPEN_END = re.compile(
    "(?:[をがはへ、]|の|(?<![くれ])に|[^ぁ-ん]で|(?<=[一-鿿])と|による|における|に関する|[ァ-ヴ一-鿿]し)$"
)
_CLOSED = ("。", "）", "」", "』", ".", ")", "：", "宛", "場合", "こと", "もの", "とき")
_JOINED = ("，", "：", "；", "、", "|")


def content_flags(source: str, text: str, lang: Language) -> list[str]:
    """TRUNC: the text breaks off, or a sentence or long clause of which too little is there is missing."""
    if lang == "en":
        return ["TRUNC"] if broken_off(text) or _english_lost(source, text) else []
    sentences = read(source)
    return ["TRUNC"] if _broken_off(source, text, sentences) or _missing(source, text, sentences) else []


# ---------------------------------------------------------------- what is missing


def _missing(source: str, text: str, sentences: tuple[Sentence, ...]) -> bool:
    """By how much is missing: a short translation is trusted less than a long one."""
    words = [word for sentence in sentences for part in sentence for word in part if word.weight]
    if len(words) == len(set(words)) and all(any(form in text for form in word.forms) for word in words):
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
    return whole >= 6 and lost > (most - 0.1) * whole


def _tolerated(ratio: float) -> float:
    """Share of a sentence's words that may be worded in a way we do not know."""
    return 0.5 if ratio < 1.1 else 0.6 if ratio < 1.3 else 0.78


def _gone(word: Word, text: str, budget: Counter[str]) -> float:
    """How much of a word is missing; what is there is used up."""
    if not word.weight:
        return 0.0
    best, used = 0.0, ""
    for form in word.forms:
        there = "".join([char for char in form if budget.get(char, 0) > 0])
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
    words = [word for sentence in sentences for part in sentence for word in part if word.weight]
    if _without_verb(words, text, len(text) / max(1, len(source))):
        return True
    if any(form.endswith(text[-2:]) for word in words for form in word.forms):
        return False
    return any(_begun(word, text) for word in words)


def _begun(word: Word, text: str) -> bool:
    """The text ends with the beginning of a word that nowhere stands whole."""
    if any(form in text for form in word.forms):
        return False
    return any(text.endswith(form[:size]) for form in word.forms[:-1] for size in range(2, len(form)))


_SHORT = 1.35
"""Characters of a heading for a Chinese one, below which its verb may be missing."""


def _without_verb(words: list[Word], text: str, ratio: float) -> bool:
    """A heading begins with its verb in Chinese and ends with it in Japanese: here it ends with the object."""
    if not 2 <= len(words) <= 8:
        return False
    verb = words[1] if is_adverb(words[0].zh) else words[0]
    if not verb.action:
        return False
    ends = any(text.endswith(form) for form in words[-1].forms)
    return (ends or ratio < _SHORT) and _gone(verb, text, Counter(text)) >= 0.75 * verb.weight


# ---------------------------------------------------------------- English

_STOPS = re.compile(r"[。；]")
_ENGLISH_STOPS = re.compile(r"[.;](?=\s|$)")
_UNENDED = re.compile(
    r"(?<=\s)(?:of|the|and|for|on|to|in|a|an|by|from|with|at|or|than|as|that|which|is|are|be|shall|not|no)\W*$",
    re.IGNORECASE,
)
_LAST = re.compile(r"([A-Za-z]+)$")


def _english_lost(source: str, text: str) -> bool:
    """An end that is none, fewer sentences than the source, too few words, or too few of those expected."""
    if (source.endswith("。") and text[-1].isalnum()) or _UNENDED.search(text) or _within_word(text):
        return True
    ours, theirs = len(_STOPS.findall(source)), len(_ENGLISH_STOPS.findall(text.replace("No.", "")))
    han, words = len(_HAN.findall(source)), len(text.split())
    if (ours > 1 and theirs < ours and words < 0.75 * han) or (han >= 12 and words < 0.36 * han):
        return True
    return words < 0.62 * han and _unsaid(source, text)


_HAN = re.compile("[\u4e00-\u9fff]")


def _within_word(text: str) -> bool:
    """The last word is no word but the beginning of one."""
    last = _LAST.search(text)
    if last is None or len(last[1]) < 3 or last[1].isupper():
        return False
    word = last[1].lower()
    return word not in english_words() and any(
        known.startswith(word) for known in english_words() if len(known) > len(word) + 1
    )


def _unsaid(source: str, text: str) -> bool:
    """Half of what is known of the source has no English here."""
    there = set(stems(text))
    known = [word for sentence in read(source) for part in sentence for word in part if word.en and word.weight]
    weight = sum(word.weight for word in known)
    return (
        len(known) > 2
        and weight >= 5
        and sum(word.weight for word in known if there.isdisjoint(word.en)) > 0.6 * weight
    )
