"""Hacked and damaged pages are set aside with the evidence; what only speaks of such things is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from crawlers.page import Page
from crawlers.page.blocks import block_of
from crawlers.platforms.reading import Saved
from crawlers.quarantine import judge

CASES: dict[str, dict[str, str]] = yaml.safe_load(
    (Path(__file__).parent / "pages" / "quarantine.yml").read_text(encoding="utf-8")
)
PARAGRAPH = (
    "为改善环境空气质量，现将有关事项通知如下，请各单位结合实际认真贯彻落实，按时完成各项任务，确保完成年度目标。" * 3
)


def _page(title: str, body: str) -> Page:
    said: dict[str, Any] = dict.fromkeys(
        ("published_basis", "doc_number", "index_number", "source_label", "encoding"), ""
    )
    said |= dict.fromkeys(("issuers", "addressees", "attachments"), ()) | {"dates_seen": {}, "body_source": "page"}
    blocks = tuple(map(block_of, body.split("\n")))
    return Page(
        url="http://sthj.yunzhou.example/1.html", title=title, published=None, written=None, blocks=blocks, **said
    )


@pytest.mark.parametrize("name", CASES)
def test_page_is_set_aside_for_what_it_shows(name: str) -> None:
    case = CASES[name]
    body = case["body"].replace("§", PARAGRAPH)
    body = body.encode().decode(case["read_as"], "ignore") if "read_as" in case else body
    saved = Saved("http://sthj.yunzhou.example/1.html", f"<html><head>{case.get('head', '')}</head>".encode())
    found = judge(_page(case.get("title", "关于印发方案的通知"), body), saved)
    assert (found.reason if found else "") == case["why"], found
    assert not found or (found.words and all(found.around) and found.words[0] in found.around[0])
