"""A portal whose list is made by a script in the browser: the page itself has no rows."""

from __future__ import annotations

from crawlers.sample.families import trs
from crawlers.sample.site import Answer, Request, Site

ARTICLE = trs.ARTICLE
list_path = trs.list_path
article_path = trs.article_path
attachment_href = trs.attachment_href


def listing(site: Site, request: Request) -> Answer | None:
    known = {f"/{column.id}/{name}" for column in site.portal.columns for name in ("", "index.html")}
    return site.html("script_shell/list.jinja") if request.path in known else None
