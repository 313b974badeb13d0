"""How a document stands to others that bear its name: its draft, its explanation, a notice of it, an earlier one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Literal, NamedTuple

from nlp.citations import reports
from nlp.gazetteer import leading
from nlp.places import CENTRE
from nlp.titles import about_another, bare, carried, is_draft, is_revision, unmarked, without_site
from nlp.vocabulary import load
from warehouse.models import Analysis, Link, Release
from warehouse.reference import ancestors

Role = Literal["draft", "explanation", "forwarding", "news", "text"]
_NEAR, _LONG = timedelta(days=45), timedelta(days=200)
_COVER = 600


class Member(NamedTuple):
    """A release as its family sees it."""

    release: Release
    analysis: Analysis
    document: str


class Families:
    """Releases by the name of the text that they carry, explain, propose or forward."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._named: dict[str, list[Member]] = defaultdict(list)
        for member in sorted(members, key=lambda m: (m.document, m.release.id)):
            if key := _of_any_year(member):
                self._named[key].append(member)

    def links(self, document: str, release: Release, analysis: Analysis) -> tuple[Link, ...]:
        """Each relation to another document once, in the order of the documents' ids."""
        own = Member(release, analysis, document)
        named = self._named[_of_any_year(own)]
        others = [other for other in named if other.document != document and not _explains_a_draft(own, other, named)]
        found = {(link.relation, link.document_id, link.of_document_id): link for o in others for link in _link(own, o)}
        return tuple(found[key] for key in sorted(found))


def home(release: Release, analysis: Analysis) -> str:
    """Code of the issuer's place, else the publisher's."""
    return next((tag.place for tag in analysis.places if tag.reason == "issuer" and not tag.via), release.place)


def name(title: str) -> str:
    """What releases of one family have in common; empty where a title names no document of its own."""
    text = unmarked(without_site(title))
    found = _words()["state"].sub("", _innermost(text if "《" in text else _words()["about"].sub("", text)))
    return found if len(found) >= 8 or (len(found) >= 5 and re.search(r"[法例]$", found)) else ""


def _of_any_year(member: Member) -> str:
    """The name that a text of each year bears."""
    return _words()["years"].sub("", name(member.release.title))


def subject(title: str) -> str:
    """What a plan is about: its name without place, years and genre: 空气质量持续改善."""
    found = _words()["years"].sub("", _innermost(without_site(title)))
    places = leading(found)
    found = _words()["ours"].sub("", found[places[-1].end if places else 0 :])
    while (shorter := _words()["genre"].sub("", found)) != found:
        found = shorter
    return found if len(found) >= 4 else ""


def _innermost(title: str) -> str:
    """Of a notice that forwards a notice, the text that this brings."""
    found = bare(title)
    while (inner := bare(found)) != found:
        found = inner
    return found


Relation = Literal["draft_of", "interprets", "forwards", "attachment_of", "amends", "succeeds"]


def _link(a: Member, b: Member) -> Iterator[Link]:
    """The relation of two of one name, whichever came first."""
    for one, other in ((a, b), (b, a)):
        if relation := _relation(one, other):
            why = f"{one.release.title} → {other.release.title}"
            yield Link(relation=relation, document_id=one.document, of_document_id=other.document, why=why)


def _explains_a_draft(a: Member, b: Member, named: Iterable[Member]) -> bool:
    """Whether one explains what the other proposed although the text is out: then it explains that."""
    if {role(a), role(b)} != {"draft", "explanation"}:
        return False
    same = (member for member in named if name(member.release.title) == name(a.release.title))
    return any(role(member) == "text" for member in same)


def _relation(one: Member, other: Member) -> Relation | None:
    """How the one stands to the other; None when it does not, or the other way round."""
    roles = role(one), role(other)
    if name(one.release.title) != name(other.release.title):
        yearly = roles == ("text", "text") and all(_words()["yearly"].fullmatch(m.analysis.kind) for m in (one, other))
        later = _same_home(one, other) and _dated(one, other) and _day(one) - _day(other) >= _LONG
        return "succeeds" if yearly and later else None
    match roles:
        case ("explanation", "text" | "draft") if _of_line(one, other):
            return "interprets"
        case ("forwarding", "text") if _of_line(one, other) or _of_line(other, one):
            return "forwards"
        case ("draft", "text") if _same_home(one, other) and not _after(one, other):
            return "draft_of"
        case ("draft", "draft") if _same_home(one, other) and _after(one, other):
            return "amends"
        case ("text", "text") if _same_home(one, other):
            return _of_texts(one, other)
    return None


def role(member: Member) -> Role:
    """What a release is to the text that its title names."""
    title = member.release.title
    if about_another(title) or member.analysis.kind == "interpretation" or _words()["explains"].search(title):
        return "explanation"
    if is_draft(title) or member.analysis.status == "draft":
        return "draft"
    if reports(title, member.analysis.citations):
        return "news"
    return "forwarding" if _words()["forwards"].search(title) else "text"


def _of_texts(one: Member, other: Member) -> Relation | None:
    apart = _day(one) - _day(other) if _dated(one, other) else timedelta(0)
    if abs(apart) <= _NEAR:
        return "attachment_of" if _is_cover(other) and not _is_notice(one) else None
    if apart < timedelta(0):
        return None
    if is_revision(one.release.title):
        return "amends"
    return "succeeds" if apart >= _LONG else None


def _is_notice(member: Member) -> bool:
    return carried(member.release.title) != unmarked(member.release.title)


def _is_cover(member: Member) -> bool:
    """A notice that has little text beside what it brings."""
    return _is_notice(member) and len(member.release.text) < _COVER


def _same_home(one: Member, other: Member) -> bool:
    return home(one.release, one.analysis) == home(other.release, other.analysis)


def _of_line(one: Member, other: Member) -> bool:
    """Whether the other's issuer is the one's own or above it."""
    above = home(other.release, other.analysis)
    return above == CENTRE or above in {place.code for place in ancestors(home(one.release, one.analysis))}


def _dated(one: Member, other: Member) -> bool:
    return date.min not in (_day(one), _day(other))


def _after(one: Member, other: Member) -> bool:
    return _dated(one, other) and _day(one) > _day(other)


def _day(member: Member) -> date:
    return member.release.written or member.release.published or date.min


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {key: re.compile(pattern) for key, pattern in load("families").items()}
