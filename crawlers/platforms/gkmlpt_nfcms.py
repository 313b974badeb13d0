"""Guangdong's platform: the `gkmlpt` directory with its JSON service, and NFCMS lists of plain HTML."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from crawlers.platforms import records, static_index
from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing

SITE = re.compile(r"[\"']?\bSID\b[\"']?\s*[:=]\s*[\"']?(\w+)")
CATEGORY = re.compile(r"\{[^{}]*?\"id\"\s*:\s*\"?(\d+)\"?[^{}]*?\"name\"\s*:\s*\"([^\"]+)\"")

OPTIONS = frozenset({"category", "sid"})
"""Numbers of the directory and of the site, where the directory's start page does not lead to them."""


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of the JSON service; the directory's start page gives none but says where the service is."""
    path = urlsplit(response.url).path
    if "/gkmlpt/api/" in path:
        return _answer(response)
    if "_CONFIG" in response.text and "/gkmlpt" in path:
        return ListingPage((), _service(response, listing))
    return static_index.read_numbered(response, 2)


def _answer(response: Saved) -> ListingPage:
    try:
        value: Any = json.loads(response.text)
    except json.JSONDecodeError:
        return ListingPage(())
    rows = records.rows(value, response.url)
    asked = dict(parse_qsl(urlsplit(response.url).query))
    number = int(asked.get("page", 1))
    total = value.get("total") if isinstance(value, dict) else None
    has_more = len(rows) < total if number == 1 and isinstance(total, int) else None
    if not rows or has_more is False:
        return ListingPage(rows)
    following = response.url.split("?")[0] + "?" + urlencode(asked | {"page": str(number + 1)})
    return ListingPage(rows, (Fetch(following, certain=has_more is True),))


def _service(response: Saved, listing: Listing) -> tuple[Fetch, ...]:
    site = SITE.search(response.text)
    named = {name: number for number, name in CATEGORY.findall(response.text)}
    category = listing.options.get("category") or named.get(listing.lists, "")
    if not site or not category:
        return ()
    base = urljoin(response.url, "/gkmlpt/api/all/" + category)
    return (Fetch(base + "?" + urlencode({"page": "1", "sid": listing.options.get("sid") or site.group(1)})),)
