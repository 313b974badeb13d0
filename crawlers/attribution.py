"""Whose a page is that no source announced: by source, issuer, title, its site's code, its host."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from crawlers.page import Page
from crawlers.page.title import genre
from warehouse.models import Level, PlaceCode, Source
from warehouse.reference import Place, places

CENTRE = "100000"
Guess = tuple[PlaceCode, Level]
_LEVELS: dict[str, Level] = {"country": "central", "province": "province", "city": "city", "county": "city"}
_LOCAL = re.compile(r"^.{2,8}?[省市县区旗州]|^[省市县区]")
_CENTRAL = re.compile(
    r"^(?:中共中央|中央|国务院|国家|全国人|中华人民共和国|最高人民)|^[^省市县区旗州]{2,10}部(?:办公厅)?$"
)
_BRANCH = re.compile(r"^(?:国家|中国|中华人民共和国).{2,12}?[局署委部行]")
"""What stands before the place in the name of a national organ's branch: 国家能源局湖南监管办公室."""


def attribute(page: Page, sources: Mapping[str, Source]) -> Guess:
    """Place and level of the publisher; the centre's place when nothing names another."""
    source = by_host(page.url, sources)
    if source:
        return source.place, source.level
    return (
        by_name(*page.issuers)
        or by_branch(*page.issuers)
        or (by_name(page.title) if genre().search(page.title) else None)
        or ((CENTRE, "central") if any(map(_CENTRAL.match, page.issuers)) else None)
        or by_code(page.site_code)
        or by_address(page.url)
        or (None if urlsplit(page.url).hostname else by_name(page.title))
        or _unknown(page)
    )


def by_host(url: str, sources: Mapping[str, Source]) -> Source | None:
    """The source whose home page is on the address's host."""
    host = urlsplit(url).netloc.lower()
    return next((one for one in sources.values() if host and urlsplit(one.homepage).netloc.lower() == host), None)


def by_code(code: str) -> Guess | None:
    """The area in a 网站标识码; a county is told as its city."""
    if code.startswith("bm"):
        return CENTRE, "central"
    if len(code) < 6:
        return None
    forms = (code[:6], code[:4] + "00", code[:2] + "0000")
    known = next((form for form in forms if form in places()), CENTRE)
    if known == CENTRE:
        return None
    return known, _LEVELS[places()[known].level] if known == forms[0] else "city"


def by_name(*names: str) -> Guess | None:
    """The area that a name begins with: 武汉市生态环境局, 《上海市大气污染防治条例》."""
    for name in names:
        bare = name.lstrip("《“【 ")
        found = max((place for place in places().values() if _begins(bare, place)), key=_rank, default=None)
        if found:
            return found.code, _LEVELS[found.level]
    return None


def by_branch(*names: str) -> Guess | None:
    """The area in the name of a national organ's branch."""
    rests = (name[branch.end() :] for name in names if (branch := _BRANCH.match(name)))
    return by_name(*rests)


def by_address(url: str) -> Guess | None:
    """The area in a government's host: gjj.hainan.gov.cn, sh.gov.cn."""
    host = (urlsplit(url).hostname or "").lower()
    label = host.removesuffix(".gov.cn").rpartition(".")[2] if host.endswith(".gov.cn") else ""
    code = addressed().get(label)
    return (code, _LEVELS[places()[code].level]) if code else None


@cache
def addressed() -> dict[str, PlaceCode]:
    """Place by label of a host: its pinyin, where no other place has the same, and the abbreviations in use."""
    spelled = [(re.sub("[^a-z]", "", place.en.lower()), place) for place in places().values() if place.code != CENTRE]
    shared = Counter(label for label, _ in spelled)
    alone = {label: place.code for label, place in spelled if shared[label] == 1}
    used: dict[str, PlaceCode] = yaml.safe_load((Path(__file__).parent / "hosts.yml").read_text(encoding="utf-8"))
    return alone | used


def _begins(name: str, place: Place) -> bool:
    return place.code != CENTRE and name.startswith((place.zh, place.short_zh))


def _rank(place: Place) -> tuple[int, bool]:
    return len(place.short_zh), place.level != "city"


def _unknown(page: Page) -> Guess:
    """Nobody is raised to the centre who calls himself 市, 县 or 区."""
    local = any(_LOCAL.match(name) for name in page.issuers)
    return CENTRE, "city" if local else "central"
