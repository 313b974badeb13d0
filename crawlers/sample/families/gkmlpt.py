"""Guangdong's gkmlpt: a page with `window._CONFIG`, and a JSON list for each category."""

from __future__ import annotations

import json
import re
from typing import Any
from zoneinfo import ZoneInfo

from crawlers.sample.content import SamplePage
from crawlers.sample.site import Answer, Column, Request, Site, index_number

ARTICLE = "gkmlpt/article.jinja"
SID = "9440099"
_LIST = re.compile(r"/gkmlpt/api/all/(\d+)")
_SHANGHAI = ZoneInfo("Asia/Shanghai")


def list_path(site: Site, column: Column) -> str:
    return "/gkmlpt/index"


def article_path(site: Site, page: SamplePage) -> str:
    return f"/gkmlpt/content/9/{page.number // 1000}/post_{page.number}.html"


def attachment_href(site: Site, page: SamplePage, number: int) -> str:
    return f"/attachment/0/{page.number // 1000}/{page.number}{number}/{page.number}.{page.attachments[number].ending}"


def listing(site: Site, request: Request) -> Answer | None:
    if request.path in ("/gkmlpt/index", "/gkmlpt/index/"):
        return site.html("gkmlpt/index.jinja", config=_config(site))
    found = _LIST.fullmatch(request.path)
    column = found and next((column for column in site.portal.columns if column.id == found[1]), None)
    if not column or request.query.get("sid") != SID:
        return None
    number = int(request.query.get("page", "1"))
    articles = [_article(site, page) for page in site.sheet(column, number)]
    facts = {"classify": {"id": int(column.id), "name": column.name}, "articles": articles}
    return _json(facts | {"total": len(site.listed(column)), "page": number, "sid": SID})


def _config(site: Site) -> str:
    tree = [{"id": int(column.id), "name": column.name, "children": []} for column in site.portal.columns]
    return json.dumps({"SID": SID, "SITE_NAME": site.portal.name, "TREE": tree}, ensure_ascii=False)


def _article(site: Site, page: SamplePage) -> dict[str, Any]:
    address = f"http://{site.portal.host}{article_path(site, page)}"
    moment = page.published.replace(tzinfo=_SHANGHAI)
    return {
        "id": page.number,
        "title": page.title,
        "url": address,
        "post_url": address,
        "publisher": "、".join(page.issuers) or site.portal.name,
        "identifier": index_number(page, site.portal),
        "document_number": page.doc_number,
        "date_written": page.written.isoformat() if page.written else "",
        "display_publish_time": int(moment.timestamp()),
        "created_at": f"{page.published:%Y-%m-%d %H:%M:%S}",
        "abstract": "",
        "is_expired": 0,
        "is_abolished": 0,
        "classify_main_name": site.column(page).name,
    }


def _json(facts: dict[str, Any]) -> Answer:
    return Answer(json.dumps(facts, ensure_ascii=False).encode(), "application/json; charset=utf-8")
