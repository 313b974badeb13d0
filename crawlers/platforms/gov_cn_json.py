"""gov.cn's policy library: a JSON search service, pages counted by `p`.

A listing's address is `https://sousuo.www.gov.cn/search-gov/data?t=<library>` with what it asks for beyond that
(`puborg=生态环境部`); newest first and twenty a page are asked for where it does not say otherwise.
"""

from __future__ import annotations

from crawlers.platforms import json_search, service
from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing

DEFAULTS = {
    "q": "",
    "timetype": "timeqb",
    "sort": "pubtime",
    "sortType": "1",
    "searchfield": "title",
    "p": "1",
    "n": "20",
}


def first(listing: Listing) -> Fetch:
    """The listing's address with every parameter that the service wants."""
    asked = Saved(listing.url, b"")
    missing = {name: value for name, value in DEFAULTS.items() if name not in service.asked(asked)}
    return service.again(asked, missing) if missing else Fetch(listing.url)


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of one answer and the address of the next."""
    return json_search.read(response, listing)
