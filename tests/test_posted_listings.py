"""Listings that are posted for, crawled from a server on this machine: by form, by JSON, as a page's script says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.crawls import article, known, path, releases, source, start
from tests.faults.server import Visitor, serving

PAGES = {"1": ("2026-10-21", "2026-10-02"), "2": ("2026-09-20", "2026-08-01")}
WITHIN = ["2026-09-20", "2026-10-02", "2026-10-21"]
SEARCH = "http://directory.example/module/xxgk/search.jsp"
SERVICE = "http://service.example/api/list"
SOURCES: dict[str, dict[str, Any]] = {
    "directory": {
        "platform": "hanweb_jpage",
        "listings": [{"url": SEARCH, "form": {"infotypeId": "B001", "jdid": "1756", "currpage": "1"}}],
    },
    "service": {
        "platform": "json_search",
        "listings": [{"url": SERVICE, "form": {"channel": "[7]", "pageNum": "1"}, "options": {"send": "json"}}],
    },
    "column": {"platform": "hanweb_jpage", "listings": [{"url": "http://column.example/gov/col/col42/index.html"}]},
}


def directory(to: Visitor) -> None:
    """A fragment of HTML for a form."""
    if to.asked.path == "/module/xxgk/search.jsp" and to.command == "POST" and to.form["infotypeId"] == "B001":
        rows = (f"<li><a href='{path(d)}'>关于{d}的通知</a><b>{d}</b></li>" for d in PAGES[to.form["currpage"]])
        to.say(f"<div><ul>{''.join(rows)}</ul>共2页</div>")
    else:
        _article(to)


def service(to: Visitor) -> None:
    """Records for a JSON object."""
    if to.command == "POST" and to.headers["Content-Type"] == "application/json":
        asked = json.loads(to.body)
        assert asked["channel"] == [7]
        _records(to, str(asked["pageNum"]))
    else:
        _article(to)


def column(to: Visitor) -> None:
    """A page without rows whose script posts for them."""
    if to.asked.path == "/gov/col/col42/index.html":
        to.say(
            "<script>loadPageData({unitid: '38', webSiteCode: ['gov'], channelCode: ['col42'], perPage: '2'})</script>"
        )
    elif to.asked.path == "/queryList" and to.form["channelCode[]"] == "col42":
        _records(to, to.form["current"])
    else:
        _article(to)


def _records(to: Visitor, page: str) -> None:
    found = [{"title": f"关于{day}的通知", "url": path(day), "pubDate": day} for day in PAGES[page]]
    to.say(json.dumps({"total": 4, "rows": found}), Content_Type="application/json")


def _article(to: Visitor) -> None:
    day = next((day for days in PAGES.values() for day in days if to.asked.path == path(day)), "")
    to.say(article(day) if day else "", 200 if day else 404)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every source crawled once, side by side."""
    data = tmp_path_factory.mktemp("data")
    with serving({"directory": directory, "service": service, "column": column}) as (proxy, _):
        running = [start(source(name, **written), data, proxy) for name, written in SOURCES.items()]
        said = [process.communicate(timeout=60)[1][-500:] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], said
    return data


@pytest.mark.parametrize("name", SOURCES)
def test_every_page_is_posted_for(crawled: Path, name: str) -> None:
    found = known(crawled, name)
    assert (found.state, found.pages_read, found.rows, found.failures) == ("ok", 2, 4, ()), found
    assert sorted(str(release.published) for release in releases(crawled, name)) == WITHIN
