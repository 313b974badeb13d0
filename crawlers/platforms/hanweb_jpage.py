"""Hanweb (大汉): rows as XML records, in page 1 and from `dataproxy.jsp`; the directory search `xxgk/search.jsp`.

Options (`webid`, `columnid`, `unitid`, …) say what a column page does not say of its proxy. A directory is listed as
`/module/xxgk/search.jsp` with `form: {divid, jdid, infotypeId, standardXxgk: "1", currpage: "1"}`. Columns that ask
`/queryList` (江西) and the searches `…/interfaces/cateSearch.do` (`form: {websiteid, cateid, tpl, q, p, pg}`) are read.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode, urljoin

from crawlers.platforms import fragments, json_search, pagers, service, static_index
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
    if json_search.is_json(response) or "/xxgk/search.jsp" in response.url:
        return static_index.read(response, listing)
    records = RECORD.findall(response.text)
    rows = fragments.rows(response, records) if records else static_index.rows_of(response)
    found = TOTAL.search(response.text)
    total = int(found.group(1) or found.group(2)) if found else None
    following = _following(response, listing, rows, len(records), total)
    return ListingPage(rows, following, total if total is None or total >= len(rows) else None)


def _following(
    response: Saved, listing: Listing, rows: tuple[Row, ...], records: int, total: int | None
) -> tuple[Fetch, ...]:
    """From the proxy, from `/queryList`, or else from the page's links as on any other site."""
    asked = service.asked(response)
    if "dataproxy.jsp" in response.url:
        start = (service.number_of(asked.get("startrecord", "")) or 1) + records
        more = records and (total is None or start <= total)
        return (service.again(response, _window(start), certain=total is not None),) if more else ()
    if "loadPageData(" in response.text and (query := dict(QUERY.findall(response.text))):
        # Rows of the page itself may be those of a box beside the list: the first page is asked for all the same.
        return _query_list(response, query, 1, certain=not rows) + (_query_list(response, query, 2) if rows else ())
    parameters = DEFAULTS | dict(PAIR.findall(response.text)) | listing.options
    if not {"webid", "columnid", "unitid"} <= parameters.keys():
        links = pagers.following(response, rows, pagers.Numbering())
        return tuple(Fetch(link.url, certain=link.certain and bool(pagers.link(response))) for link in links)
    # The proxies of some sites (山东) answer with nothing where the column page holds its rows itself (2026-11-22).
    certain = records > 0 and total is not None if rows else True
    asking = urlencode({"perpage": str(ANSWER // 3)} | parameters | _window(records + 1))
    return (Fetch(f"{_proxy(response)}?{asking}", certain),) if total is None or records < total else ()


def _window(start: int) -> dict[str, str]:
    return {"startrecord": str(start), "endrecord": str(start + ANSWER - 1)}


def _proxy(response: Saved) -> str:
    named = PROXY.search(response.text)
    return urljoin(response.url, str(named.group(1)) if named else "/module/web/jpage/dataproxy.jsp")


def _query_list(response: Saved, query: dict[str, str], number: int, *, certain: bool = False) -> tuple[Fetch, ...]:
    """The request that the page's own script makes for its rows."""
    lists = {f"{name}[]": query.get(name, "") for name in ("webSiteCode", "channelCode")}
    form = {"unitid": query.get("unitid", ""), "current": str(number), "pageSize": query.get("perPage", "15")} | lists
    return (Fetch(urljoin(response.url, "/queryList"), certain, tuple(form.items())),)
