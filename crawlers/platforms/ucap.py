"""UCAP (开普): lists whose page 2 is `name_2`, or a JSON service of the channel."""

from __future__ import annotations

import re
from urllib.parse import urlencode, urljoin

from crawlers.platforms import json_search, static_index
from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing

CHANNEL = re.compile(r"channel_?Id[\"']?\s*[:=]\s*[\"']?([0-9a-f]{32})|/common/search/([0-9a-f]{32})", re.IGNORECASE)

OPTIONS = frozenset({"channel"})
"""The channel's 32 digits, where the page does not name them."""


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of the markup or of the service; a page without rows may still name its channel."""
    if response.text.lstrip()[:1] in ("{", "["):
        return json_search.read_counted(response, "page")
    page = static_index.read_numbered(response, 2)
    channel = listing.options.get("channel") or _channel(response)
    if page.rows or not channel:
        return page
    query = {"_isAgg": "true", "_isJson": "true", "_pageSize": "20", "_template": "index", "page": "1"}
    return ListingPage((), (Fetch(urljoin(response.url, f"/common/search/{channel}?" + urlencode(query))),))


def _channel(response: Saved) -> str:
    found = CHANNEL.search(response.text)
    return (found.group(1) or found.group(2)) if found else ""
