"""UCAP (开普): lists whose page 2 is `name_2`, or a JSON service of the channel.

Options `channel` (32 digits) and `service` (address of the service up to `/common/search/`) say what a page does not.
The search of its cloud (`/so/s?qt=大气&siteCode=…&tab=all`) is read as a list: its page gives the token that is posted.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode, urljoin, urlsplit

from crawlers.platforms import json_search, service, static_index
from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing

CHANNEL = re.compile(r"channel_?Id[\"']?\s*[:=]\s*[\"']?([0-9a-f]{32})|/common/search/([0-9a-f]{32})", re.IGNORECASE)
SERVICE = re.compile(r"[\"']((?:https?:)?//[\w.:/-]{4,100}?/common/search/)")
TOKEN = re.compile(r"\b(wordToken|timestamp)[\"']?\s*(?:[:=]|\bvalue=)\s*[\"']?([\w+/=-]+)")
CLOUD = "https://api.so-gov.cn/s"

OPTIONS = frozenset({"channel", "service"})
"""The channel's 32 digits, where the page does not name them."""


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of the markup or of the service; a page without rows may name its channel, or the token of a search."""
    if urlsplit(response.url).path.endswith("/so/s"):
        return ListingPage((), _search(response, listing))
    page = static_index.read_numbered(response, listing, 2)
    channel = listing.options.get("channel") or _channel(response)
    if page.rows or not channel or json_search.is_json(response):
        return page
    query = {"_isAgg": "true", "_isJson": "true", "_pageSize": "20", "_template": "index", "page": "1"}
    return ListingPage((), (Fetch(f"{_service(response, listing)}{channel}?" + urlencode(query)),))


def _channel(response: Saved) -> str:
    found = CHANNEL.search(response.text)
    return (found.group(1) or found.group(2)) if found else ""


def _service(response: Saved, listing: Listing) -> str:
    named = SERVICE.search(response.text)
    return urljoin(
        response.url, listing.options.get("service") or (str(named.group(1)) if named else "/common/search/")
    )


def _search(response: Saved, listing: Listing) -> tuple[Fetch, ...]:
    """The search that a page with a token asks its service for."""
    token = dict(TOKEN.findall(response.text))
    if "wordToken" not in token:
        return ()
    form = {"tab": "all", "sort": "dateDesc", "timeOption": "0", "keyPlace": "0", "page": "1", "pageSize": "20"}
    asked = form | service.asked(response) | token
    return (Fetch(listing.options.get("service", CLOUD), form=tuple(asked.items())),)
