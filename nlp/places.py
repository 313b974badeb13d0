"""The places that a release concerns, each with its reason: issuer, addressee, region, mention or publisher."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nlp.gazetteer import abbreviated, names
from nlp.reading import Passage, Reading
from nlp.vocabulary import load
from warehouse.models import PlaceTag, Quote
from warehouse.reference import places as known
from warehouse.reference import regions

CENTRE = "100000"
BINDING = frozenset({"plan", "policy", "standard", "consultation", "alert", "economics"})
"""Kinds by which a province speaks to all its cities."""
_HEAD_BLOCKS = 8
_TAIL_BLOCKS = 8
_HEAD = re.compile(
    r"^(?! )[^《》]{2,60}?(?=关于|印发|发布|公布|召开|启动|解除|转发|批转|公开征|征求|举行|废止|修改|通报)"
)


def places(reading: Reading, kind: str, blocks: frozenset[int]) -> list[PlaceTag]:
    """Tags in the order of their strength; a place may have several, one for each reason."""
    home, home_quote = origin(reading)
    tags = [PlaceTag(place=reading.release.place, reason="publisher")]
    tags += _issuers(reading, home, home_quote, kind)
    tags += _addressees(reading, home)
    tags += _regions(reading, home, blocks)
    tags += _mentions(
        reading, blocks, {tag.place for tag in tags if tag.reason in ("issuer", "addressee") and not tag.via}
    )
    unique = {(tag.place, tag.reason, tag.via): tag for tag in reversed(tags)}
    return [unique[key] for key in dict.fromkeys((tag.place, tag.reason, tag.via) for tag in tags)]


def origin(reading: Reading) -> tuple[str, Quote | None]:
    """The place whose organ issued the text: by 发文机关, title, signature, else the publisher's."""
    for issuer in reading.release.issuers:
        if code := _of_organ(issuer):
            return code, _find(reading, issuer)
    head = _HEAD.match(reading.title.text)
    if head and (code := _of_organ(head[0].split()[0])):
        return code, reading.title.part(0, head.end())
    for block in reading.blocks[-_TAIL_BLOCKS:]:
        if len(block.text) <= 30 and _signs(block.text) and (code := _of_organ(block.text)):
            return code, block.quote()
    named = [name for name in names(reading.title.text) if not name.is_region]
    if named and named[0].start <= 2:
        return named[0].code, reading.title.part(named[0].start, named[0].end)
    return reading.release.place, None


def _signs(text: str) -> bool:
    """Whether a line may be a signature: an organ's name, not a line of receivers."""
    return _is_organ(text) and not re.search(r"^各|[：:。；;，,]$", text)


def _of_organ(text: str) -> str:
    """武汉市生态环境局 is 武汉's; 生态环境部 the centre's; 市生态环境局 nobody's in particular."""
    found = [name.code for name in names(text) if not name.is_region]
    if found and _is_organ(text):
        return found[0] if len(found) == 1 or known()[found[1]].parent != found[0] else found[1]
    return CENTRE if re.search(load("agencies")["central"], text) else ""


def _is_organ(text: str) -> bool:
    return bool(re.search(load("agencies")["body"], text))


def _issuers(reading: Reading, home: str, quote: Quote | None, kind: str) -> Iterator[PlaceTag]:
    """The issuers' places; what a province orders is meant for all its cities, unless it is sent to some by name."""
    head = _HEAD.match(reading.title.text)
    organs = [*reading.release.issuers, *(head[0].split() if head else ())]
    codes = dict.fromkeys([home, *filter(None, map(_of_organ, organs))])
    for code in codes:
        yield PlaceTag(place=code, reason="issuer", quote=quote if code == home else None)
    for code in codes:
        if known()[code].level == "province" and kind in BINDING and not _is_for_some(reading, code):
            yield from (PlaceTag(place=child, reason="addressee", via=code, quote=quote) for child in _below(code))


def _is_for_some(reading: Reading, province: str) -> bool:
    """Whether it answers somebody, or the receivers are cities of the province by name and nobody is every city's."""
    if re.search(load("places")["answers"], reading.title.text):
        return True
    received = [text for text, _ in _addressed(reading)]
    named = {name.code for text in received for name in names(text) if not name.is_region}
    general = any(re.search(load("places")["children"], text) for text in received)
    return bool(named & set(_below(province))) and not general


def _addressees(reading: Reading, home: str) -> Iterator[PlaceTag]:
    for text, quote in _addressed(reading):
        for name in names(text):
            if name.is_region:
                yield from _members(name.code, reading.day, quote)
            else:
                yield PlaceTag(place=name.code, reason="addressee", quote=quote)
        if re.search(load("places")["children"], text) and known()[home].level == "province":
            yield from (PlaceTag(place=child, reason="addressee", via=home, quote=quote) for child in _below(home))


def _addressed(reading: Reading) -> Iterator[tuple[str, Quote | None]]:
    """主送机关 as the page gives them, else the line of receivers that ends with a colon; whom the title speaks to."""
    spoken = re.search(load("places")["spoken_to"], reading.title.text)
    if spoken:
        yield spoken[spoken.lastgroup or 0], reading.title.quote()
    for text in reading.release.addressees:
        yield text, _find(reading, text)
    if not reading.release.addressees:
        for block in reading.blocks[:_HEAD_BLOCKS]:
            if _is_received(block.text):
                yield block.text, block.quote()
                return


def _is_received(line: str) -> bool:
    words = load("places")
    ends = len(line) < 600 and line[-1:] in ("：", ":") and not re.search(words["no_receiver"], line)
    return ends and bool(line.startswith("各") or re.search(words["receiver"], line[:-1]))


def _regions(reading: Reading, home: str, blocks: frozenset[int]) -> Iterator[PlaceTag]:
    """A region counts in a title and in what the centre says: a city that names its region speaks for itself only."""
    told: set[str] = set()
    for passage in (reading.title, *(reading.limited(blocks) if home == CENTRE else ())):
        for name in names(passage.text):
            if name.is_region and name.code not in told:
                told.add(name.code)
                yield from _members(name.code, reading.day, passage.quote())


def _members(region: str, day: date | None, quote: Quote | None) -> Iterator[PlaceTag]:
    """Those of the document's day; a text without a date has none."""
    for code in sorted(regions()[region].members(day)) if day else ():
        yield PlaceTag(place=code, reason="region", via=region, quote=quote)


def _mentions(reading: Reading, blocks: frozenset[int], told: set[str]) -> Iterator[PlaceTag]:
    """The first sentence that names a place; the issuer's and the receivers' own need none."""
    for passage in (reading.title, *reading.limited(blocks)):
        address = re.search(load("places")["address"], passage.text)
        for name in () if address else (*names(passage.text), *abbreviated(passage.text)):
            if not name.is_region and name.code not in told:
                told.add(name.code)
                yield PlaceTag(place=name.code, reason="mention", quote=passage.quote())


def _below(code: str) -> list[str]:
    return [place.code for place in known().values() if place.parent == code]


def _find(reading: Reading, text: str) -> Quote | None:
    """Where the page's own field stands in the text too; its table is not part of the body."""
    passages: tuple[Passage, ...] = (reading.title, *reading.blocks)
    for passage in passages:
        at = passage.text.find(text) if text else -1
        if at >= 0:
            return passage.part(at, at + len(text))
    return None
