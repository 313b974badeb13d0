"""What a Chinese title, body, place or term is called in the reader's language, or its Chinese form marked as such."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from digests.plain import TITLE_LENGTH, clip, inert
from digests.wording import carried, set_words, unsigned, word
from warehouse import reference
from warehouse.models import Entry, Language, State

NAME_LENGTH = 60
NAMES_SHOWN = 3
WRAPPED = re.compile(r"^[「『《“]([^「」『』《》“”]+)[」』》”]$")
"""A title that is nothing but a title in brackets."""


def place(code: str, lang: Language) -> str:
    """A place's name as used in Japan, or in English."""
    found = reference.places()[code]
    return found.ja if lang == "ja" else found.en


def label(label: reference.Label, lang: Language) -> str:
    """The name of a theme or kind."""
    return label.ja if lang == "ja" else label.en


def name(entry: Entry, text: str, lang: Language) -> str:
    """A body, area, indicator or term: translated, known to the reference data, or the original in brackets."""
    clean = inert(text)
    found = entry.say(text, lang)
    if clean in _places(lang) or found is None or not found.text:
        return known(clean, lang) or (clip(clean, NAME_LENGTH, lang) if clean.isascii() else original(text, lang))
    return clip(inert(found.text), NAME_LENGTH, lang)


def known(text: str, lang: Language) -> str:
    """The name of a place, of an own area (全市) or of a term that stands in the reference data; empty otherwise."""
    return _places(lang).get(text) or _terms(lang).get(text, "")


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
    """A title of the entry, its own or a parent's, and the state of its translation; Chinese when there is none.

    The editor's title of the entry comes first. A notice that only carries a plan bears the plan's title; the issuer in
    front of a title is told elsewhere.
    """
    if lang == "ja" and entry.edit is not None and entry.edit.title and text == entry.release.title:
        return bare(entry.edit.title), "reviewed"
    inner = carried(inert(text), "zh")
    for found in (entry.say(inner, lang) if inner else None, entry.say(text, lang)):
        if found is not None and found.text:
            whole = inert(found.text)
            return bare(WRAPPED.sub(r"\1", carried(whole, lang) or unsigned(lang, whole))), found.state
    return bare(inner or text), "untranslated"


def quoted(entry: Entry, text: str, lang: Language, length: int = TITLE_LENGTH, *, draft: bool = False) -> str:
    """The clipped title in 「」, 【未訳】 after it when it is Chinese, （案） in it when a draft does not say so."""
    shown, state = title(entry, text, lang)
    short = clip(shown if len(shown) <= length else _without_sample_mark(shown, lang), length, lang)
    if draft and not any(term in shown for term in word(lang, "heading.draft_words").split("|")):
        short = word(lang, "heading.draft", title=short)
    return word(lang, "heading.untranslated" if state == "untranslated" else "heading.title", title=short)


def _without_sample_mark(text: str, lang: Language) -> str:
    """A title too long to be shown whole: the sample's mark, which stands on every page, goes first."""
    for mark in word(lang, "heading.sample_words").split("|"):
        text = text.replace(mark, "")
    return text.strip()


def gloss(entry: Entry, lang: Language) -> str:
    """The untranslated title with its known terms explained; empty when it is translated."""
    _, state = title(entry, entry.release.title, lang)
    found = entry.say(entry.release.title, lang)
    return clip(inert(found.gloss), TITLE_LENGTH * 2, lang) if found is not None and state == "untranslated" else ""


def issuers(entry: Entry) -> tuple[str, ...]:
    """Issuing bodies as written, without empty ones."""
    return tuple(text for text in entry.release.issuers if inert(text))


def author(entry: Entry, lang: Language, shown: int = NAMES_SHOWN) -> str:
    """Who speaks: the issuing bodies, or the publishing site."""
    return names(entry, issuers(entry), lang, shown) or publisher(entry, lang)


def home(entry: Entry, lang: Language) -> str:
    """The name that heads an item: the place, or for the centre the body itself."""
    if entry.release.level == "central":
        found = [entry.say(text, lang) for text in issuers(entry)[:1]]
        said = [inert(t.text) for t in found if t is not None and t.text]
        return clip(said[0], NAME_LENGTH, lang) if said else publisher(entry, lang)
    return place(entry.release.place, lang)


def area(entry: Entry, text: str, lang: Language) -> str:
    """An area as written, each of its places named: 全国、地级及以上城市."""
    whole = entry.say(text, lang)
    parts = [text] if whole is not None and whole.text else [part for part in re.split("[、和]", text) if part]
    return joined(lang, [name(entry, part, lang) for part in parts])


def joined(lang: Language, texts: Sequence[str]) -> str:
    """A plain enumeration."""
    return word(lang, "field.list").join(texts)


def publisher(entry: Entry, lang: Language) -> str:
    """The site that published it; in English the site's place."""
    return entry.source_name_ja if lang == "ja" else place(entry.release.place, lang)


def short_place(code: str, lang: Language) -> str:
    """A place's name without 市 or 省, for a subject line."""
    return re.sub(r"(市|省| Province)$", "", place(code, lang))


@cache
def _terms(lang: Language) -> dict[str, str]:
    terms = {term.zh: term.ja if lang == "ja" else term.en for term in reversed(reference.glossary())}
    labels = [*reference.themes().values(), *reference.kinds().values()]
    terms |= {one.zh: label(one, lang) for one in labels if one.zh}
    return terms


@cache
def _places(lang: Language) -> dict[str, str]:
    every = reference.places().values()
    own = {zh: said[lang] for zh, said in set_words().items()}
    return {p.short_zh: place(p.code, lang) for p in every} | {p.zh: place(p.code, lang) for p in every} | own
