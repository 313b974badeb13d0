"""What a Chinese title, body, place or term is called in the reader's language, or its Chinese form marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from digests.plain import TITLE_LENGTH, clip, inert
from digests.wording import word
from warehouse import reference
from warehouse.models import Entry, Language, State

NAME_LENGTH = 60
NAMES_SHOWN = 3


def place(code: str, lang: Language) -> str:
    """A place's name as used in Japan, or in English."""
    known = reference.places()[code]
    return known.ja if lang == "ja" else known.en


def label(known: reference.Label, lang: Language) -> str:
    """The name of a theme or kind."""
    return known.ja if lang == "ja" else known.en


def name(entry: Entry, text: str, lang: Language) -> str:
    """A body, area, indicator or term: translated, known to the reference data, or the original in brackets."""
    found = entry.say(text, lang)
    if found is not None and found.text:
        return clip(inert(found.text), NAME_LENGTH, lang)
    return _known(lang).get(text.strip()) or original(text, lang)


def names(entry: Entry, texts: Iterable[str], lang: Language, shown: int = NAMES_SHOWN) -> str:
    """Several names in a row; beyond `shown` they are counted."""
    every = [text for text in dict.fromkeys(texts) if inert(text)]
    row = word(lang, "field.list").join(name(entry, text, lang) for text in every[:shown])
    return word(lang, "lead.more", names=row, n=len(every) - shown) if len(every) > shown else row


def original(text: str, lang: Language, length: int = NAME_LENGTH) -> str:
    """Chinese shown as Chinese."""
    return word(lang, "lead.original", text=clip(bare(text), length, lang))


def bare(text: str) -> str:
    """Text that may stand inside corner brackets."""
    return inert(text).replace("「", "『").replace("」", "』")


def title(entry: Entry, text: str, lang: Language) -> tuple[str, State]:
    """A title of the entry, its own or a parent's, and the state of its translation; Chinese when there is none."""
    found = entry.say(text, lang)
    if found is None or not found.text:
        return bare(text), "untranslated"
    return bare(found.text), found.state


def quoted(entry: Entry, text: str, lang: Language, length: int = TITLE_LENGTH, *, draft: bool = False) -> str:
    """The clipped title in 「」, 【未訳】 after it when it is Chinese, （案） in it when a draft does not say so."""
    shown, state = title(entry, text, lang)
    short = clip(shown, length, lang)
    if draft and not any(term in shown for term in word(lang, "heading.draft_words").split("|")):
        short = word(lang, "heading.draft", title=short)
    return word(lang, "heading.untranslated" if state == "untranslated" else "heading.title", title=short)


def gloss(entry: Entry, lang: Language) -> str:
    """The untranslated title with its known terms explained; empty when it is translated."""
    found = entry.say(entry.release.title, lang)
    return clip(inert(found.gloss), TITLE_LENGTH * 2, lang) if found is not None and not found.text else ""


def issuers(entry: Entry) -> tuple[str, ...]:
    """Issuing bodies as written, without empty ones."""
    return tuple(text for text in entry.release.issuers if inert(text))


def author(entry: Entry, lang: Language) -> str:
    """Who speaks: the issuing bodies, or the publishing site."""
    return names(entry, issuers(entry), lang) or _publisher(entry, lang)


def home(entry: Entry, lang: Language) -> str:
    """The name that heads an item: the place, or for the centre the body itself."""
    if entry.release.level == "central":
        found = [entry.say(text, lang) for text in issuers(entry)[:1]]
        known = [inert(t.text) for t in found if t is not None and t.text]
        return clip(known[0], NAME_LENGTH, lang) if known else _publisher(entry, lang)
    return place(entry.release.place, lang)


def joined(lang: Language, texts: Sequence[str]) -> str:
    """A plain enumeration."""
    return word(lang, "field.list").join(texts)


def _publisher(entry: Entry, lang: Language) -> str:
    return entry.source_name_ja if lang == "ja" else place(entry.release.place, lang)


def short_place(code: str, lang: Language) -> str:
    """A place's name without 市 or 省, for a subject line."""
    return re.sub(r"(市|省| Province)$", "", place(code, lang))


@cache
def _known(lang: Language) -> dict[str, str]:
    terms = {term.zh: term.ja if lang == "ja" else term.en for term in reversed(reference.glossary())}
    labels = [*reference.themes().values(), *reference.kinds().values()]
    terms |= {known.zh: label(known, lang) for known in labels if known.zh}
    areas = {p.zh: place(p.code, lang) for p in reference.places().values()}
    return terms | areas | {p.short_zh: place(p.code, lang) for p in reference.places().values() if p.short_zh}
