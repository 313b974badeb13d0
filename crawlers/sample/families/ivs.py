"""Shanghai: ids that begin with ivs_, `index_2.html`, rows repeated inside comments."""

from __future__ import annotations

import re

from crawlers.sample.content import SamplePage
from crawlers.sample.site import Answer, Column, Request, Site

ARTICLE = "ivs/article.jinja"
_LIST = re.compile(r"/(?P<column>\w+)/(?:index(?:_(?P<number>\d+))?\.html)?")


def list_path(site: Site, column: Column) -> str:
    return f"/{column.id}/index.html"


def article_path(site: Site, page: SamplePage) -> str:
    return f"/{page.published:%Y%m%d}/{page.key}.html"


def attachment_href(site: Site, page: SamplePage, number: int) -> str:
    return f"/cmsres/{page.key[:2]}/{page.key}{number}.{page.attachments[number].ending}"


def listing(site: Site, request: Request) -> Answer | None:
    asked = site.asked_sheet(_LIST.fullmatch(request.path), 0)
    if not asked:
        return None
    column, number = asked
    rows = [(page, article_path(site, page)) for page in site.sheet(column, number)]
    return site.html("ivs/list.jinja", column=column, number=number, rows=rows, count=site.page_count(column))
