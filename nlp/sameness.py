"""Whether two releases are one document: what their texts share, unless number, stage, place or day says otherwise."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

from nlp import sketches
from nlp.doc_numbers import normal
from nlp.gazetteer import Name, names
from nlp.titles import about_another, bare, forwarder, is_draft, is_revision, unmarked, without_site, years
from warehouse.models import Release

_SHORT = 100
_LONGEST = 600
_NUMBERS = re.compile(r"\d+(?:\.\d+)?|[一二三四]季度|上半年|下半年|前三季度")
_PLACED = re.compile(r"([^\d。；\n]{0,2})(\d+(?:\.\d+)?)")
_FURNITURE = re.compile(
    r"^.{0,12}(?:发布时间|发布日期|时间|日期|来源|浏览|阅读|点击|访问|字号|责任?编辑|扫一扫).{0,60}$", re.MULTILINE
)
_WARD = re.compile(r"[\u4e00-\u9fff]{1,4}?[区县市旗](?!域|间|内)")
_AREA = re.compile(r"(?:^|《|关于印发)([\u4e00-\u9fff]{2,3}[市省区县旗])(?!域|间|内)")
_DOTS = re.compile(r"(?:\.{2,}|。{2,})$")
_OPEN = re.compile(r"《[^》]*$|[（(][^）)]*$")
_NEAR, _FAR = timedelta(days=45), timedelta(days=200)


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides whether two releases are one, small enough to keep for every release ever seen."""

    id: str
    published: date | None
    """Else the day of writing."""
    written: date | None
    title: str
    """Of the document that it carries."""
    opening: str
    """Of a title that the site has cut off, what is left; else empty."""
    whole_title: str
    numbers: frozenset[str]
    years: frozenset[str]
    number: str
    stage: tuple[bool, bool, bool]
    """A draft, about another, passed on."""
    forwarder: str
    """Who passes it on, where the title says so."""
    revised: bool
    titled: frozenset[str]
    """The places that the title names."""
    home: frozenset[str]
    """The place that the first part of the text names most."""
    named: frozenset[str]
    """All that title and first part name."""
    wards: frozenset[str]
    """Areas of the title that no list of ours holds."""
    length: int
    sketch: array[int]
    figures: array[int]
    """Hashes of the text's numbers."""
    placed: array[int]
    """Its numbers where they stand: the hash of the two characters before, then that of the number."""


def facts(release: Release) -> Facts:
    """Those of one release."""
    title, said = without_site(release.title[:_LONGEST]), _FURNITURE.sub("", release.text)
    text, whole = sketches.squeezed(release.text), unmarked(title)
    places = [name for name in names(title) if not name.is_region]
    counts = Counter(name.code for name in names(said[:1500]) if not name.is_region)
    titled = frozenset(name.code for name in places)
    return Facts(
        id=release.id,
        published=release.published or release.written,
        written=release.written,
        title=bare(title),
        opening=_DOTS.sub("", whole) if _DOTS.search(whole) or _OPEN.search(whole) else "",
        whole_title=whole,
        numbers=frozenset(_NUMBERS.findall(bare(title))),
        years=years(title),
        number=normal(release.doc_number) if release.doc_number else "",
        stage=(is_draft(title), about_another(title), forwarder(title) is not None),
        forwarder=forwarder(title) or "",
        revised=is_revision(title),
        titled=titled,
        home=frozenset(code for code, _ in counts.most_common(1)),
        named=titled | frozenset(counts),
        wards=_wards(title, places),
        length=len(text),
        sketch=sketches.sketch(text),
        figures=array("L", sorted({_hash(number) for number in _NUMBERS.findall(said)})),
        placed=array("Q", sorted({_hash(before) << 32 | _hash(number) for before, number in _PLACED.findall(said)})),
    )


def likeness(a: Facts, b: Facts) -> float:
    """How surely two releases are one document: 0 when they are two, 2 when they bear one number and title."""
    if in_conflict(a, b):
        return 0.0
    titled = _same_title(a, b)
    if titled and a.number and a.number == b.number:
        return 2.0
    if titled and _replaced(a, b) > 1:
        return 0.0
    share = sketches.likeness(a.sketch, b.sketch)
    if min(a.length, b.length) < _SHORT:
        return share + 0.01 if a.title == b.title and _short_are_same(a, b, share) else 0.0
    return share if _long_are_same(a, b, share, titled) else 0.0


