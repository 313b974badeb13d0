"""What was reviewed comes back word for word; with other numbers it is remade, checked and told."""

from __future__ import annotations

from datetime import date

import pytest
from rapidfuzz import fuzz, process

from nlp.translation.masks import masked_id
from nlp.translation.memory import Memory, reviewed
from nlp.translation.near import LEAST, Index
from nlp.translation.normalise import text_id
from warehouse.models import Language, Translation

GOAL = "到2026年底，全市PM2.5年均浓度比2025年下降8%以上，控制在36微克/立方米以内。"
GOAL_JA = "2026年末までに、全市のPM2.5年平均濃度を2025年比で8%以上低下させ、36μg/m³以内に抑える。"


def pair(source: str, text: str, lang: Language = "ja", on: date | None = date(2026, 10, 5)) -> Translation:
    return reviewed(source, text, lang, "sentence", "編集", on)


def test_ids_of_stored_texts_stay() -> None:
    assert text_id("国务院关于印发《空气质量持续改善行动计划》的通知") == "39204200e826333a"
    assert text_id(" 到2027年，ＰＭ2.5 浓度(年均)下降1,200.5%;") == "30fc451bacb334b2"
    assert masked_id(GOAL) == "cd089bb99932abcd"


def test_a_reviewed_text_serves_other_documents_and_kinds() -> None:
    memory = Memory([pair("优化产业结构。", "産業構造を最適化する。")])
    found = memory.exact(" 优化产业 结构。", "heading", "ja")
    assert found is not None
    assert (found.text, found.kind, found.state, found.engine) == (
        "産業構造を最適化する。",
        "heading",
        "reviewed",
        "memory",
    )
    assert memory.exact("优化产业结构。", "heading", "en") is None


@pytest.mark.parametrize("turned", [False, True])
def test_the_later_of_two_reviews_counts_and_the_conflict_is_told(turned: bool) -> None:
    pairs = [pair("总体要求", "全体要求", on=date(2026, 9, 1)), pair("总体要求", "全般的要求", on=date(2026, 10, 1))]
    memory = Memory(reversed(pairs) if turned else pairs)
    found = memory.exact("总体要求", "heading", "ja")
    assert found is not None and found.text == "全般的要求"
    (conflict,) = memory.conflicts
    assert "全般的要求" in str(conflict) and "全体要求" in str(conflict) and "2026-09-01" in str(conflict)


def test_only_reviewed_pairs_are_used_again() -> None:
    memory = Memory([pair(GOAL, GOAL_JA).model_copy(update={"state": "machine"})])
    assert memory.exact(GOAL, "target", "ja") is None
    assert memory.masked(GOAL.replace("36", "35"), "target", "ja") is None
    assert memory.near(GOAL, "ja")[0][1].state == "machine"


REMADE = [
    (
        GOAL,
        GOAL_JA,
        "到2030年底，全市PM2.5年均浓度比2028年下降12%以上，控制在1,030微克/立方米以内。",
        "2030年末までに、全市のPM2.5年平均濃度を2028年比で12%以上低下させ、1030μg/m³以内に抑える。",
    ),
    (
        "根据第三十条和国发〔2023〕24号文件要求，武汉市完成1200台锅炉改造。",
        "第三十条及び国发〔2023〕24号文書の要求に基づき、武漢市は1,200台のボイラーを改修する。",
        "根据第三十二条和鄂政发〔2026〕9号文件要求，邯郸市完成1300台锅炉改造。",
        "第三十二条及び鄂政发〔2026〕9号文書の要求に基づき、邯鄲市は1,300台のボイラーを改修する。",
    ),
    (
        "“十四五”期间，全省优良天数比率达到80%以上。",
        "第14次5カ年計画期間中、全省の優良日数比率を80%以上とする。",
        "“十五五”期间，全省优良天数比率达到83%以上。",
        "第15次5カ年計画期間中、全省の優良日数比率を83%以上とする。",
    ),
]


@pytest.mark.parametrize(("old", "text", "new", "wanted"), REMADE)
def test_other_numbers_and_places_are_filled_in_and_told(old: str, text: str, new: str, wanted: str) -> None:
    found = Memory([pair(old, text)]).masked(new, "target", "ja")
    assert found is not None
    assert (found.text, found.state, found.engine) == (wanted, "machine", "memory")
    assert found.flags and all(flag.startswith("REFILLED:") for flag in found.flags)
    assert (found.reviewer, found.reviewed_on) == ("", None)


def test_english_months_are_filled_in() -> None:
    memory = Memory(
        [pair("2026年3月12日前报送实施方案和工作总结。", "Submit plan and summary by 12 March 2026.", "en")]
    )
    found = memory.masked("2027年5月8日前报送实施方案和工作总结。", "sentence", "en")
    assert found is not None and found.text == "Submit plan and summary by 8 May 2027."


@pytest.mark.parametrize(
    ("old", "text", "new"),
    [
        ("2026年和2026年的重点工作任务清单", "2026年及び2026年の重点業務任務一覧", "2026年和2027年的重点工作任务清单"),
        (
            "完成12家企业的清洁生产审核工作。",
            "十二社のクリーナープロダクション審査を終える。",
            "完成15家企业的清洁生产审核工作。",
        ),
        ("完成12家企业的清洁生产审核工作。", "12社のうち12社の審査を終える。", "完成15家企业的清洁生产审核工作。"),
        (
            "全市推进PM2.5和臭氧协同控制工作。",
            "全市でPM2.5とオゾンの協調抑制を進める。",
            "全市推进PM10和臭氧协同控制工作。",
        ),
        ("2026年目标", "2026年目標", "2027年目标"),
    ],
)
def test_what_cannot_be_told_apart_is_not_remade(old: str, text: str, new: str) -> None:
    assert Memory([pair(old, text)]).masked(new, "sentence", "ja") is None


def test_a_remade_text_that_the_checks_refuse_is_not_given() -> None:
    memory = Memory(
        [pair("到2026年，全市重点行业排放量上升3%。", "2026年までに、全市の重点業種の排出量を3%低下させる。")]
    )
    assert memory.masked("到2027年，全市重点行业排放量上升4%。", "sentence", "ja") is None


def test_near_finds_what_comparing_all_finds() -> None:
    verbs, things = (
        ("推进", "加强", "严格", "开展"),
        ("锅炉", "扬尘治理", "重点行业绩效分级", "清洁运输", "VOCs综合治理"),
    )
    texts = [
        f"{a}{b}，{c}{d}，到{year}年完成。"
        for a in verbs
        for b in things
        for c in verbs
        for d in things
        for year in (2026, 2030)
    ]
    index = Index(texts)
    for text in (*texts[::97], "推进锅炉", "加强锅炉改造，开展清洁运输，到2027年底前完成。", "", "完全不同的句子"):
        every = process.extract(text, texts, scorer=fuzz.ratio, limit=3, score_cutoff=LEAST)
        assert index.nearest(text, 3) == [(score, at) for _, score, at in every]
