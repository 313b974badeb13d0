"""Articles in the templates of many publishers, written by us, are read to their facts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from crawlers.page import parse
from crawlers.release import version_id

PAGES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "pages" / "articles.yml").read_text(encoding="utf-8"))
PARAGRAPH = (
    "为深入打好蓝天保卫战，持续改善区域环境空气质量，各有关单位要对照职责分工，细化工作举措，"
    "于每月底前将进展情况报送牵头部门，牵头部门汇总后按季度通报。"
)


@pytest.mark.parametrize("name", PAGES)
def test_facts_are_read(name: str) -> None:
    saved = PAGES[name]
    html = f"<!DOCTYPE html><html>{saved['html'].replace('§', PARAGRAPH)}</html>"
    page = parse(html.encode(saved.get("encoding", "utf-8")), saved["url"])
    lines = [block.marker + block.text for block in page.blocks if not block.rows]
    found = {
        "title": page.title,
        "published": page.published,
        "written": page.written,
        "doc_number": page.doc_number,
        "issuers": list(page.issuers),
        "first": lines[0] if lines else "",
        "last": lines[-1] if lines else "",
        "index_number": page.index_number,
        "addressees": list(page.addressees),
        "files": [file.url for file in page.attachments],
    }
    want = {key: _whole(value) for key, value in saved["want"].items()}
    assert {key: found[key] for key in want} == want


def _whole(value: object) -> object:
    return value.replace("§", PARAGRAPH) if isinstance(value, str) else value


SHORT = "经会商，我市空气质量已明显好转，定于今日十八时解除重污染天气黄色预警，特此通告。"
FURNITURE = (
    "",
    '<div class="side"><h3>最新信息</h3><ul><li><a href="t20260930_1.html">关于国庆值班的通知</a>09-30</li></ul></div>',
    '<div class="right"><h3>本站声明</h3><p>本站文字如需转载，请注明出处，未经许可不得用于商业目的。</p>'
    '<div class="foot"><a href="/files/map.pdf">网站使用手册.pdf</a></div></div>',
)


@pytest.mark.parametrize("name", PAGES)
def test_what_stands_around_a_short_text_changes_no_version(name: str) -> None:
    saved = PAGES[name]
    html = f"<!DOCTYPE html><html>{saved['html'].replace('§', SHORT)}</html>"
    versions = set()
    for furniture in FURNITURE:
        page = parse(
            html.replace("</body>", furniture + "</body>").encode(saved.get("encoding", "utf-8")), saved["url"]
        )
        assert "本站" not in "".join(block.plain for block in page.blocks)
        versions.add(version_id("", page, page.published))
    assert len(versions) == 1
