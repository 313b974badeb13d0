"""Every word that the grammar knows, with what it can be in a phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from nlp.translation.offline.han import japanese
from nlp.translation.offline.tables import table
from warehouse import reference
from warehouse.reference.termbase import Term


@dataclass(frozen=True, slots=True)
class Action:
    """A verb, or a noun of action."""

    ja: str
    use: str
    """V: always a verb; VA: or an adverb before one; VC: its object may be a verb phrase; S: verb or noun; W: S, a noun
    only at the end of its phrase."""
    link: str
    """Particles between object and noun of action; given: the object reading is the usual one."""
    particle: str
    """Before the attributive form."""
    attributive: str
    gerund: str
    en: str


@dataclass(frozen=True, slots=True)
class Modifier:
    """An adverb (A) or a word before nouns (J)."""

    kind: str
    adverb: str
    adnominal: str
    compound: str
    en_adverb: str
    en_adjective: str


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of Chinese with every reading that is known of it."""

    zh: str
    noun: str = ""
    """Japanese noun; empty when it is none."""
    en: str = ""
    head: bool = False
    """A noun that a noun of action may stand before: 治理方案, 监测能力."""
    action: Action | None = None
    modifier: Modifier | None = None
    place: bool = False
    agency: bool = False
    slot: bool = False
    mark: str = ""
    """One of 、 和 的 等 ， （ ） and the like; no content."""


MARKS = {
    "、": "、",
    "和": "及び",
    "及": "及び",
    "与": "及び",
    "以及": "及び",
    "及其": "及びその",
    "或": "又は",
    "或者": "又は",
    "的": "の",
    "等": "等",
    "，": "、",
    "；": "；",
    "：": "：",
    "·": "・",
    "—": "—",
    "-": "-",
    "~": "~",
    "暨": "兼",
}


@cache
def lexicon() -> dict[str, Word]:
    """All words by their Chinese form."""
    words: dict[str, Word] = {}
    for word in (*_marks(), *_places(), *_terms(), *_own()):
        words[word.zh] = _joined(words[word.zh], word) if word.zh in words else word
    return words


@cache
def lengths() -> dict[str, tuple[int, ...]]:
    """How long the words are that begin with a character, the longest first."""
    found: dict[str, set[int]] = {}
    for zh in lexicon():
        found.setdefault(zh[0], set()).add(len(zh))
    return {char: tuple(sorted(sizes, reverse=True)) for char, sizes in found.items()}


def ends_in_action(word: Word) -> bool:
    """来源解析, 露天焚烧: a noun whose last part is an action."""
    if word.action:
        return True
    ends = (lexicon().get(word.zh[-size:]) for size in (2, 3, 4))
    return any(end is not None and end.action is not None and not end.noun for end in ends)


def _marks() -> list[Word]:
    return [Word(zh=zh, mark=zh) for zh in MARKS]


def _places() -> list[Word]:
    found = []
    for place in reference.places().values():
        if place.level == "country":
            continue
        found.append(Word(zh=place.zh, noun=place.ja, en=place.en, place=True))
        if len(place.short_zh) > 1 and place.short_zh != place.zh:
            found.append(Word(zh=place.short_zh, noun=_short(place.ja), en=place.en, place=True))
    found += [replace(_noun(row), place=True) for row in table("districts.tsv")]
    for region in reference.regions().values():
        found += [Word(zh=zh, noun=region.ja, en=region.en, place=True) for zh in (region.zh, *region.aliases_zh)]
    return found


def _short(ja: str) -> str:
    return re.sub(r"(?:・?(?:チワン族|回族|ウイグル|\w+族)*自治[区州県]|[省市盟]|地区)$", "", ja) or ja


def _terms() -> list[Word]:
    """The glossary's terms in all their Chinese forms; what bends by grammar stands in tables of its own."""
    own = {row["zh"] for name in ("heads.tsv", "actions.tsv", "modifiers.tsv") for row in table(name)}
    return [
        Word(zh=zh, noun=term.ja, en=term.en, agency=term.category == "organisation", place=_in_region(zh))
        for term in reference.glossary()
        for zh in (term.zh, *term.aliases)
        if zh not in own and _usable(zh, term)
    ]


def _in_region(zh: str) -> bool:
    """京津冀及周边地区 and the like: a key region with 地区 or 区域 behind it."""
    names = {name for region in reference.regions().values() for name in (region.zh, *region.aliases_zh)}
    return any(zh.startswith(name) and zh[len(name) :] in ("地区", "区域") for name in names)


_PHRASES = frozenset({"policy_phrase", "instrument", "document_type", "enforcement"})


def _usable(zh: str, term: Term) -> bool:
    """Whole nouns only: no pattern, no sentence, and no phrase that begins with a verb and could run on."""
    begins = term.category in _PHRASES and zh.startswith(_openings())
    listed = zh.count("、") in (1, 2)
    return (
        not begins and not listed and not re.search(r"[…“”《》（）]", zh) and not re.search(r"する$|[…、。]", term.ja)
    )


@cache
def _openings() -> tuple[str, ...]:
    """What a verb phrase begins with: a verb, or an adverb before it."""
    verbs = tuple(row["zh"] for row in table("actions.tsv") if row["use"].startswith("V"))
    return verbs + tuple(row["zh"] for row in table("modifiers.tsv") if row["kind"] == "A")


def _own() -> list[Word]:
    words = [_noun(row) for row in table("nouns.tsv")]
    words += [replace(_noun(row), head=True) for row in table("heads.tsv")]
    words += [replace(_noun(row), agency=True) for row in table("agencies.tsv")]
    words += [Word(zh=row["zh"], action=_action(row)) for row in table("actions.tsv")]
    words += [Word(zh=row["zh"], modifier=_modifier(row)) for row in table("modifiers.tsv")]
    return words


def _noun(row: dict[str, str]) -> Word:
    return Word(zh=row["zh"], noun=row["ja"] or japanese(row["zh"]), en=row["en"])


def _action(row: dict[str, str]) -> Action:
    return Action(**{key: row[key] for key in ("ja", "use", "link", "particle", "attributive", "gerund", "en")})


def _modifier(row: dict[str, str]) -> Modifier:
    keys = ("kind", "adverb", "adnominal", "compound", "en_adverb", "en_adjective")
    return Modifier(**{key: row[key] for key in keys})


def _joined(old: Word, new: Word) -> Word:
    """One word with the readings of both; the later form wins where both have one."""
    return Word(
        zh=old.zh,
        noun=new.noun or old.noun,
        en=new.en or old.en,
        head=old.head or new.head,
        action=new.action or old.action,
        modifier=new.modifier or old.modifier,
        place=old.place or new.place,
        agency=old.agency or new.agency,
        mark=old.mark or new.mark,
    )
