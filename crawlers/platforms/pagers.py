"""Finds the next page of a static listing: a link, what a script says of the pages, or a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from crawlers.platforms import vocabulary
from crawlers.platforms.reading import Fetch, Saved

CALL = re.compile(r"(?<!function )\bcreatePage(?:HTML)?\s*\(([^)]*)\)")
TOTAL = re.compile(
    r"\b(?:countPage|totalPage|pageCount|total_page|pagecount)\b[\"']?\s*[=:]\s*[\"']?(\d+)", re.IGNORECASE
)
COMMENTED = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
NUMBERED = re.compile(r"^(?P<stem>.*?)_(?P<number>\d+)$")
ENDING = re.compile(r"index[\w\"'+ ]{0,40}\.(s?html?)\b")
FAMILY = re.compile(r"[\"'/](index_\d{3,})_")
ENDINGS = ("html", "shtml")
LIKELY_MORE = 10
"""Rows from which a page without a pager is taken to have a second one."""


@dataclass(frozen=True)
class Pager:
    """What a script says of a listing's pages."""

    pages: int
    name: str = "index"
    ending: str = ""


def following(page: Saved, rows: int, first: int) -> tuple[Fetch, ...]:
    """Where the page after this one may be.

    `first` is the number that the family gives to page 2 in its address: 1 (`index_1`) or 2
    (`index_2`); the other is tried after it, because sites of one family differ.
    """
    if link := _link(page):
        return (Fetch(link),)
    pager, number = told(page), current(page.url)
    if pager is None and rows < LIKELY_MORE:
        return ()
    # Where page 2 is `index_1` the last page is one less than their count: then its successor is nobody's loss.
    last = pager.pages if pager else number + 2
    if number + 1 > last or (pager and last < 2):
        return ()
    numbers = (number + 1,) if number else (first, 3 - first)
    certain = pager is not None and number + 1 < last
    return tuple(Fetch(address, certain) for address in _addresses(page.url, pager or Pager(0), numbers))


def told(page: Saved) -> Pager | None:
    """The pager call or variable of a page's scripts, whatever its dialect."""
    scripts = COMMENTED.sub("", page.scripts)
    named = [_call(match.group(1)) for match in CALL.finditer(scripts)]
    known = next((pager for pager in named if pager), None)
    if known is None and (total := TOTAL.search(scripts)):
        known = Pager(int(total.group(1)))
    if known and not known.ending and (named_ending := ENDING.search(scripts)):
        known = Pager(known.pages, known.name, named_ending.group(1))
    if known and (family := FAMILY.search(scripts)):
        known = Pager(known.pages, family.group(1), known.ending)
    return known


def _call(arguments: str) -> Pager | None:
    """`(pages, current, "index", "html")`, `('page_div', pages, …)` or `(records, pages, current, …)`."""
    parts = [part.strip() for part in arguments.split(",")]
    words = [part.strip("'\"") for part in parts if part[:1] in "'\""]
    if parts and parts[0][:1] in "'\"":
        parts, words = parts[1:], words[1:]
    numbers = _leading_numbers(parts)
    if not numbers:
        return None
    pages = numbers[1] if len(numbers) == 3 and numbers[0] >= numbers[1] > numbers[2] else numbers[0]
    return Pager(pages, words[0] if words else "index", words[1] if len(words) > 1 else "")


def _leading_numbers(parts: list[str]) -> list[int]:
    numbers: list[int] = []
    for part in parts:
        if not part.isdigit():
            break
        numbers.append(int(part))
    return numbers


def _link(page: Saved) -> str:
    """The address of the link that says 下一页."""
    for anchor in page.document.iter("a"):
        text = "".join(str(piece) for piece in anchor.itertext()).strip() or (anchor.get("title") or "").strip()
        href = (anchor.get("href") or "").strip()
        if text in vocabulary.next_page() and href and not href.startswith(("javascript", "#")):
            address = urljoin(page.url, href)
            return address if _is_elsewhere(address, page.url) else ""
    return ""


def _is_elsewhere(address: str, current: str) -> bool:
    return urlsplit(address).hostname == urlsplit(current).hostname and address.split("#")[0] != current.split("#")[0]


def current(url: str) -> int:
    """The number in the address of a page, 0 for the first."""
    match = NUMBERED.match(_stem(url)[0])
    return int(match["number"]) if match and len(match["number"]) < 5 else 0


def _stem(url: str) -> tuple[str, str]:
    name = urlsplit(url).path.rpartition("/")[2]
    stem, dot, ending = name.partition(".")
    return stem, ending if dot else ""


def _addresses(url: str, pager: Pager, numbers: tuple[int, ...]) -> Iterator[str]:
    parts = urlsplit(url)
    stem, ending = _stem(url)
    folder = parts.path.rpartition("/")[0] + "/"
    match = NUMBERED.match(stem) if current(url) else None
    name = match["stem"] if match else stem if stem and pager.name == "index" else pager.name
    known = ending if match else pager.ending or ending
    for number in numbers:
        for kind in (known,) if known else ENDINGS:
            yield urlunsplit((parts.scheme, parts.netloc, f"{folder}{name}_{number}.{kind}", "", ""))
