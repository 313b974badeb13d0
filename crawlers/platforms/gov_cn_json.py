"""gov.cn's policy library: a JSON search service, pages counted by `p`."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from crawlers.platforms import records
from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing

TOTAL = re.compile(r"\"totalpages?\"\s*:\s*\"?(\d+)", re.IGNORECASE)
COUNTER = "p"


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of one answer and the address of the next."""
    return read_counted(response, COUNTER)


def read_counted(response: Saved, counter: str) -> ListingPage:
    """The same for services that count their pages under another name."""
    try:
        value: Any = json.loads(response.text)
    except json.JSONDecodeError:
        return ListingPage(())
    rows = records.rows(value, response.url)
    asked = dict(parse_qsl(urlsplit(response.url).query, keep_blank_values=True))
    number = int(asked.get(counter) or 1)
    total = TOTAL.search(response.text)
    if not rows or (total and number >= int(total.group(1))):
        return ListingPage(rows)
    address = response.url.split("?")[0] + "?" + urlencode(asked | {counter: str(number + 1)})
    return ListingPage(rows, (Fetch(address, certain=bool(total)),))
