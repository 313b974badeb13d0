"""Eportal (北京市生态环境局, 辽宁): columns whose page 2 is `<code>-2.html`, articles at `<long number>/index.shtml`.

An address `/eportal/ui?…&portal.url=/portlet/xxgkml!queryList.portlet&pageNo=1&pageSize=20` answers with JSON.
"""

from __future__ import annotations

from crawlers.platforms import counts, json_search, pagers, static_index
from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of a column and the page that its pager's link names, for nothing else tells the code; or of an answer."""
    if json_search.is_json(response):
        return json_search.read(response, listing)
    rows, following = static_index.rows_of(response), pagers.link(response)
    return ListingPage(rows, (Fetch(following),) if following else (), counts.told(response, len(rows)).total)
