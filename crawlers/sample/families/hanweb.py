"""Hanweb JCMS: XML records in the first page of a column, further ones from dataproxy.jsp."""

from __future__ import annotations

import re

from crawlers.sample.content import SamplePage
from crawlers.sample.site import Answer, Column, Request, Site

ARTICLE = "hanweb/article.jinja"
_COLUMN = re.compile(r"/col/col(\d+)/(?:index\.html)?")


def list_path(site: Site, column: Column) -> str:
    return f"/col/col{column.id}/index.html"


def article_path(site: Site, page: SamplePage) -> str:
    day = page.published
    return f"/art/{day.year}/{day.month}/{day.day}/art_{site.column(page).id}_{page.number}.html"


def attachment_href(site: Site, page: SamplePage, number: int) -> str:
    file = page.attachments[number]
    return f"/module/download/downfile.jsp?classid=0&filename={page.key[:24]}{number}.{file.ending}"


def listing(site: Site, request: Request) -> Answer | None:
    found = _COLUMN.fullmatch(request.path)
    proxied = request.path == "/module/web/jpage/dataproxy.jsp"
    wanted = found[1] if found else request.query.get("columnid", "") if proxied else ""
    column = next((column for column in site.portal.columns if column.id == wanted), None)
    if column is None:
        return None
    return _proxy(site, column, request.query) if proxied else _first(site, column)


def _first(site: Site, column: Column) -> Answer:
    records = _records(site, site.sheet(column, 1))
    return site.html("hanweb/list.jinja", column=column, records=records, total=len(site.listed(column)))


def _proxy(site: Site, column: Column, query: dict[str, str]) -> Answer:
    first, last = int(query.get("startrecord", "1")), int(query.get("endrecord", str(site.portal.page_size)))
    rows = site.listed(column)[first - 1 : last] if query.get("unitid") == column.unit else []
    head = f"<totalrecord>{len(site.listed(column))}</totalrecord><totalpage>{site.page_count(column)}</totalpage>"
    body = f"<datastore>{head}<recordset>{_records(site, rows)}</recordset></datastore>"
    return Answer(body.encode(), "text/xml; charset=UTF-8")


def _records(site: Site, rows: list[SamplePage]) -> str:
    return "".join(f"<record><![CDATA[{_row(site, page)}]]></record>" for page in rows)


def _row(site: Site, page: SamplePage) -> str:
    shown = page.title if len(page.title) <= 34 else page.title[:34] + "..."
    address = f'href="{article_path(site, page)}" title="{page.title}"'
    return f'<li><a target="_blank" {address}>{shown}</a><span class="bt-data-time">{page.day}</span></li>'
