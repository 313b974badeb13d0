"""Hanweb (大汉): rows as XML records, in page 1 and from `dataproxy.jsp`; the directory search `xxgk/search.jsp`.

Options (`webid`, `columnid`, `unitid`, …) say what a column page does not say of its proxy. A directory is listed as
`/module/xxgk/search.jsp` with `form: {divid, jdid, infotypeId, standardXxgk: "1", currpage: "1"}`. Columns that ask
`/queryList` (江西) and the searches `…/interfaces/cateSearch.do` (`form: {websiteid, cateid, tpl, q, p, pg}`) are read.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode, urljoin

from crawlers.platforms import counts, fragments, json_search, pagers, service, static_index
from crawlers.platforms.reading import Fetch, ListingPage, Row, Saved
from warehouse.models import Listing

RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[)?((?:(?!<record>|</record>).)*?)(?:\]\]>)?\s*</record>", re.DOTALL)
TOTAL = re.compile(
    r"<totalrecord>\s*(\d{1,8})\s*</totalrecord>|totalRecord[\"']?\s*[:=]\s*[\"']?(\d{1,8})\b", re.IGNORECASE
)
PROXY = re.compile(r"[\"']([^\"'\s]{0,200}dataproxy\.jsp)")
NAMES = ("col", "appid", "webid", "path", "columnid", "sourceContentType", "unitid", "webname", "permissiontype")
PAIR = re.compile(r"\b(" + "|".join(NAMES) + r")\b[\"']?\s*[=:]\s*[\"']?([^&\"',;\s)}]+)")
DEFAULTS = {"col": "1", "appid": "1", "path": "/", "sourceContentType": "1", "permissiontype": "0"}
OPTIONS = frozenset(NAMES)
"""Parameters of the proxy that the page does not name."""
QUERY = re.compile(r"\b(unitid|webSiteCode|channelCode|perPage)[\"']?\s*:\s*\[?\s*[\"']([^\"']+)[\"']")
ANSWER = 45
"""Records to ask for at once: three pages of fifteen, as the sites' own script does."""


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of the records, else of the markup; the next page from the service that the page names."""
    if json_search.is_json(response):
        return json_search.read(response, listing)
    records = RECORD.findall(response.text)
    rows = fragments.rows(response, records) if records else static_index.rows_of(response)
    if "/xxgk/search.jsp" in response.url:
        told = counts.told(response, len(rows))
        return ListingPage(rows, service.following(response, len(rows), pages=told.pages, total=told.total), told.total)
    found = TOTAL.search(response.text)
    total = int(found.group(1) or found.group(2)) if found else None
    following = _following(response, listing, rows, len(records), total)
    return ListingPage(rows, following, total if total is None or total >= len(rows) else None)


def _following(
    response: Saved, listing: Listing, rows: tuple[Row, ...], records: int, total: int | None
) -> tuple[Fetch, ...]:
    """From the proxy, from `/queryList`, or else from the page's links as on any other site."""
    asked = service.asked(response)
    if start := service.number_of(asked.get("startrecord", "")):
        return _from_proxy(response.url.split("?")[0], asked, start + records, total) if records else ()
    if "loadPageData(" in response.text and (query := dict(QUERY.findall(response.text))):
        return _query_list(response, query, 2 if rows else 1)
    parameters = DEFAULTS | dict(PAIR.findall(response.text)) | listing.options
    if not {"webid", "columnid", "unitid"} <= parameters.keys():
        links = pagers.following(response, rows, pagers.Numbering())
        return tuple(Fetch(link.url, certain=link.certain and bool(pagers.link(response))) for link in links)
    # The proxies of some sites (山东) answer with nothing where the column page holds its rows itself (2026-11-22).
    return _from_proxy(_proxy(response), parameters, records + 1, total, certain=bool(records) or not rows)


def _from_proxy(
    proxy: str, parameters: dict[str, str], start: int, total: int | None, *, certain: bool = True
) -> tuple[Fetch, ...]:
    if total is not None and start > total:
        return ()
    window = {"startrecord": str(start), "endrecord": str(start + ANSWER - 1)}
    is_told = total is not None or start == 1
    return (Fetch(proxy + "?" + urlencode({"perpage": str(ANSWER // 3)} | parameters | window), certain and is_told),)


def _proxy(response: Saved) -> str:
    named = PROXY.search(response.text)
    return urljoin(response.url, str(named.group(1)) if named else "/module/web/jpage/dataproxy.jsp")


def _query_list(response: Saved, query: dict[str, str], number: int) -> tuple[Fetch, ...]:
    """The request that the page's own script makes for its rows."""
    site, channel = query.pop("webSiteCode", ""), query.pop("channelCode", "")
    form = {
        "current": str(number),
        "pageSize": query.pop("perPage", "15"),
        "webSiteCode[]": site,
        "channelCode[]": channel,
    }
    return (Fetch(urljoin(response.url, "/queryList"), certain=number == 1, form=tuple((query | form).items())),)
