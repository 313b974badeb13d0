"""Finds the next page of a static listing: a link, what its pager says, or a guess."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from lxml.html import HtmlElement

from crawlers.platforms import counts, service, vocabulary
from crawlers.platforms.reading import Fetch, Row, Saved

NUMBERED = re.compile(r"^(?P<stem>.*?)_(?P<number>\d{1,4})$")
ENDING = re.compile(r"\.(s?html?)$")
ENDINGS = ("html", "shtml")
SCRIPTED = re.compile(r"[\"'](/[^\"'\s]+|[^\"'\s]+\.s?html?)[\"']")
LIKELY_MORE = 10
"""Rows from which a page without a pager is taken to have a second one."""


@dataclass(frozen=True)
class Numbering:
    """How the addresses of a listing's pages are numbered."""

    page_two: int = 1
    """The number of page 2, 1 (`index_1`) or 2 (`index_2`); the other is tried after it: sites of one family differ."""
    is_reverse: bool = False
    """Numbers fall towards the oldest page: of 21 pages, page 2 is `index_19` and page 20 `index_1`."""


def following(page: Saved, rows: Sequence[Row], numbering: Numbering) -> tuple[Fetch, ...]:
    """Where the page after this one may be."""
    if address := link(page):
        return (Fetch(address),)
    told = counts.told(page, len(rows))
    if service.counter(page):
        return service.following(page, len(rows), pages=told.pages, total=told.total)
    number = current(page.url)
    if numbering.is_reverse:
        numbers, certain = _towards_oldest(page.url, number, told.pages)
    elif told.pages is None:
        has_more = number == 0 and told.total is not None and told.total > len(rows)
        numbers, certain = _after(number, numbering) if has_more or len(rows) >= LIKELY_MORE else (), has_more
    else:
        numbers, certain = _numbers(number, told.pages, numbering)
    certain = certain and not told.are_all(len(rows))
    return tuple(Fetch(address, certain) for address in _addresses(page.url, told, rows, numbers))


def link(page: Saved) -> str:
    """The address of the link that says 下一页, also when only a script in an attribute says it."""
    for anchor in page.document.iter("a"):
        text = "".join(str(piece) for piece in anchor.itertext()).strip() or (anchor.get("title") or "").strip()
        if text in vocabulary.next_page() and (target := _target(anchor)):
            return _elsewhere(page.url, target)
    return ""


def current(url: str) -> int:
    """The number in the address of a page, 0 for the first."""
    match = NUMBERED.match(_stem(url)[0])
    return int(match["number"]) if match else 0


def _target(anchor: HtmlElement) -> str:
    href = (anchor.get("href") or "").strip()
    if href and not href.lower().startswith(("javascript", "#")):
        return href
    named = SCRIPTED.search(" ".join(f"'{anchor.get(name)}'" for name in ("tagname", "onclick") if anchor.get(name)))
    return named.group(1) if named else ""


def _elsewhere(current: str, target: str) -> str:
    """The address of a link to another page of the same host."""
    try:
        address = urljoin(current, target).split("#")[0]
        same_host = urlsplit(address).hostname == urlsplit(current).hostname
    except ValueError:
        return ""
    return address if same_host and address != current.split("#")[0] else ""


def _numbers(number: int, pages: int, numbering: Numbering) -> tuple[tuple[int, ...], bool]:
    """The numbers that the next of so many pages may have, and whether there is one for certain."""
    # Where page 2 is `index_1` the last page is one less than their count: then its successor is nobody's loss.
    if pages < 2 or number + 1 > pages:
        return (), False
    return _after(number, numbering), number + 1 < pages


def _towards_oldest(url: str, number: int, pages: int | None) -> tuple[tuple[int, ...], bool]:
    """The same where numbers fall; whether the oldest page is 1 or 0 nobody tells."""
    is_first = not NUMBERED.match(_stem(url)[0])
    following = (pages or 0) - 2 if is_first else number - 1
    return ((following,) if following >= 0 else (), following > 0)


def _after(number: int, numbering: Numbering) -> tuple[int, ...]:
    return (number + 1,) if number else (numbering.page_two, 3 - numbering.page_two)


def _stem(url: str) -> tuple[str, str]:
    name = urlsplit(url).path.rpartition("/")[2]
    stem, dot, ending = name.partition(".")
    return stem, ending if dot else ""


def _addresses(url: str, told: counts.Told, rows: Sequence[Row], numbers: tuple[int, ...]) -> Iterator[str]:
    parts = urlsplit(url)
    stem, ending = _stem(url)
    folder = parts.path.rpartition("/")[0] + "/"
    match = NUMBERED.match(stem)
    name = match["stem"] if match else stem if stem and told.name == "index" else told.name
    known = ending if match else told.ending or ending
    for number in numbers:
        for kind in (known,) if known else _endings(rows):
            yield urlunsplit((parts.scheme, parts.netloc, f"{folder}{name}_{number}.{kind}", "", ""))


def _endings(rows: Sequence[Row]) -> tuple[str, ...]:
    """Endings that pages may have, that of the articles first."""
    found = Counter(match.group(1) for row in rows if (match := ENDING.search(urlsplit(row.url).path)))
    own = [ending for ending, _ in found.most_common(1)]
    return tuple(dict.fromkeys([*own, *ENDINGS]))
