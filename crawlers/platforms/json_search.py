"""Any search or list service that answers with JSON records; its pages are counted by a parameter of the address."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode

from crawlers.platforms import records
from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing

TOTAL = re.compile(r"\"total_?pages?\"\s*:\s*\"?(\d+)", re.IGNORECASE)

OPTIONS = frozenset({"counter"})


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of one answer and the address of the next; option `counter` names the parameter, else `page`."""
    return read_counted(response, listing.options.get("counter", "page"))


def read_counted(response: Saved, counter: str) -> ListingPage:
    """The same for a family whose parameter is known."""
    try:
        value: Any = json.loads(response.text)
    except json.JSONDecodeError:
        return ListingPage(())
    rows = records.rows(value, response.url)
    asked = dict(parse_qsl(response.url.partition("?")[2], keep_blank_values=True))
    number = asked.get(counter) or "1"
    total = TOTAL.search(response.text)
    if not rows or not number.isdigit() or (total and int(number) >= int(total.group(1))):
        return ListingPage(rows)
    address = response.url.split("?")[0] + "?" + urlencode(asked | {counter: str(int(number) + 1)})
    return ListingPage(rows, (Fetch(address, certain=bool(total)),))
