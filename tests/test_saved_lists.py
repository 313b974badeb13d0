"""Listings in the templates of many publishers, written by us: family, rows, next page."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
import yaml

from crawlers import platforms
from crawlers.platforms.reading import Saved
from warehouse.models import Listing

LISTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "pages" / "lists.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LISTS)
def test_rows_are_read(name: str) -> None:
    saved, url = LISTS[name], LISTS[name]["url"]
    body = f"<!DOCTYPE html><html>{saved['html']}</html>".encode(saved.get("encoding", "utf-8"))
    family = platforms.detect(body, url)
    page = platforms.reader(family)(Saved(url, body), Listing(url=url))
    assert [(row.url, row.title, row.date) for row in page.rows] == [
        (urljoin(url, path), title, day) for path, title, day in saved["want"]
    ]
    assert family == saved["family"]
    if "next" in saved:
        first = page.next[0].url if page.next else ""
        assert first == (urljoin(url, saved["next"]) if saved["next"] else "")
