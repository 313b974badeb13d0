"""Any portal of plain HTML lists: rows by their links, pages by link, pager or guess.

Option `numbering: reverse` for a column whose pages are numbered towards the oldest (`index_19` is page 2 of 21).
"""

from __future__ import annotations

from crawlers.platforms import anchors, counts, json_search, pagers, records
from crawlers.platforms.reading import ListingPage, Row, Saved
from warehouse.models import Listing

OPTIONS = frozenset({"numbering"})


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of the page and where the next one may be."""
    return read_numbered(response, listing, 1)


def read_numbered(response: Saved, listing: Listing, page_two: int) -> ListingPage:
    """The same for families that number their second page otherwise; some columns answer with JSON."""
    if json_search.is_json(response):
        return json_search.read(response, listing)
    rows = rows_of(response)
    numbering = pagers.Numbering(page_two, listing.options.get("numbering") == "reverse")
    return ListingPage(rows, pagers.following(response, rows, numbering), counts.told(response, len(rows)).total)


def rows_of(response: Saved) -> tuple[Row, ...]:
    """The rows of the markup, or of the records in its scripts where those are more."""
    rows = anchors.rows(response)
    written = records.in_scripts(response.scripts, response.url)
    return written if len(written) > len(rows) else rows
