"""Which entries concern which places, how near, and why: the reason is told to the reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from digests import naming
from digests.wording import municipality_names, word
from warehouse import reference
from warehouse.models import Entry, Item, Language, PlaceTag

Tier = Literal["partner", "province", "region", "centre", "others"]
TIERS: tuple[Tier, ...] = ("partner", "province", "region", "centre", "others")
COUNTRY = "100000"
COMMON = "common"
PINNED = 1000
"""More than any points."""
THEMES_SHOWN = 3
OTHERS: tuple[Tier, str, None] = ("others", "", None)
SILENT = ("repost", "history")
"""Novelty of what an edition does not tell."""


class Audience(NamedTuple):
    """Whom an edition is for: a municipality, or everybody."""

    id: str
    """Municipality id, or `common`."""
    lang: Language
    partners: tuple[str, ...]
    """Codes of the partner places, in order."""
    themes: frozenset[str]
    """Themes of its partnerships."""


Drawn = dict[tuple[str, Language], Item]
"""By entry id and language, what the editions of one month say of it to every reader."""


class Reach(NamedTuple):
    """One entry beside a set of partner places."""

    entry: Entry
    tier: Tier
    place: str
    """Partner place, parent province or region id it stands under; empty for centre and others."""
    places: tuple[str, ...]
    """All partner places that it concerns directly."""
    tag: PlaceTag | None
    """What speaks for it, when it is not the publisher's own place."""


