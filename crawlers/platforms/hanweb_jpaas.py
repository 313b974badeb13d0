"""Hanweb's newer platform (MIIT, 浙江): a column's rows come as HTML inside JSON from `…/page/build/unit`.

What the service is asked with stands in the column page; option `tag` names the unit where a page has several. MIIT's
search (`/search-front-server/api/search/info?…&p=1`) answers with records.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode, urljoin

from crawlers.platforms import counts, fragments, json_search, records, service, static_index
from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing

OPTIONS = frozenset({"tag"})

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
PAIR = re.compile(r"[\"'](\w+)[\"']\s*:\s*[\"']([^\"']*)[\"']")
WINDOW = re.compile(r"\"pageNo\":\s*(\d{1,6}),\s*\"pageSize\":\s*(\d{1,6})\b")
COUNT = re.compile(r"\bcount\s*=\s*[\"']?(\d{1,8})\b")
LISTS = re.compile(r"列表|分页|list|内容", re.IGNORECASE)
SIZE = 50
"""Rows to ask for at once: more than a column page shows, so that none falls between it and the unit's first page."""


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of a unit, of a search, or of a column page, which names its unit."""
    if not json_search.is_json(response):
        return _column(response, listing)
    pieces = records.markup(records.parse(response.text))
    if UNIT not in response.url or not pieces:
        return json_search.read(response, listing)
    rows = fragments.rows(response, pieces)
    count = COUNT.search("".join(pieces))
    total = int(count.group(1)) if count else counts.told(fragments.page(response, pieces), len(rows)).total
    return ListingPage(rows, _following(response, len(rows), total), total)


def _following(response: Saved, rows: int, total: int | None) -> tuple[Fetch, ...]:
    if not WINDOW.search(service.asked(response).get("paramJson", "")):
        return service.following(response, rows, total=total)
    number, size = (int(part) for part in WINDOW.findall(service.asked(response)["paramJson"])[0])
    if not rows or (total is not None and number * size >= total):
        return ()
    return (service.again(response, _window(number + 1, size), certain=total is not None),)


def _column(response: Saved, listing: Listing) -> ListingPage:
    page = static_index.read(response, listing)
    unit = _unit(response, listing.options.get("tag", ""))
    if not unit:
        return page
    address = urljoin(response.url, UNIT) + "?" + urlencode(unit | _window(1, SIZE))
    return ListingPage(page.rows, (Fetch(address, certain=not page.rows),), page.total)


def _unit(response: Saved, tag: str) -> dict[str, str]:
    """What the page's own script asks the service with: the named unit, else the one that is a list by its name."""
    told = [dict(PAIR.findall(str(value))) for value in response.document.xpath("//@querydata")]
    units = [unit for unit in told if unit.keys() >= {"webId", "pageId", "tplSetId", "tagId"}]
    named = [unit for unit in units if unit["tagId"] == tag] if tag else []
    lists = [unit for unit in units if LISTS.search(unit["tagId"])]
    return next(iter(named or lists or units), {})


def _window(number: int, size: int) -> dict[str, str]:
    return {"paramJson": json.dumps({"pageNo": number, "pageSize": size})}
