"""Columns named by UUIDs (河北省, 石家庄): `/columns/<uuid>/202610/21/<uuid>.html`, page 2 at `index_2`."""

from __future__ import annotations

from crawlers.platforms import static_index
from crawlers.platforms.reading import ListingPage, Saved
from warehouse.models import Listing


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of the page and its successor."""
    return static_index.read_numbered(response, listing, 2)