def told(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that an edition tells: what the editor has pinned, then by importance, then by id."""
    live = [e for e in entries if e.analysis.relevance != "not" and e.assessment.novelty not in SILENT]
    return sorted(live, key=lambda entry: (-weight(entry), entry.id))


def weight(entry: Entry) -> int:
    """What the order in an edition goes by: the points; what the editor has pinned stands above all of them."""
    return entry.assessment.importance + PINNED * pinned(entry)


def pinned(entry: Entry) -> bool:
    """Whether the editor wants it first."""
    return entry.edit is not None and entry.edit.decision == "pin"


def reach(entry: Entry, partners: Sequence[str]) -> Reach:
    """How near an entry is: its own place, an addressee, the province, a region, the centre, or elsewhere."""
    direct = tuple(code for code in partners if _direct(entry, code))
    if direct:
        first = _nearest(entry, direct)
        return Reach(entry, "partner", first, direct, _tag(entry, first, "addressee"))
    tier, place, tag = [*_farther(entry, partners), OTHERS][0]
    return Reach(entry, tier, place, (), tag)


def why(found: Reach, audience: Audience) -> str:
    """The reason in words, with the themes that the partnerships and the entry share."""
    lang = audience.lang
    parts = [_reason(found, audience)]
    mention = _mention(found.entry, audience.partners)
    if mention is not None and found.tier != "partner":
        parts.append(word(lang, "why.mention", place=naming.place(mention.place, lang)))
    parts += _named(found.entry, audience)
    shared = [tag.id for tag in found.entry.analysis.themes if tag.id in audience.themes]
    if shared:
        labels = [naming.label(reference.themes()[theme], lang) for theme in shared[:THEMES_SHOWN]]
        parts.append(word(lang, "why.theme", themes=naming.joined(lang, labels)))
    return word(lang, "why.separator").join(parts)


def _named(entry: Entry, audience: Audience) -> list[str]:
    """The reader's own name in the Chinese text; for everybody, whichever municipality it names."""
    lang, text = audience.lang, entry.release.text
    known = reference.municipalities()
    readers = known if audience.id == COMMON else [audience.id]
    named = [known[id] for id in readers if any(zh in text for zh in municipality_names()[id])]
    names = naming.joined(lang, [one.ja if lang == "ja" else one.en for one in named])
    return [word(lang, "why.named", names=names)] if names else []


def audiences() -> list[Audience]:
    """The municipalities in the order of their codes, then everybody, in Japanese and in English."""
    own = [
        _audience(id, "ja", [p for p in reference.partnerships() if p.municipality == id])
        for id in reference.municipalities()
    ]
    every = reference.partnerships()
    return [*own, _audience(COMMON, "ja", every), _audience(COMMON, "en", every)]


def _audience(id: str, lang: Language, partnerships: Sequence[reference.Partnership]) -> Audience:
    places = tuple(dict.fromkeys(p.place for p in partnerships))
    return Audience(id, lang, places, frozenset(theme for p in partnerships for theme in p.themes))


def own_places(entry: Entry) -> tuple[str, ...]:
    """Where an entry comes from: its issuers' places, else the site's."""
    issued = tuple(dict.fromkeys(tag.place for tag in entry.analysis.places if tag.reason == "issuer"))
    return issued or (entry.release.place,)


def _direct(entry: Entry, code: str) -> bool:
    if any(_within(own, code) for own in own_places(entry)):
        return True
    return any(tag.place == code and tag.reason in ("addressee", "publisher") for tag in entry.analysis.places)


def _nearest(entry: Entry, direct: tuple[str, ...]) -> str:
    """The place it comes from before one it is sent to; a city before its province."""
    own = [code for code in direct if any(_within(place, code) for place in own_places(entry))]
    return max(own or direct[:1], key=lambda code: len(list(reference.ancestors(code))))


def _farther(entry: Entry, partners: Sequence[str]) -> list[tuple[Tier, str, PlaceTag | None]]:
    own = own_places(entry)
    provinces = [a.code for code in partners for a in reference.ancestors(code) if a.code not in (code, COUNTRY)]
    found: list[tuple[Tier, str, PlaceTag | None]] = [("province", code, None) for code in provinces if code in own]
    members = [tag for tag in entry.analysis.places if tag.reason == "region"]
    tags = sorted((t for t in members if _partner_of(t.place, partners)), key=lambda t: t.place not in partners)
    found += [("region", tag.via, tag) for tag in tags]
    if entry.release.level == "central" or COUNTRY in own:
        found.append(("centre", "", None))
    return found


def _reason(found: Reach, audience: Audience) -> str:
    own, lang = own_places(found.entry), audience.lang
    if found.tier == "partner":
        return _partner_reason(found, own, lang)
    if found.tier == "province":
        return word(lang, "why.issuer", place=naming.place(found.place, lang))
    if found.tier == "region" and found.tag is not None:
        partner = _partner_of(found.tag.place, audience.partners)
        phrase = "why.region" if partner == found.tag.place else "why.region_part"
        return word(lang, phrase, place=naming.place(partner, lang), region=_region(found.place, lang))
    return word(lang, f"why.{found.tier}")


def _partner_reason(found: Reach, own: tuple[str, ...], lang: Language) -> str:
    place = naming.place(found.place, lang)
    if found.place in own and COUNTRY in own:
        every = naming.joined(lang, [naming.place(code, lang) for code in found.places if code in own])
        return word(lang, "why.joint", place=every)
    if found.place in own:
        return word(lang, "why.issuer", place=place)
    for code in own:
        if _within(code, found.place):
            return word(lang, "why.under", place=place, child=naming.place(code, lang))
    reason = "addressee" if found.tag is not None else "publisher"
    every = naming.joined(lang, [naming.place(code, lang) for code in found.places])
    return word(lang, f"why.{reason}", place=every)


def _region(region: str, lang: Language) -> str:
    known = reference.regions().get(region)
    if known is None:
        return region
    return known.ja if lang == "ja" else known.en


def _mention(entry: Entry, partners: Sequence[str]) -> PlaceTag | None:
    return next((t for t in entry.analysis.places if t.reason == "mention" and t.place in partners), None)


def _tag(entry: Entry, code: str, reason: str) -> PlaceTag | None:
    return next((t for t in entry.analysis.places if t.place == code and t.reason == reason), None)


def _partner_of(code: str, partners: Sequence[str]) -> str:
    """The partner place that a place is or lies in; empty when it is none's."""
    return next((partner for partner in partners if _within(code, partner)), "")


def _within(code: str, area: str) -> bool:
    """Whether a place is the area or lies in it; a code the reference does not know lies nowhere."""
    return code in reference.places() and any(place.code == area for place in reference.ancestors(code))
