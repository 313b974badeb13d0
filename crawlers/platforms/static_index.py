"""Any portal of plain HTML lists: rows by their links, pages by link, script or guess."""

from __future__ import annotations

from crawlers.platforms import anchors, pagers, records
from crawlers.platforms.reading import ListingPage, Saved
from warehouse.models import Listing

PAGE_TWO = 1


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of the page and where the next one may be."""
    return read_numbered(response, PAGE_TWO)


def read_numbered(response: Saved, page_two: int) -> ListingPage:
    """The same for families that number their second page otherwise."""
    rows = anchors.rows(response)
    written = records.in_scripts(response.scripts, response.url)
    rows = written if len(written) > len(rows) else rows
    return ListingPage(rows, pagers.following(response, len(rows), page_two))
