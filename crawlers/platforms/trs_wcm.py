"""TRS WCM: pages named `t20261021_123.html`, a pager written by script, page 2 at `index_1`.

Option `numbering: reverse` as of `static_index`. WAS5 searches (`/was5/web/search?…&page=1`) are read as lists too.
"""

from __future__ import annotations

import re
from urllib.parse import urljoin

from crawlers.platforms import counts, days, pagers, static_index
from crawlers.platforms.reading import ListingPage, Row, Saved
from crawlers.text import dates
from warehouse.models import Listing

OPTIONS = static_index.OPTIONS

# Some portals (武汉) write each row by script: the address, the title, the number, then the day.
SCRIPTED = re.compile(
    r"\burl\s*=\s*[\"'](?P<url>[^\"']*t\d{8}_\d+\.s?html?)[\"'](?P<rest>.*?)(?=\burl\s*=|\Z)", re.DOTALL
)
TITLE = re.compile(r"\btitle\s*=\s*[\"'](?P<title>[^\"']+)[\"']", re.IGNORECASE)
NUMBER = re.compile(r"\bFILENUM\s*=\s*[\"'](?P<number>[^\"']*)[\"']", re.IGNORECASE)


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows in the markup, else rows that a script writes."""
    page = static_index.read(response, listing)
    scripted = rows_by_script(response)
    if len(scripted) <= len(page.rows):
        return page
    numbering = pagers.Numbering(is_reverse=listing.options.get("numbering") == "reverse")
    total = counts.told(response, len(scripted)).total
    return ListingPage(scripted, pagers.following(response, scripted, numbering), total)


def rows_by_script(response: Saved) -> tuple[Row, ...]:
    """Rows that only exist once a script has run, read from its source."""
    found = (_row(match["url"], match["rest"], response.url) for match in SCRIPTED.finditer(response.scripts))
    return tuple({row.url: row for row in found if row}.values())


def _row(url: str, rest: str, base: str) -> Row | None:
    title, number = TITLE.search(rest), NUMBER.search(rest)
    if not title:
        return None
    day = days.shown(rest[title.end() :]) or dates.of_url(url)
    return Row(urljoin(base, url), title["title"].strip(), day, number["number"] if number else "")
