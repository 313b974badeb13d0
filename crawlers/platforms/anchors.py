"""Reads the rows of any HTML listing: a link, its title, and the day that stands beside it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

from crawlers.platforms import days, vocabulary
from crawlers.platforms.reading import Row, Saved
from crawlers.platforms.stream import Stream
from crawlers.text import dates
from crawlers.text.spaces import tidy

ADDRESS = re.compile(r"https?://[^\s'\"\\)]+|[./][\w./%-]*?(?<=\w)\.(?:s?html?|jhtml|jsp)(?:\?[^\s'\"\\)]*)?")
NO_ADDRESS = re.compile(r"^(?:javascript:|mailto:|tel:|data:|#|$)", re.IGNORECASE)
ARTICLE = re.compile(r"\d{6,}|/\d{4}[/-]\d{1,2}|[0-9a-f]{16,}|_\d{3,}\.|/\d{4,}\.|/c?\d{4,}/")
DOC_NUMBER = re.compile(r"[一-龥A-Za-z]{1,12}[〔\[（(【﹝［]\s*(?:19|20)\d{2}\s*[〕\])）】﹞］]\s*(?:第)?\d{1,5}\s*号")
PAGE = re.compile(r"/(?:index|list|default)(?:[_-]\d{1,4})?\.\w{2,5}$", re.IGNORECASE)
LABELLED = re.compile(
    r"(?:文章|信息|新闻)?标\s*题\s*[:：]\s*(.+?)\s*(?:(?:点击|浏览|作|发[表布]|更新|录入|来源|日期|时间)[^:：]{0,6}[:：].*)?$"
)
LONGEST_SCRIPT = 2000
"""Characters of an anchor's scripts in which its address is looked for."""
ROW_TAGS = {"li", "tr", "dl", "dd"}
ROW_DEPTH = 5
"""Levels above a link in which its row may end."""


@dataclass(frozen=True)
class Link:
    """One anchor of a listing with the text it stands in."""

    anchor: HtmlElement
    url: str
    title: str
    row: HtmlElement
    """The largest element around it that speaks of no other article: itself when there is none."""
    shape: str
    """Tags and classes of what it stands in: rows of one list share it."""
    stream: Stream

    @property
    def beside(self) -> str:
        """Text of its row outside the link."""
        return self.stream.beside(self.row, self.anchor) if self.row is not self.anchor else ""

    def day(self) -> date | None:
        """The day shown in its row or in the link itself."""
        beside = self.beside
        whole = days.shown(beside) or days.shown(_text(self.anchor))
        near = beside or self.stream.after(self.anchor)
        return whole or days.without_year(near, self.url) or self._day_below_year(near)

    def _day_below_year(self, near: str) -> date | None:
        """A `[10-08]` in the year of the heading above it."""
        if not days.NO_YEAR.search(near):
            return None
        year = self.stream.year_above(self.anchor)
        return days.without_year(near, f"/{year}/") if year else None

    @property
    def is_likely(self) -> bool:
        """True when it stands in a list and its address looks like an article's."""
        path = _path(self.url).partition("?")[0]
        return bool(ARTICLE.search(path)) and any(e.tag in ROW_TAGS for e in self.anchor.iterancestors())


def rows(page: Saved) -> tuple[Row, ...]:
    """The rows of an HTML page, in its order, each address once."""
    found = list(links(page))
    dated = _with_loose([(link, link.day()) for link in found])
    shapes = Counter(link.shape for link, day in dated if day)
    if not shapes:
        return _once(Row(link.url, link.title, day) for link, day in _undated(found))
    listed = ((link, day or dates.of_url(link.url)) for link, day in dated if day or _fellow(link, shapes))
    return _once(Row(link.url, link.title, day, _number(link.beside)) for link, day in listed)


def links(page: Saved) -> Iterator[Link]:
    """Every anchor that could announce something."""
    base = _base(page)
    titled = [(anchor, _address(anchor, base), _title(anchor)) for anchor in page.document.iter("a")]
    named = [entry for entry in titled if entry[1] and _announces(entry[1], entry[2]) and not _is_page(entry[1], base)]
    owners, stream = _owners(named), Stream(page.document)
    for anchor, url, title in named:
        yield Link(anchor, url, title, _row(anchor, url, owners), _shape(anchor), stream)


def _announces(url: str, title: str) -> bool:
    denied = any(path in url for path in vocabulary.no_paths())
    return len(title) >= 4 and title not in vocabulary.no_titles() and not denied


def _is_page(url: str, base: str) -> bool:
    """Whether it is another page of the listing itself, as the last one of a pager."""
    return PAGE.search(url) is not None and url.rpartition("/")[0] == base.rpartition("/")[0]


