"""Listings in the templates of many publishers, written by us: family, rows, next page and what is posted for it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml

from crawlers import platforms
from crawlers.platforms.reading import Saved
from warehouse.models import Listing

LISTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "pages" / "lists.yml").read_text(encoding="utf-8"))


def response(saved: dict[str, Any]) -> Saved:
    """One entry as it was received: `text` as it stands, `html` as a page; `form` is what was posted for it."""
    text = saved.get("text") or f"<!DOCTYPE html><html>{saved['html']}</html>"
    body = text.encode(saved.get("encoding", "utf-8"))
    return Saved(saved["url"].partition("#")[0], body, form=tuple(saved.get("form", {}).items()))


@pytest.mark.parametrize("name", LISTS)
def test_rows_are_read(name: str) -> None:
    saved, url = LISTS[name], LISTS[name]["url"]
    came, listing = response(saved), Listing(url=url, options=saved.get("options", {}))
    family = platforms.detect(came.body, url)
    page = platforms.reader(family)(came, listing)
    assert [(row.url, row.title, row.date) for row in page.rows] == [
        (urljoin(url, path), title, day) for path, title, day in saved["want"]
    ]
    assert family == saved["family"]
    assert page.total == saved.get("total")
    if "next" in saved:
        assert (page.next[0].url if page.next else "") == (urljoin(url, saved["next"]) if saved["next"] else "")
        assert dict(page.next[0].form if page.next else ()) == saved.get("next_form", {})
    if "certain" in saved:
        assert any(fetch.certain for fetch in page.next) is saved["certain"]
    if "first" in saved:
        assert platforms.first(family, listing).url == urljoin(url, saved["first"])


@pytest.mark.parametrize(
    "row", ["<li><a href='t20260908_{}.html'>关于第{}批名单的通知</a></li>", "<p><a href='{}.pdf'>附件{}</a></p>"]
)
def test_thousands_of_links_take_time_in_proportion(row: str) -> None:
    body = "".join(row.format(at, at) for at in range(5_000))
    began = time.process_time()
    platforms.reader("static_index")(Saved("http://a.example/", body.encode()), Listing(url="http://a.example/"))
    assert time.process_time() - began < 5
