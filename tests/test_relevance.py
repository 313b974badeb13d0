"""On air, partly or not: traps and their opposites."""

from __future__ import annotations

import pytest

from nlp.reading import Reading
from nlp.relevance import relevance
from tests.reading import a_release, gold


@pytest.mark.parametrize(("verdict", "title", "body"), gold("relevance"))
def test_verdict(verdict: str, title: str, body: str) -> None:
    found = relevance(Reading(a_release(title, body.splitlines())))
    assert found.verdict == verdict, found.reason
    assert bool(found.quotes) == (verdict != "not")


def test_partly_reads_only_blocks_on_air() -> None:
    lines = ["水质稳定达标。", "空气质量优良天数比例上升，细颗粒物浓度下降，重污染天气减少。", "土壤安全。"]
    found = relevance(Reading(a_release("全市生态环境情况和水污染防治进展", lines * 3)))
    assert found.verdict == "partly"
    assert found.blocks == frozenset({1, 4, 7})