def _with_loose(dated: list[tuple[Link, date | None]]) -> list[tuple[Link, date | None]]:
    """The same with days that stand outside any row, before or after the link: whichever gives more.

    Where other links of the page have their day in a row, only their fellows are looked at.
    """
    shapes = {link.shape for link, day in dated if day}
    loose = [link for link, day in dated if not day and (not shapes or link.shape in shapes)]
    after = {link.anchor: day for link in loose if (day := days.shown(link.stream.after(link.anchor)))}
    before = {link.anchor: day for link in loose if (day := days.shown(link.stream.before(link.anchor)))}
    likely = {link.anchor for link in loose if link.is_likely}
    best = max((after, before), key=lambda found: (len(likely & found.keys()), len(found)))
    counted = Counter(link.shape for link in loose if link.anchor in best)
    kept = {link.anchor: best.get(link.anchor) for link in loose if link.shape in shapes or counted[link.shape] >= 2}
    return [(link, day or kept.get(link.anchor)) for link, day in dated]


def _base(page: Saved) -> str:
    declared = page.document.find(".//base[@href]")
    address = urljoin(page.url, declared.get("href")) if declared is not None else page.url
    return address.split("?")[0].split("#")[0]


def _address(anchor: HtmlElement, base: str) -> str:
    """Where an anchor leads, also when only a script in an attribute says so."""
    href = (anchor.get("href") or "").strip()
    if NO_ADDRESS.match(href):
        scripted = " ".join([href, *(str(value) for name, value in anchor.items() if name not in ("href", "title"))])
        found = ADDRESS.search(scripted[:LONGEST_SCRIPT])
        href = found.group(0) if found else ""
    if not href:
        return ""
    try:
        address = urldefrag(urljoin(base, href.replace("\\", "/"))).url
        host = urlsplit(address).hostname
    except ValueError:
        return ""
    return address if address.startswith("http") and host and address != base else ""


def _path(url: str) -> str:
    return "/" + url.partition("://")[2].partition("/")[2]


def _owners(named: list[tuple[HtmlElement, str, str]]) -> dict[HtmlElement, set[str]]:
    """For each element the different articles that its anchors lead to, two at most: more are no more others."""
    owners: dict[HtmlElement, set[str]] = {}
    for anchor, url, _ in named:
        if ARTICLE.search(_path(url)):
            for element in (anchor, *anchor.iterancestors()):
                known = owners.setdefault(element, set())
                if len(known) > 1:
                    break
                known.add(url)
    return owners


def _row(anchor: HtmlElement, address: str, owners: dict[HtmlElement, set[str]]) -> HtmlElement:
    """The largest element around an anchor that speaks of no other article."""
    row = anchor
    for element in islice(anchor.iterancestors(), ROW_DEPTH):
        if element.tag in ("body", "html") or _speaks_of_others(owners.get(element), address):
            break
        row = element
        if element.tag in ("li", "tr"):
            break
    return row


def _speaks_of_others(articles: set[str] | None, address: str) -> bool:
    return articles is not None and (len(articles) > 1 or address not in articles)


def _title(anchor: HtmlElement) -> str:
    """The title attribute, which is never cut short, or the text without its day."""
    text = _text(anchor)
    heading = anchor.xpath("(.//h1|.//h2|.//h3|.//h4|.//h5|.//*[contains(concat(' ', @class, ' '), ' title ')])[1]")
    shown = _text(heading[0]) if heading and len(_text(heading[0])) > 3 else text
    named = _named(anchor)
    return named if named else days.without(shown).strip(" 　·•>[]\u200b")


def _named(anchor: HtmlElement) -> str:
    """Its title attribute; some sites write author, day and clicks into it too, others the day alone."""
    named = tidy(anchor.get("title") or "")
    labelled = LABELLED.match(named)
    named = labelled[1].strip() if labelled else named
    return named if len(days.without(named)) > 3 and named not in vocabulary.no_titles() else ""


def _text(element: HtmlElement) -> str:
    return tidy(" ".join(str(piece) for piece in element.itertext()))


def _shape(anchor: HtmlElement) -> str:
    around = [anchor, *islice(anchor.iterancestors(), 3)]
    return "/".join(f"{element.tag}.{element.get('class', '')}" for element in around)


def _fellow(link: Link, shapes: Counter[str]) -> bool:
    """True for a link without a day that stands in the same list as links with one."""
    return shapes[link.shape] >= 2 and link.is_likely


def _undated(found: list[Link]) -> Iterator[tuple[Link, date | None]]:
    """On a page that shows no days: links whose addresses look like articles, at least three to a list."""
    likely = [link for link in found if link.is_likely]
    shapes = Counter(link.shape for link in likely)
    yield from ((link, dates.of_url(link.url)) for link in likely if shapes[link.shape] >= 3)


def _number(text: str) -> str:
    found = DOC_NUMBER.search(text)
    return found.group(0) if found else ""


def _once(found: Iterator[Row]) -> tuple[Row, ...]:
    kept: dict[str, Row] = {}
    for row in found:
        known = kept.get(row.url)
        if known is None or (known.date is None and row.date):
            kept[row.url] = row
    return tuple(kept.values())
