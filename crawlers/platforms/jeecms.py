"""JEECMS (唐山, 郑州): `/<column>/20261021/<id>.html`, page 2 at `index_2`, or counted by `pageNo` in `….jspx`."""

from __future__ import annotations

from crawlers.platforms import static_index
from crawlers.platforms.reading import ListingPage, Saved
from warehouse.models import Listing


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of the page and its successor."""
    return static_index.read_numbered(response, listing, 2)
