"""Targets under their headings and in tables; any text of numbers is read in its time and quoted exactly."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.page.blocks import block_of
from nlp.analysis import analyse
from nlp.reading import Reading
from nlp.relevance import Relevance
from nlp.target_tables import table_targets
from nlp.targets import targets
from tests.reading import a_release, gold
from warehouse.models import Block, Release, Target

SAID = (
    "到2027年|，|，|；|。|、|和|（|）|《|“|全市|武汉市|各县（市、区）|其中|分别|均|较2025年|同比|由|PM2.5|氮氧化物|排放量|浓度|"
    "优良天数|比率|下降|提高|控制在|不低于|达到|累计|力争|已|完成|淘汰|新增|每年|对|的|12|8%|300天|5台|30微克/立方米|1,200家|"
    "10、20%|10—15%|2.4万辆|以上|左右|企业|改造|\t|\n|《|１２％|3.|2026、|约束性|Ⅱ|" + "一" * 90
).split("|")
SHAPES = (
    "PM2.5浓度下降10%，",
    "5台",
    "到2027年，淘汰5台；",
    "较2025年",
    "10%、",
    "由2、",
    "武汉市、",
    "不低于保有量的",
)
WHOLE = Relevance("air", 1.0, "all of it", (), frozenset(range(20)))


@pytest.mark.parametrize("case", gold("targets_in_context"), ids=lambda case: case["title"])
def test_targets_in_context(case: dict[str, Any]) -> None:
    rows = [
        [row.indicator, row.comparator, row.value, row.unit, row.base_year, row.due, row.area]
        for row in analyse(released(case["title"], case["body"]), WHOLE).targets
    ]
    assert rows == case["rows"]


def released(title: str, body: list[Any]) -> Release:
    """Lines and tables as blocks; empty ones fill up to twenty."""
    made = [block_of(part) if isinstance(part, str) else Block(type="table", rows=part) for part in body]
    return a_release(title).model_copy(update={"blocks": (*made, *[Block(type="paragraph")] * (20 - len(made)))})


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(SAID), max_size=40).map("".join),
    st.lists(st.sampled_from(SAID), min_size=4, max_size=4),
)
def test_any_numbers_are_quoted_exactly(text: str, cells: list[str]) -> None:
    table = [["指标", "2027年目标"], cells[:2], cells[2:]]
    release = released("大气污染防治行动计划", [text or "无", table])
    for kind in ("plan", "air_quality"):
        found = rows_of(release, kind)
        assert found == rows_of(release, kind)
        for row in found:
            plain = release.blocks[row.quote.block].plain
            assert plain[row.quote.start : row.quote.end] == row.quote.text


def rows_of(release: Release, kind: str) -> list[Target]:
    """All targets of a release, read anew."""
    reading = Reading(release)
    return [*targets(reading, WHOLE.blocks, kind=kind), *table_targets(reading, WHOLE.blocks)]


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_text_alone(shape: str) -> None:
    spent = []
    for length in (10_000, 40_000):
        release = released("大气污染防治行动计划", [shape * (length // len(shape))])
        start = time.process_time()
        rows_of(release, "plan")
        spent.append(time.process_time() - start)
    assert spent[1] < 8 * spent[0] + 0.5
