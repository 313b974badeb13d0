"""The National People's Congress's law database: a JSON service that is posted JSON, newest first.

A listing's `form` overrides what is asked: `searchContent: 大气污染防治`, `flfgCodeId: "[222]"` (222 local regulations,
210 of the State Council, 155 environment law, 102 laws), `searchType: "1"` for exact words.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urljoin

from crawlers.platforms import records, service
from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing

SERVICE = "/law-search/search/list"
# The answer to this address bears title, days and files; the page that people see is an empty shell (2026-11-22).
DETAILS = "/law-search/search/flfgDetails?"
ASKED = {
    "searchContent": "",
    "searchRange": "1",
    "searchType": "2",
    "flfgCodeId": "[]",
    "zdjgCodeId": "[]",
    "sxx": "[]",
    "gbrq": "[]",
    "sxrq": "[]",
    "gbrqYear": "[]",
    "orderByParam": '{"order": "gbrq", "sort": "DESC"}',
    "pageNum": "1",
    "pageSize": "20",
}


def first(listing: Listing) -> Fetch:
    """The search that the listing's form describes; of an address only the host counts."""
    return Fetch(urljoin(listing.url, SERVICE), form=tuple((ASKED | listing.form).items()), as_json=True)


def read(response: Saved, listing: Listing) -> ListingPage:
    """Laws with the day of their promulgation; each leads to its details."""
    value = records.parse(response.text)
    found = value.get("rows") if isinstance(value, dict) else None
    laws = [law for law in found if isinstance(law, dict)] if isinstance(found, list) else []
    rows = records.rows([law | {"url": _details(law), "date": law.get("gbrq")} for law in laws], response.url)
    total = records.told(value, "total")
    return ListingPage(rows, service.following(response, len(rows), total=total, as_json=True), total)


def _details(law: dict[str, Any]) -> str:
    return DETAILS + urlencode({"bbbs": str(law["bbbs"])}) if law.get("bbbs") else ""
