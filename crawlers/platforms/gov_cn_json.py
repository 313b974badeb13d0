"""gov.cn's policy library: a JSON search service, pages counted by `p`."""

from __future__ import annotations

from crawlers.platforms import json_search
from crawlers.platforms.reading import ListingPage, Saved
from warehouse.models import Listing


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of one answer and the address of the next."""
    return json_search.read_counted(response, "p")
