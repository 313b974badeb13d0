"""English alone: a text that breaks off, and terms that the source does not have."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from nlp.scanner import Scanner
from nlp.translation.offline.lexicon import Word, lexicon
from nlp.translation.offline.tables import rules
from warehouse import reference

_OPEN = frozenset(
    ["of", "the", "and", "for", "on", "to", "in", "a", "an", "by", "from", "with", "or", "at", "not", "shall", "than"]
)
_LETTERED = frozenset(
    [
        "grade",
        "class",
        "group",
        "annex",
        "appendix",
        "type",
        "level",
        "category",
        "phase",
        "stage",
        "part",
        "table",
        "box",
    ]
)
"""What a single letter may stand behind at the end."""
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_END = re.compile(r"([A-Za-z][A-Za-z'’-]*)(,?)$")
_SEEN = 3
"""Phrases of ours in which a word stands: so many tell whether it may end one."""


def broken_off(text: str) -> str:
    """The last word of a text that breaks off: within a word, behind one that needs another, or at a comma."""
    match = _END.search(text.rstrip('”"’)] '))
    if match is None:
        return ""
    word, before = match[1].lower(), text[: match.start()].rstrip().rpartition(" ")[2].lower()
    ends, within = _places()
    if len(word) == 1:
        open_end = match[1].islower() or before not in _LETTERED
    elif word in ends or before == "the":
        open_end = word in _OPEN
    else:
        open_end = word in _OPEN or within[word] >= _SEEN or _is_torn(word)
    return match[1] if match[2] or open_end else ""


def _is_torn(word: str) -> bool:
    """The beginning of a word of ours, and no word itself."""
    words = _words()
    at = bisect_left(words, word)
    return at < len(words) and words[at] != word and words[at].startswith(word) and not _inflected(word)


def _inflected(word: str) -> bool:
    return any(word.removesuffix(end) in _places()[0] for end in ("s", "es", "ed", "d", "ing") if word.endswith(end))


@cache
def _words() -> list[str]:
    ends, within = _places()
    before = (said for word in lexicon().values() for said in _before_others(word))
    return sorted({*ends, *within, *(part.lower() for said in before for part in _WORD.findall(said))})


@cache
def _places() -> tuple[frozenset[str], Counter[str]]:
    """Words that end a phrase of ours, in the singular and plural too; how often a word stands within one."""
    ends: set[str] = set()
    within: Counter[str] = Counter()
    for said in _said():
        *before, last = [word.lower() for word in _WORD.findall(said)] or [""]
        ends |= {last, last.removesuffix("s"), f"{last}s"}
        within.update(before)
    for word in lexicon().values():
        if word.modifier:
            within.update({part.lower(): _SEEN for part in _WORD.findall(word.modifier.en_adjective)})
    return frozenset(ends), within


def _before_others(word: Word) -> Iterator[str]:
    """Verbs, adverbs and adjectives, which stand before nouns."""
    if word.action:
        yield word.action.gerund
    if word.modifier:
        yield from (word.modifier.en_adverb, word.modifier.en_adjective)


def _said() -> Iterator[str]:
    """Every English form of the lexicon but those before nouns, and the names of places."""
    for word in lexicon().values():
        yield word.en
        if word.action:
            yield word.action.en
    for place in reference.places().values():
        yield place.en


def unasked(source: str, text: str) -> Iterator[str]:
    """Terms of the translation, of two words or more, that the source has in no form."""
    for found in _terms().find(text):
        whole = not (text[found.end : found.end + 1].isalpha() or text[found.start - 1 : found.start].isalpha())
        if whole and not any(_stands(zh, source) for zh in found.meaning):
            yield found.word


def _stands(zh: str, source: str) -> bool:
    """It, or three quarters of its characters."""
    return zh in source or (len(zh) > 2 and sum(char in source for char in zh) >= 0.75 * len(zh))


@cache
def _terms() -> Scanner[tuple[str, ...]]:
    """English forms with all the Chinese that they may stand for; a form that any other term has hides nothing."""
    heads: Mapping[str, set[str]] = defaultdict(set)
    licensed = set(rules("checks.yml")["licensed"])
    for term in reference.glossary():
        if " " in term.en:
            open_to_all = term.category not in licensed or (term.category == "organisation" and len(term.zh) < 3)
            heads[term.en.lower()] |= {""} if open_to_all else {term.zh, *term.aliases}
    for zh, forms in rules("checks.yml")["also_en"].items():
        for form in forms:
            if form in heads:
                heads[form].add(zh)
    return Scanner({form: tuple(zhs) for form, zhs in heads.items()})
