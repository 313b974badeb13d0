"""The lead says what was extracted, in the reader's language, and nothing else."""

from __future__ import annotations

import re
from datetime import date

import pytest

from digests import goals, item, lead, naming
from digests.wording import phrases, quantity
from tests import entries
from warehouse.models import Change, Entry, Language


@pytest.mark.parametrize(
    ("entry", "lang", "sentence"),
    [
        (
            entries.TIANJIN_PLAN,
            "ja",
            "天津市人民政府弁公庁が各区人民政府ほか1に宛て、2026年10月15日（成文10月12日）に公表。",
        ),
        (entries.TIANJIN_PLAN, "ja", "PM2.5年平均濃度：35 µg/m³→33 µg/m³。"),
        (entries.TIANJIN_PLAN, "ja", "VOC排出総量：2028年末までに2025年比で10％低減。"),
        (entries.TIANJIN_PLAN, "ja", "「大気質持続的改善行動計画」（国发〔2023〕24号）に基づく。"),
        (entries.TIANJIN_PLAN, "ja", "主管：市生態環境局、市工業・情報化局。"),
        (entries.TIANJIN_DRAFT, "ja", "天津市生態環境局が2026年10月20日に案を公表。"),
        (entries.TIANJIN_DRAFT, "ja", "意見募集は2026年11月20日まで（宛先：hjbz@tj.example）。"),
        (entries.SHENYANG, "ja", "瀋陽市人民政府が2026年10月21日に発表。"),
        (entries.SHENYANG, "ja", "期間：2026年10月22日から10月25日まで。"),
        (entries.STANDARD, "ja", "2027年1月1日施行。"),
        (entries.HEBEI, "ja", "「钢铁行业」（原文）の「钢铁产能」（原文）：2027年6月末までに90％以上。"),
        (entries.WUHAN, "ja", "「武汉市城乡建设局」（原文）が2026年10月9日に公表。"),
        (entries.TIANJIN_PLAN, "en", "annual mean PM2.5: 35 µg/m³ → 33 µg/m³."),
        (entries.TIANJIN_DRAFT, "en", "Open for comment until 20 November 2026 (to: hjbz@tj.example)."),
    ],
)
def test_a_sentence_for_each_kind_of_fact(entry: Entry, lang: Language, sentence: str) -> None:
    assert sentence in lead.sentences(entry, lang)


@pytest.mark.parametrize("entry", entries.ENTRIES, ids=lambda e: e.release.title)
def test_no_number_that_the_entry_does_not_hold(entry: Entry) -> None:
    known = entry.model_dump_json() + " ".join(str(t.value) for t in entry.analysis.targets)
    counted = {str(len(entry.release.addressees) - 1)}
    for sentence in lead.sentences(entry, "ja"):
        for number in re.findall(r"\d+(?:\.\d+)?", sentence.replace("PM2.5", "")):
            assert number in known or f"{int(number):02}" in known or number in counted, sentence


def test_texts_lists_what_needs_a_translation_once_and_in_order() -> None:
    wanted = lead.texts(entries.TIANJIN_PLAN)
    assert wanted[0] == (entries.TIANJIN_PLAN.release.title, "title")
    assert len(wanted) == len(set(wanted))
    assert {
        ("空气质量持续改善行动计划", "title"),
        ("天津市人民政府办公厅", "name"),
        ("各区人民政府", "name"),
        ("市生态环境局", "name"),
        ("细颗粒物年均浓度", "name"),
        ("到2028年，细颗粒物年均浓度达到33微克/立方米。", "target"),
        ("完成全部任务", "target"),
    } <= set(wanted)
    assert ("35微克/立方米", "target") not in wanted


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("35微克/立方米", ["PM2.5年平均濃度：35 µg/m³→33 µg/m³。"]),
        ("2025年12月31日", ["PM2.5年平均濃度：2025年12月31日→33 µg/m³。"]),
        ("12.5%", ["PM2.5年平均濃度：12.5％→33 µg/m³。"]),
        ("力争达标", []),
        ("", []),
    ],
)
def test_the_lead_tells_changes_of_figures_not_of_clauses(before: str, said: list[str]) -> None:
    change = Change(what="细颗粒物年均浓度", before=before, after="33微克/立方米")
    entry = entries.entry("甲", "120000", 50, changes=(change,))
    assert lead.numbers(entry, "ja") == said
    assert "「力争达标」（原文）" in goals.change(entry, change, "ja") or before != "力争达标"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("天津市人民政府关于印发《某方案（样例）》的通知", "「某方案（样例）」【未訳】"),
        ("天津市人民政府办公厅关于印发某方案的通知", "「某方案」【未訳】"),
        ("关于做好某工作的通知", "「关于做好某工作的通知」【未訳】"),
    ],
)
def test_a_notice_that_carries_a_plan_is_headed_by_the_plan(title: str, said: str) -> None:
    entry = entries.entry(title, "120000", 50)
    assert naming.quoted(entry, title, "ja") == said


def test_a_translated_notice_is_headed_by_the_plan_too() -> None:
    known = entries.translation("关于印发《某方案》的通知", "ja", "天津市人民政府：「某方案」の配布に関する通知")
    entry = entries.entry("关于印发《某方案》的通知", "120000", 50, translations=(known,))
    assert item.heading(entry, "ja") == "天津市：「某方案」を配布"


@pytest.mark.parametrize(
    ("lang", "value", "high", "unit", "said"),
    [
        ("ja", 15.0, None, "万吨", ("15", "万トン")),
        ("en", 1.5, None, "万吨", ("15,000", " t")),
        ("ja", 5.0, 8.0, "%", ("5～8", "％")),
        ("ja", 3.0, None, "旬", ("3", "旬")),
        ("ja", 0.1, None, "个百分点", ("0.1", "ポイント")),
    ],
)
def test_units_read_as_the_reader_writes_them(
    lang: Language, value: float, high: float | None, unit: str, said: tuple[str, str]
) -> None:
    assert quantity(lang, value, high, unit) == said


def test_a_title_without_translation_stays_chinese_and_says_so() -> None:
    shown = naming.quoted(entries.WUHAN, entries.WUHAN.release.title, "ja")
    assert shown == f"「{entries.WUHAN.release.title}」【未訳】"


@pytest.mark.parametrize(
    ("published", "written", "said"),
    [
        (date(2026, 1, 5), date(2025, 12, 28), "2026年1月5日（成文2025年12月28日）"),
        (None, date(2026, 10, 2), "2026年10月2日"),
        (date(2026, 10, 2), date(2026, 10, 2), "2026年10月2日"),
    ],
)
def test_both_dates_are_told(published: date | None, written: date | None, said: str) -> None:
    base = entries.TIANJIN_PLAN
    release = base.release.model_copy(update={"published": published, "written": written})
    assert lead.when(base.model_copy(update={"release": release}), "ja") == said


def test_both_languages_have_the_same_phrases() -> None:
    japanese, english = phrases("ja"), phrases("en")
    assert japanese.keys() == english.keys()
    dates = {"y", "m", "d", "month_name"}
    for key in japanese:
        fields = [set(re.findall(r"{(\w+)}", phrase[key])) - dates for phrase in (japanese, english)]
        assert fields[0] == fields[1], key
