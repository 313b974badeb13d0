"""Longxun (龙讯, 安徽): a column `/public/column/<organ>?type=4&catId=…`, its pages from `/site/label/8888`.

The site's id is read in the column page; options `site`, `file` (template of the rows) say what a page does not. A
listing may also name `/site/label/8888?labelName=publicInfoList&siteId=…&organId=…&pageIndex=1` itself.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode, urljoin, urlsplit

from crawlers.platforms import counts, service, static_index
from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing

OPTIONS = frozenset({"site", "file"})

ORGAN = re.compile(r"/public/column/(\d+)")
SITE = re.compile(
    r"<meta\s+name=[\"']SiteId[\"']\s+content=[\"'](\d+)|\bsiteId[\"']?\s*[:=]\s*[\"']?(\d+)", re.IGNORECASE
)
SERVICE = "/site/label/8888"
SIZE = "15"


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of a column or of its service, which has its later pages, and the first where the column shows none."""
    if not ORGAN.search(urlsplit(response.url).path):
        return static_index.read_numbered(response, listing, 2)
    rows = static_index.rows_of(response)
    told = counts.told(response, len(rows))
    following = _service(response, listing, page=2 if rows else 1)
    is_last = rows and told.pages is not None and told.pages < 2
    certain = not rows or told.pages is not None
    return ListingPage(rows, () if is_last or not following else (Fetch(following, certain),), told.total)


def _service(response: Saved, listing: Listing, page: int) -> str:
    organ, site = ORGAN.search(response.url), SITE.search(response.text)
    number = listing.options.get("site") or (site and (site.group(1) or site.group(2)))
    if not organ or not number:
        return ""
    asked = {name: value for name, value in service.asked(response).items() if name in ("type", "catId", "catIds")}
    named = {"labelName": "publicInfoList", "siteId": number, "organId": organ.group(1), "action": "list"}
    form = {"isDate": "true", "dateFormat": "yyyy-MM-dd", "pageSize": SIZE, "pageIndex": str(page)}
    given = {"file": listing.options["file"]} if "file" in listing.options else {}
    return urljoin(response.url, SERVICE) + "?" + urlencode(named | asked | given | form)
