"""The law database answers a law as JSON: it becomes a release with its name and days, never a guess."""

from __future__ import annotations

import json
from datetime import date

import pytest

from crawlers.page import NotAnArticle, parse

URL = "https://flk.npc.gov.cn/law-search/search/flfgDetails?bbbs=ff8081810001"
LAW = {
    "bbbs": "ff8081810001",
    "title": "云州市大气污染防治条例",
    "gbrq": "2026-10-09",
    "sxrq": "2027-01-01",
    "sxx": 4,
    "zdjgName": "云州市人民代表大会常务委员会",
}


def test_a_law_is_read_with_its_days_and_its_maker() -> None:
    page = parse(json.dumps({"code": 200, "data": LAW}, ensure_ascii=False).encode(), URL)
    assert (page.title, page.published, page.issuers) == (LAW["title"], date(2026, 10, 9), (LAW["zdjgName"],))
    assert (page.blocks, page.body_source, page.dates_seen["in_force"]) == ((), "none", "2027-01-01")


@pytest.mark.parametrize("answer", [b"", b"<html>", b"[]", b'{"data": {"title": "x"}}', b'{"data": {"title":', b"\xff"])
def test_what_names_no_law_is_refused(answer: bytes) -> None:
    with pytest.raises(NotAnArticle, match="gbrq"):
        parse(answer, URL)
