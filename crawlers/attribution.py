"""Whose a page is that no source announced: by its host, its site's code, its issuer's name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from crawlers.page import Page
from warehouse.models import Level, PlaceCode, Source
from warehouse.reference import Place, places

CENTRE = "100000"
_LEVELS: dict[str, Level] = {"country": "central", "province": "province", "city": "city", "county": "city"}
_LOCAL = re.compile(r"^.{2,8}?[省市县区旗州]|^[省市县区]")


def attribute(page: Page, sources: Mapping[str, Source]) -> tuple[PlaceCode, Level]:
    """Place and level of the publisher; the centre's place when nothing names another."""
    source = by_host(page.url, sources)
    if source:
        return source.place, source.level
    return by_code(page.site_code) or by_name(*page.issuers, page.title) or _unknown(page)


def by_host(url: str, sources: Mapping[str, Source]) -> Source | None:
    """The source whose home page is on the address's host."""
    host = urlsplit(url).netloc.lower()
    return next((one for one in sources.values() if host and urlsplit(one.homepage).netloc.lower() == host), None)


def by_code(code: str) -> tuple[PlaceCode, Level] | None:
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


def by_name(*names: str) -> tuple[PlaceCode, Level] | None:
    """The area that a name begins with: 武汉市生态环境局."""
    for name in names:
        found = max((place for place in places().values() if _begins(name, place)), key=_rank, default=None)
        if found:
            return found.code, _LEVELS[found.level]
    return None


def _begins(name: str, place: Place) -> bool:
    return place.code != CENTRE and name.startswith((place.zh, place.short_zh))


def _rank(place: Place) -> tuple[int, bool]:
    return len(place.short_zh), place.level != "city"


def _unknown(page: Page) -> tuple[PlaceCode, Level]:
    """Nobody is raised to the centre who calls himself 市, 县 or 区."""
    local = any(_LOCAL.match(name) for name in page.issuers)
    return CENTRE, "city" if local else "central"
