"""The order of importance, and what the editor's list does to key plans."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from nlp.analysis import analyse
from nlp.importance import EDITOR, importance, key_plan
from nlp.vocabulary import load
from tests.eval.importance import pairs, ranked, wrong
from tests.reading import a_release
from warehouse.models import Part, Release
from warehouse.reference import KeyPlan, key_plans

LISTED = key_plans()[0]


def test_no_clear_pair_is_turned_round() -> None:
    rows = ranked()
    assert [(high.title, low.title) for high, low in wrong(pairs(rows, 2, 9))] == []
    near = pairs(rows, 1, 1)
    assert len(wrong(near)) <= 0.1 * len(near)


def test_of_two_releases_partly_on_air_the_one_that_says_more_comes_first() -> None:
    other = ["完善公共服务设施，提高医疗教育水平，保障就业。" * 4] * 3
    little = a_release("市国民经济规划纲要", [*other, "加强大气污染防治。"])
    more = a_release("市国民经济规划纲要", [*other, "加强大气污染防治，细颗粒物浓度下降，消除重污染天气。"])
    points = [{part.name: part.points for part in judged(release)[1]}["air"] for release in (little, more)]
    assert points[0] < points[1] < load("importance")["air"]["air"]["most"]


@pytest.mark.parametrize(
    ("title", "number", "novelty", "wanted"),
    [
        (f"国务院关于印发《{LISTED.title}》的通知", LISTED.doc_number, "new", True),
        (f"国务院关于印发{LISTED.title}的通知", "", "late", True),
        (f"国务院关于印发《{LISTED.title}》的通知", LISTED.doc_number, "repost", False),
        (f"《{LISTED.title}》解读", "", "new", False),
        (f"国务院印发《{LISTED.title}》", "", "new", False),
        (f"某省{LISTED.title}", "某政发〔2024〕2号", "new", False),
    ],
)
def test_the_editor_names_key_plans(title: str, number: str, novelty: str, wanted: bool) -> None:
    release = a_release(title, ["全文见附件。"], doc_number=number)
    score, _ = judged(release)
    reason = key_plan(release, analyse(release), novelty, score)
    assert reason == (EDITOR + LISTED.reason if wanted else "")


def test_the_editor_refuses_a_key_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    refused = KeyPlan(title="武汉市空气质量改善行动计划", translate=False, reason="翻訳済み")
    lines = [
        "一、目标",
        "到2030年，PM2.5年均浓度降至28微克/立方米。",
        "二、任务",
        "三、保障",
        "四、附则",
        "治理扬尘。" * 200,
    ]
    release = a_release("武汉市空气质量改善行动计划", lines, place="420100", issuers=("武汉市人民政府",))
    analysis = analyse(release)
    assert key_plan(release, analysis, "new", 90)
    monkeypatch.setattr("nlp.importance.key_plans", lambda: (refused,))
    assert key_plan(release, analysis, "new", 90) == ""


@pytest.mark.parametrize(
    "row", [{"reason": "r"}, {"doc_number": "国发2023-24", "reason": "r"}, {"title": "t", "reason": ""}]
)
def test_a_list_that_names_nothing_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        KeyPlan.model_validate(row)


def judged(release: Release) -> tuple[int, tuple[Part, ...]]:
    return importance(release, analyse(release), "new")
