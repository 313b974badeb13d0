"""The State Council's site: lists are a JSON search on a host of their own."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from crawlers.sample.content import SamplePage
from crawlers.sample.site import Answer, Column, Request, Site, index_number

ARTICLE = "gov_search/article.jinja"
_SHANGHAI = ZoneInfo("Asia/Shanghai")


def list_path(site: Site, column: Column) -> str:
    return f"http://{site.portal.search_host}/search-gov/data?t={column.id}&q=&sort=pubtime&p=1&n=5"


def article_path(site: Site, page: SamplePage) -> str:
    folder = "zhengceku" if site.column(page).id.endswith("_bm") else "content"
    return f"/zhengce/{folder}/{page.published:%Y%m}/content_{page.number}.htm"


def attachment_href(site: Site, page: SamplePage, number: int) -> str:
    return f"./files/{page.number}{number}.{page.attachments[number].ending}"


def listing(site: Site, request: Request) -> Answer | None:
    if request.path != "/search-gov/data" or request.host != site.portal.search_host:
        return None
    column = next((column for column in site.portal.columns if column.id == request.query.get("t")), None)
    size, number = int(request.query.get("n", "20")), int(request.query.get("p", "1"))
    if not column or not 5 <= size <= 50:
        return _json({"code": 1001, "msg": "empty", "searchVO": None})
    found = site.listed(column)
    rows = [_row(site, page) for page in found[(number - 1) * size : number * size]]
    facts = {"totalCount": len(found), "totalpage": -(-len(found) // size), "currentPage": number, "listVO": rows}
    return _json({"code": 200, "msg": "ok", "searchVO": facts})


def _row(site: Site, page: SamplePage) -> dict[str, Any]:
    return {
        "id": str(page.number),
        "title": page.title,
        "url": f"http://{site.portal.host}{article_path(site, page)}",
        "pcode": page.doc_number,
        "puborg": " ".join(page.issuers),
        "pubtime": _milliseconds(page.published),
        "pubtimeStr": f"{page.published:%Y.%m.%d}",
        "ptime": _milliseconds(_midnight(page.written)) if page.written else None,
        "index": index_number(page, site.portal),
        "childtype": page.topic,
        "summary": "",
    }


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _milliseconds(moment: datetime) -> int:
    return int(moment.replace(tzinfo=_SHANGHAI).timestamp() * 1000)


def _json(facts: dict[str, Any]) -> Answer:
    return Answer(json.dumps(facts, ensure_ascii=False).encode(), "application/json;charset=UTF-8")
