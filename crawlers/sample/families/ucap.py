"""UCAP: `<name>.shtml` and `<name>_2.shtml`, articles by 32 hexadecimal digits."""

from __future__ import annotations

import re

from crawlers.sample.content import SamplePage
from crawlers.sample.site import Answer, Column, Request, Site

ARTICLE = "ucap/article.jinja"
_LIST = re.compile(r"/c9001/(?P<column>\w+?)(?:_(?P<number>\d+))?\.shtml")


def list_path(site: Site, column: Column) -> str:
    return f"/c9001/{column.id}.shtml"


def article_path(site: Site, page: SamplePage) -> str:
    return f"/c9001/{page.published:%Y%m}/{page.key}.shtml"


def attachment_href(site: Site, page: SamplePage, number: int) -> str:
    return f"{page.key}/files/{page.key[:20]}{number}.{page.attachments[number].ending}"


def listing(site: Site, request: Request) -> Answer | None:
    asked = site.asked_sheet(_LIST.fullmatch(request.path), 0)
    if not asked:
        return None
    column, number = asked
    rows = [(page, article_path(site, page)) for page in site.sheet(column, number)]
    return site.html("ucap/list.jinja", column=column, number=number, rows=rows, count=site.page_count(column))
