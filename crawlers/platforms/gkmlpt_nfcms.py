"""Guangdong's platform: the `gkmlpt` directory with its JSON service, and NFCMS lists of plain HTML.

The directory `/gkmlpt/index` needs its category: as fragment (`/gkmlpt/index#3155`), as option `category`, or by its
name in `lists`. Option `sid` says the site's number where the start page does not.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode, urljoin, urlsplit

from crawlers.platforms import json_search, static_index
from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing

SITE = re.compile(r"[\"']?\bSID\b[\"']?\s*[:=]\s*[\"']?(\w+)")
CATEGORY = re.compile(r"\{[^{}]{0,400}?\"id\"\s*:\s*\"?(\d+)\"?[^{}]{0,400}?\"name\"\s*:\s*\"([^\"]+)\"")

OPTIONS = frozenset({"category", "sid"})
"""Numbers of the directory and of the site, where the directory's start page does not lead to them."""


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of the JSON service; the directory's start page gives none but says where the service is."""
    path = urlsplit(response.url).path
    if "/gkmlpt/api/" in path:
        return json_search.read(response, listing)
    if "_CONFIG" in response.text and "/gkmlpt" in path:
        return ListingPage((), _service(response, listing))
    return static_index.read_numbered(response, listing, 2)


def _service(response: Saved, listing: Listing) -> tuple[Fetch, ...]:
    site = SITE.search(response.text)
    named = {name: number for number, name in CATEGORY.findall(response.text)}
    category = listing.options.get("category") or urlsplit(listing.url).fragment or named.get(listing.lists, "")
    if not site or not category:
        return ()
    base = urljoin(response.url, "/gkmlpt/api/all/" + category)
    return (Fetch(base + "?" + urlencode({"page": "1", "sid": listing.options.get("sid") or site.group(1)})),)
