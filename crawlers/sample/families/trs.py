"""TRS WCM: static pages, `./YYYYMM/tYYYYMMDD_<id>.html`, and a pager that a script writes."""

from __future__ import annotations

import re

from crawlers.sample.content import SamplePage
from crawlers.sample.site import Answer, Column, Request, Site

ARTICLE = "trs/article.jinja"
_LIST = re.compile(r"/(?P<column>\w+)/(?:index(?:_(?P<number>\d+))?\.(?:html|htm|shtml))?")
_ENDINGS = {"shtml": "shtml", "div": "htm"}
"""Ending of addresses by dialect of the pager; `html` elsewhere."""


def ending(site: Site) -> str:
    return _ENDINGS.get(site.portal.pager, "html")


def list_path(site: Site, column: Column) -> str:
    return f"/{column.id}/"


def article_path(site: Site, page: SamplePage) -> str:
    folder = site.portal.closed if page.robots_forbid else f"/{site.column(page).id}/"
    return f"{folder}{page.published:%Y%m}/t{page.published:%Y%m%d}_{page.number}.{ending(site)}"


def attachment_href(site: Site, page: SamplePage, number: int) -> str:
    return f"./P0{page.published:%Y%m%d}{page.number}{number:03d}.{page.attachments[number].ending}"


def listing(site: Site, request: Request) -> Answer | None:
    asked = site.asked_sheet(_LIST.fullmatch(request.path), 1)
    if not asked:
        return None
    column, number = asked
    rows = [(page, _relative(site, column, page)) for page in site.sheet(column, number)]
    return site.html("trs/list.jinja", column=column, number=number, rows=rows, ending=ending(site))


def _relative(site: Site, column: Column, page: SamplePage) -> str:
    path, folder = article_path(site, page), f"/{column.id}/"
    return "./" + path.removeprefix(folder) if path.startswith(folder) else ".." + path
