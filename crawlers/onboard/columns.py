"""The columns that a page leads to: links and names in it that sound like what we read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawlers import platforms
from crawlers.address import canonical, resolve
from crawlers.fetching.answers import site
from crawlers.onboard.owner import meta, words
from crawlers.platforms.reading import Saved
from warehouse.models import Listing

HOME = re.compile(r"/?(?:(?:index|default)\.\w+)?")
"""Path of a home page."""
LONGEST = 16
"""Characters of a column's name; longer texts are titles."""
MOST = 10
"""Columns that are tried on one page."""


@dataclass(frozen=True)
class Column:
    """A list that may be worth reading."""

    name: str
    platform: str
    """Empty until its page has been seen."""
    url: str
    is_named: bool = False
    """True when it has no address of its own: its family finds it by its name."""

    @property
    def hint(self) -> str:
        """What to say beside the address."""
        return f" --lists {self.name}" if self.is_named else ""


def of(page: Saved, platform: str) -> list[Column]:
    """Columns by links of the page and by the names that its family finds in it, the most telling first."""
    return [*_named(page, platform), *_linked(page)][:MOST]


def name_of(page: Saved) -> str:
    """What the page calls its column: its meta ColumnName, else the beginning of its title."""
    title = "".join(page.document.xpath("//title//text()")).strip()
    return meta(page, "ColumnName") or re.split(r"[-_|—–]", title)[0].strip()


def _linked(page: Saved) -> list[Column]:
    found: dict[str, tuple[int, Column]] = {}
    for anchor in page.document.iter("a"):
        text = "".join((anchor.get("title") or anchor.text_content() or "").split())
        url = resolve(page.url, anchor.get("href") or "")
        rank = next((at for at, word in enumerate(words()["columns"]) if word in text), None)
        if rank is None or len(text) > LONGEST or not url or not _is_column(url, page.url):
            continue
        found.setdefault(canonical(url), (rank, Column(text, "", url)))
    return [column for _, column in sorted(found.values(), key=lambda pair: pair[0])]


def _is_column(url: str, page: str) -> bool:
    """True for another page of the same site that is no article."""
    is_article = re.search(r"t\d{8}_\d+|/art/\d{4}/|[0-9a-f]{32}\.|content_\d+|post_\d+", urlsplit(url).path)
    is_other = canonical(url) != canonical(page) and not HOME.fullmatch(urlsplit(url).path)
    return site(url) == site(page) and is_other and not is_article


def _named(page: Saved, platform: str) -> list[Column]:
    """Columns without a page of their own: the family finds them by their names."""
    read = platforms.reader(platform)
    if read(page, Listing(url=page.url)).next:
        return []
    found = (Listing(url=page.url, lists=word) for word in words()["columns"])
    return [
        Column(one.lists, platform, one.url, True) for one in found if read(page, one).next and not read(page, one).rows
    ]
