"""A portal behind a wall: whatever is asked, status 412 and a page of script."""

from __future__ import annotations

from crawlers.sample.families import trs
from crawlers.sample.site import Answer, Request, Site

ARTICLE = trs.ARTICLE
list_path = trs.list_path
article_path = trs.article_path
attachment_href = trs.attachment_href


def listing(site: Site, request: Request) -> Answer | None:
    return site.html("challenge/wall.jinja")._replace(status=412)