def _short_are_same(a: Facts, b: Facts, share: float) -> bool:
    """A page whose text is a picture joins the one that has the text; two such pages of one week are one."""
    if not a.length and not b.length:
        return _apart(a, b) <= timedelta(days=5)
    like = min(a.length, b.length) == 0 or (share >= 0.6 and _shared(a.figures, b.figures) == 1)
    return like and _apart(a, b) <= _NEAR


def _long_are_same(a: Facts, b: Facts, share: float, titled: bool) -> bool:
    if share >= 0.999:
        return _replaced(a, b) <= 1 and (_apart(a, b) <= _FAR or a.length >= 4 * _SHORT)
    if titled and a.revised == b.revised and _apart(a, b) <= _NEAR and _contained(a, b, share) >= 0.97:
        return True
    if titled and a.revised != b.revised:
        return False
    if _shared(a.figures, b.figures) < 0.8 or _shared(a.placed, b.placed) < 0.6:
        return False
    if titled and _apart(a, b) <= _NEAR:
        return share >= 0.5 or (share >= 0.3 and _contained(a, b, share) >= 0.85)
    return share >= 0.7 and _apart(a, b) <= _FAR


def in_conflict(a: Facts, b: Facts) -> bool:
    """Whether number, stage, place, year or day of writing says that they are two."""
    if a.number and b.number and a.number != b.number:
        return True
    if a.written and b.written and a.written != b.written and a.number != b.number:
        return True
    return not _is_opening(a, b) and any(
        (
            a.stage != b.stage,
            a.forwarder and b.forwarder and a.forwarder != b.forwarder,
            _elsewhere(a, b),
            a.wards and b.wards and not a.wards & b.wards,
            a.years and b.years and a.years != b.years,
            a.numbers and b.numbers and a.numbers != b.numbers,
        )
    )


def mark(found: Facts) -> tuple[object, ...]:
    """What two releases must differ in to be in conflict."""
    return (
        found.number,
        found.written,
        found.stage,
        found.forwarder,
        found.titled,
        found.home,
        found.named,
        found.wards,
        found.years,
        found.numbers,
        found.opening,
    )


def _elsewhere(a: Facts, b: Facts) -> bool:
    """Titles of different places; where one names none, texts of which neither names the other's place at all."""
    if a.titled and b.titled:
        return not a.titled & b.titled
    left, right = a.titled or a.home, b.titled or b.home
    return bool(left and right) and not left & b.named and not right & a.named


def _is_opening(a: Facts, b: Facts) -> bool:
    """Whether one title is the other, cut off."""
    return any(len(x.opening) >= 10 and y.whole_title.startswith(x.opening) for x, y in ((a, b), (b, a)))


def _same_title(a: Facts, b: Facts) -> bool:
    return a.title in b.title or b.title in a.title or _is_opening(a, b)


def _apart(a: Facts, b: Facts) -> timedelta:
    """No time at all where one gives no day."""
    return abs(a.published - b.published) if a.published and b.published else timedelta(0)


def _shared(left: array[int], right: array[int]) -> float:
    """The part of the smaller set that the other has too: a repost may add figures of its own."""
    return len(set(left) & set(right)) / min(len(left), len(right)) if left and right else 1.0


def _replaced(a: Facts, b: Facts) -> int:
    """How many figures stand in one text where another stands in the other: bulletins of two days, not a repost."""
    left, right = set(a.placed), set(b.placed)
    return len({found >> 32 for found in left - right} & {found >> 32 for found in right - left})


def _contained(a: Facts, b: Facts, share: float) -> float:
    """The part of the shorter text that the longer one holds, from the share of both that is common."""
    return share / (1 + share) * (a.length + b.length) / min(a.length, b.length)


def _wards(title: str, places: list[Name]) -> frozenset[str]:
    """江夏区 of 武汉市江夏区, 云州市 at the beginning."""
    behind = (_WARD.match(title, place.end) for place in places)
    known = {title[place.start : place.end] for place in places}
    first = _AREA.search(title)
    found = {match[0] for match in behind if match} | ({first[1]} if first else set())
    return frozenset(found - known)


def _hash(text: str) -> int:
    return crc32(text.encode())
