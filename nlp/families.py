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
    """A release as its family sees it: little enough to hold for every release ever seen."""

    document: str
    release: str
    title: str
    kind: str
    role: Role
    home: str
    """Code of the issuer's place."""
    day: date | None
    is_short: bool
    """Whether it has little text beside what it brings."""

    @classmethod
    def of(cls, release: Release, analysis: Analysis, document: str = "") -> Member:
        """That of a release in a document."""
        return cls(
            document=document,
            release=release.id,
            title=release.title,
            kind=analysis.kind,
            role=role(release, analysis),
            home=home(release, analysis),
            day=release.written or release.published,
            is_short=len(release.text) < _COVER,
        )


class Families:
    """Releases by the name of the text that they carry, explain, propose or forward."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._named: dict[str, list[Member]] = defaultdict(list)
        for member in sorted(members, key=lambda m: (m.document, m.release)):
            if key := _of_any_year(member):
                self._named[key].append(member)

    def links(self, own: Member) -> tuple[Link, ...]:
        """Each relation to another document once, in the order of the documents' ids."""
        named = self._named[_of_any_year(own)]
        apart = (other for other in named if other.document != own.document)
        others = [other for other in apart if not _explains_a_draft(own, other, named)]
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
    return _words()["years"].sub("", name(member.title))


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
            why = f"{one.title} → {other.title}"
            yield Link(relation=relation, document_id=one.document, of_document_id=other.document, why=why)


def _explains_a_draft(a: Member, b: Member, named: Iterable[Member]) -> bool:
    """Whether one explains what the other proposed although the text is out: then it explains that."""
    if {a.role, b.role} != {"draft", "explanation"}:
        return False
    same = (member for member in named if name(member.title) == name(a.title))
    return any(member.role == "text" for member in same)


def _relation(one: Member, other: Member) -> Relation | None:
    """How the one stands to the other; None when it does not, or the other way round."""
    roles = one.role, other.role
    if name(one.title) != name(other.title):
        yearly = roles == ("text", "text") and all(_words()["yearly"].fullmatch(m.kind) for m in (one, other))
        later = one.home == other.home and _apart(one, other) >= _LONG
        return "succeeds" if yearly and later else None
    match roles:
        case ("explanation", "text" | "draft") if _of_line(one, other):
            return "interprets"
        case ("forwarding", "text") if _of_line(one, other) or _of_line(other, one):
            return "forwards"
        case ("draft", "text") if one.home == other.home and not _after(one, other):
            return "draft_of"
        case ("draft", "draft") if one.home == other.home and _after(one, other):
            return "amends"
        case ("text", "text") if one.home == other.home:
            return _of_texts(one, other)
    return None


def role(release: Release, analysis: Analysis) -> Role:
    """What a release is to the text that its title names."""
    title = release.title
    if about_another(title) or analysis.kind == "interpretation" or _words()["explains"].search(title):
        return "explanation"
    if is_draft(title) or analysis.status == "draft":
        return "draft"
    if reports(title, analysis.citations):
        return "news"
    return "forwarding" if _words()["forwards"].search(title) else "text"


def _of_texts(one: Member, other: Member) -> Relation | None:
    apart = _apart(one, other)
    if abs(apart) <= _NEAR:
        return "attachment_of" if _is_cover(other) and not _is_notice(one) else None
    if apart < timedelta(0):
        return None
    if is_revision(one.title):
        return "amends"
    return "succeeds" if apart >= _LONG else None


def _is_notice(member: Member) -> bool:
    return carried(member.title) != unmarked(member.title)


def _is_cover(member: Member) -> bool:
    return _is_notice(member) and member.is_short


def _of_line(one: Member, other: Member) -> bool:
    """Whether the other's issuer is the one's own or above it."""
    return other.home == CENTRE or other.home in {place.code for place in ancestors(one.home)}


def _after(one: Member, other: Member) -> bool:
    return _apart(one, other) > timedelta(0)


def _apart(one: Member, other: Member) -> timedelta:
    """No time at all where one gives no day."""
    return one.day - other.day if one.day and other.day else timedelta(0)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {key: re.compile(pattern) for key, pattern in load("families").items()}
