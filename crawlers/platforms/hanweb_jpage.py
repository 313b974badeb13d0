"""Hanweb (大汉): rows as XML records, in page 1 and from `dataproxy.jsp`."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urljoin

from crawlers.platforms import anchors, static_index
from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing

RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.DOTALL)
TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>|totalRecord[\"']?\s*[:=]\s*[\"']?(\d+)", re.IGNORECASE)
PROXY = re.compile(r"[\"']([^\"']*dataproxy\.jsp)")
NAMES = ("col", "appid", "webid", "path", "columnid", "sourceContentType", "unitid", "webname", "permissiontype")
PAIR = re.compile(r"\b(" + "|".join(NAMES) + r")\b[\"']?\s*[=:]\s*[\"']?([^&\"',;\s)}]+)")
DEFAULTS = {"col": "1", "appid": "1", "path": "/", "sourceContentType": "1", "permissiontype": "0"}
OPTIONS = frozenset(NAMES)
"""Parameters of the proxy that the page does not name."""
ANSWER = 45
"""Records to ask for at once: three pages of fifteen, as the sites' own script does."""


def read(response: Saved, listing: Listing) -> ListingPage:
    """Rows of the records, else of the markup; the next page from the proxy when the page names it."""
    records = RECORD.findall(response.text)
    if not records:
        return static_index.read_numbered(response, 1)
    rows = anchors.rows(_markup(response, records))
    return ListingPage(rows, _following(response, listing, len(records)))


def _markup(response: Saved, records: list[str]) -> Saved:
    """The records as one page, each in a row of its own."""
    items = "".join(
        record if record.lstrip().startswith(("<li", "<tr")) else f"<li>{record}</li>" for record in records
    )
    return replace(response, body=f"<html><body><ul>{items}</ul></body></html>".encode(), encoding="utf-8")


def _following(response: Saved, listing: Listing, seen: int) -> tuple[Fetch, ...]:
    total = TOTAL.search(response.text)
    asked = dict(parse_qsl(response.url.partition("?")[2]))
    last = int(asked.get("startrecord", 1)) + seen - 1
    if not total or last >= int(total.group(1) or total.group(2)):
        return ()
    if "startrecord" in asked:
        proxy, parameters = response.url.split("?")[0], asked
    else:
        proxy, parameters = _proxy(response), DEFAULTS | dict(PAIR.findall(response.text)) | listing.options
    if not {"webid", "columnid", "unitid"} <= parameters.keys():
        return ()
    window = {"startrecord": str(last + 1), "endrecord": str(last + ANSWER)}
    return (Fetch(proxy + "?" + urlencode({"perpage": str(ANSWER // 3)} | parameters | window)),)


def _proxy(response: Saved) -> str:
    named = PROXY.search(response.text)
    return urljoin(response.url, str(named.group(1)) if named else "/module/web/jpage/dataproxy.jsp")
