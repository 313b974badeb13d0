"""Charts: the same bytes each time, text that stays text, a table that says the same, no wait for who draws none."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from digests import charts, comparing
from digests.charts import Chart, Goal
from warehouse.models import Aim, Item

HOSTILE = "<script>alert(1)</script>\"&'$x^2$"
GOALS = (
    Goal("北京市", 2026, 29, "29 µg/m³以下"),
    Goal("唐山市", 2027, 37, "37 µg/m³以下"),
    Goal("唐山市", 2027, 35, "35 µg/m³以下", draft=True),
    Goal("アモイ市", 2027, 20, "20 µg/m³以下", draft=True, ref="2026年5月号"),
)


def drawn() -> list[Chart]:
    side = charts.goals(GOALS, "PM2.5年平均濃度", "µg/m³", "ja")
    assert side is not None
    layers = {"中央": [3, None, 0], HOSTILE: [14, None, 9]}
    return [
        side,
        charts.stacked(layers, ["3月", "4月", "5月"], "月別の項目数", "ja"),
        charts.bars({"VOC対策": 41, HOSTILE: 7, "悪臭": 0}, "テーマ", "テーマ別の項目数", "ja"),
    ]


@pytest.mark.parametrize("at", range(3))
def test_a_chart_is_the_same_bytes_each_time_and_its_text_is_text(at: int) -> None:
    chart, again = drawn()[at], drawn()[at]
    assert chart.svg == again.svg and chart.png() == again.png()
    page = BeautifulSoup(chart.svg, "xml")
    said = {text.get_text() for text in page.find_all("text")}
    assert {row[0] for row in chart.rows if row[0] != "計"} <= said
    assert not page.find_all(["script", "metadata", "style"]) and "<?xml" not in chart.svg
    assert page.svg is not None and page.svg["aria-label"] == chart.alt
    with Image.open(BytesIO(chart.png())) as picture:
        assert picture.width > 1200 and set(picture.info) <= {"dpi"}


def test_charts_stand_on_one_page_without_sharing_a_name() -> None:
    ids = [name for chart in drawn() for name in re.findall(r'\bid="([^"]*)"', chart.svg)]
    assert ids and len(ids) == len(set(ids))
    asked = {name for chart in drawn() for name in re.findall(r"url\(#([^)]*)\)", chart.svg)}
    assert asked <= set(ids)


def test_what_is_issued_goes_before_its_draft_and_one_place_is_nothing_to_compare() -> None:
    side = drawn()[0]
    assert ("唐山市", "2027年", "37 µg/m³以下", "") in side.rows and len(side.rows) == 3
    assert ("アモイ市", "2027年", "20 µg/m³以下（案）", "2026年5月号") in side.rows
    assert charts.goals(GOALS[:1], "PM2.5", "µg/m³", "ja") is None


def test_only_levels_of_the_place_itself_are_compared() -> None:
    def aim(indicator: str, value: str, amount: float, **more: object) -> Aim:
        due = date(2028, 12, 31)
        return Aim.model_validate(
            {"indicator": indicator, "value": value, "amount": amount, "unit": "µg/m³", "due": due} | more
        )

    aims = (
        aim("PM2.5年平均濃度", "33 µg/m³以下", 33),
        aim("市全体・PM2.5年平均濃度", "34 µg/m³", 34),
        aim("浦東新区・PM2.5年平均濃度", "35 µg/m³以下", 35),
        aim("PM2.5年平均濃度", "3 µg/m³低減", 3),
        aim("PM2.5年平均濃度", "10 µg/m³以下", 10, base="2025年"),
        aim("オゾン濃度", "160 µg/m³以下", 160),
        aim("PM2.5年平均濃度", "31 µg/m³以下", 31, due=None),
    )
    item = Item(entry_id="x", mark="意見募集（案）", heading="", title_zh="", title_state="machine", url="", aims=aims)
    found = list(comparing.goals([item], "310000", "ja", "［1］"))
    assert [(goal.amount, goal.draft, goal.place, goal.ref) for goal in found] == [
        (33, True, "上海市", "［1］"),
        (34, True, "上海市", "［1］"),
    ]


def test_whoever_draws_nothing_waits_for_nothing() -> None:
    asked = "import sys, dags.cli, digests.charts, digests.volume.docx, digests.formats.pdf"
    subprocess.run([sys.executable, "-c", f"{asked}; assert 'matplotlib' not in sys.modules"], check=True)
