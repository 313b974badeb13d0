"""The lead says what was extracted, in the reader's language, and nothing else."""

from __future__ import annotations

import re
from datetime import date

import pytest

from digests import goals, item, lead, naming
from digests.periods import period
from digests.plain import clip
from digests.wording import phrases, quantity
from tests import entries
from warehouse.models import Change, Entry, Language, Parent


def partly(entry: Entry) -> Entry:
    """The entry as one of a release that speaks of more than air."""
    return entry.model_copy(update={"analysis": entry.analysis.model_copy(update={"relevance": "partly"})})


@pytest.mark.parametrize(
    ("entry", "lang", "sentence"),
    [
        (
            entries.TIANJIN_PLAN,
            "ja",
            "天津市人民政府弁公庁が各区人民政府ほか1に宛て、2026年10月15日（成文10月12日）に公表。",
        ),
        (
            entries.TIANJIN_PLAN,
            "ja",
            "PM2.5年平均濃度：2028年末までに33 µg/m³以下（前の版では35 µg/m³）（拘束性目標）。",
        ),
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
        (partly(entries.TIANJIN_DRAFT), "ja", "天津市生態環境局が2026年10月20日に案を公表（一部が大気に関するもの）。"),
        (
            entries.TIANJIN_PLAN,
            "en",
            "Annual mean PM2.5: at most 33 µg/m³ by the end of 2028 (earlier version: 35 µg/m³) (binding).",
        ),
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


AIMS = {
    "bound": entries.target("细颗粒物年均浓度", "decrease", 8, "%", bound="at_least", base_year=2025),
    "about": entries.target(
        "细颗粒物年均浓度", "decrease", 4, "%", bound="about", quote=entries.quote("同比下降4%左右")
    ),
    "yearly": entries.target(
        "集装箱海铁联运量",
        "increase",
        15,
        "%",
        bound="at_least",
        quote=entries.quote("集装箱海铁联运量年均增长15%以上"),
    ),
    "by the end": entries.target(
        "铁路货运量", "increase", 15, "%", quote=entries.quote("铁路货运量增长15%，水路年均增长5%")
    ),
    "areas": entries.target("细颗粒物年均浓度", "at_most", 33, "微克/立方米", area="全国、重点城市"),
    "whole": entries.target("细颗粒物年均浓度", "at_least", 100, "%"),
}


@pytest.mark.parametrize(
    ("aim", "lang", "said"),
    [
        ("bound", "ja", "PM2.5年平均濃度：2025年比で8％以上低減。"),
        ("bound", "en", "annual mean PM2.5: down at least 8% against 2025. "),
        ("about", "ja", "PM2.5年平均濃度：前年同期比で約4％低減。"),
        ("whole", "ja", "PM2.5年平均濃度：100％。"),
        ("yearly", "ja", "「集装箱海铁联运量」（原文）：年平均15％以上増加。"),
        ("yearly", "en", "“集装箱海铁联运量” (original): up at least 15% a year on average. "),
        ("by the end", "ja", "鉄道貨物輸送量：15％増加。"),
        ("areas", "ja", "全国、重点都市のPM2.5年平均濃度：33 µg/m³以下。"),
        ("areas", "en", "annual mean PM2.5 (nationwide, key cities): at most 33 µg/m³. "),
    ],
)
def test_a_target_says_how_it_is_meant(aim: str, lang: Language, said: str) -> None:
    assert goals.target(entries.TIANJIN_PLAN, AIMS[aim], lang) == said


def test_indicators_of_one_sentence_and_number_are_told_together() -> None:
    said = entries.quote("优良天数比率和挥发性有机物排放总量均不低于20%")
    alike = [entries.target(name, "at_least", 20, "%", quote=said) for name in ("优良天数比率", "挥发性有机物排放总量")]
    entry = entries.entry("甲", "120000", 50, targets=(*alike, entries.target("细颗粒物年均浓度", "at_most", 9, "天")))
    assert lead.numbers(entry, "ja") == [
        "優良天気日数の比率、VOC排出総量：20％以上。",
        "PM2.5年平均濃度：9日以下。",
    ]


def test_a_final_text_is_told_beside_its_draft() -> None:
    change = Change(what="细颗粒物年均浓度", before="35微克/立方米（2027-12-31）", after="33微克/立方米（2028-12-31）")
    aim = entries.target("细颗粒物年均浓度", "at_most", 33, "微克/立方米", due=date(2028, 12, 31))
    entry = entries.entry("甲", "120000", 50, targets=(aim,), changes=(change,), previous="draft")
    assert lead.numbers(entry, "ja") == ["PM2.5年平均濃度：2028年末までに33 µg/m³以下（案では35 µg/m³（2027年末））。"]
    alone = entries.entry("甲", "120000", 50, changes=(change,), previous="draft")
    assert lead.numbers(alone, "ja") == ["PM2.5年平均濃度：案の35 µg/m³（2027年末）→33 µg/m³（2028年末）。"]


def test_an_interpretation_leaves_the_targets_to_its_plan() -> None:
    aims = entries.TIANJIN_PLAN.analysis.targets
    for document, told in (("known", 0), ("", 2)):
        parent = Parent(relation="interprets", title="空气质量持续改善行动计划", doc_number="", document_id=document)
        entry = entries.entry("解读", "120000", 50, kind="interpretation", targets=aims, parents=(parent,))
        assert len(lead.numbers(entry, "ja")) == told


def test_an_alert_is_told_with_colour_area_and_hour() -> None:
    start = entries.event("alert_start", date(2026, 10, 26), hour=0, level="橙色", area="全市")
    end = entries.event("alert_end", date(2026, 10, 29), hour=12, level="橙色")
    for events, said in (
        ((start,), "オレンジ警報（市全体）：2026年10月26日0時から。"),
        ((end,), "オレンジ警報（天津市）：2026年10月29日12時に解除。"),
        ((start, end), "オレンジ警報（市全体）：2026年10月26日0時から10月29日12時まで。"),
    ):
        assert said in lead.sentences(entries.entry("甲", "120000", 50, kind="alert", events=events), "ja")


FIGURES = (
    entries.figure("细颗粒物年均浓度", 27, "微克/立方米", area="全市", trend="decrease", change=3.6, change_unit="%"),
    entries.figure("优良天数比率", 83.3, "%", trend="same"),
    entries.figure("优良天数比率", 80.1, "%", period="1—9月", trend="increase", change=1.2, change_unit="个百分点"),
)


def test_a_bulletin_is_told_by_its_figures() -> None:
    entry = entries.entry("甲", "120000", 50, kind="air_quality", figures=FIGURES)
    said = lead.sentences(entry, "ja")
    first = "2026年9月：市全体のPM2.5年平均濃度 27 µg/m³（前年同期比3.6％減）"
    assert f"{first}、優良天気日数の比率 83.3％（前年同期と同じ）。" in said
    assert "1～9月：優良天気日数の比率 80.1％（前年同期比1.2ポイント増）。" in said
    assert lead.fact(entry, "ja") == f"{first}。"
    english = "September 2026: annual mean PM2.5 (whole city) 27 µg/m³ (down 3.6% on the year before)"
    assert any(sentence.startswith(english) for sentence in lead.sentences(entry, "en"))
    assert {("细颗粒物年均浓度", "name"), ("全市", "name")} <= set(lead.texts(entry))


@pytest.mark.parametrize(
    ("written", "ja", "en"),
    [
        ("2026年9月", "2026年9月", "September 2026"),
        ("1至9月", "1～9月", "January to September"),
        ("前三季度", "第1～3四半期", "quarters 1 to 3"),
        ("2026年三季度", "2026年第3四半期", "quarter 3 2026"),
        ("上半年", "上半期", "first half"),
        ("2025年", "2025年", "2025"),
        ("汛期", "", ""),
    ],
)
def test_periods(written: str, ja: str, en: str) -> None:
    assert (period(written, "ja"), period(written, "en")) == (ja, en)


@pytest.mark.parametrize(
    ("title", "ja", "status", "heading"),
    [
        (
            "关于公开征求《某方案（征求意见稿）》意见的公告",
            "『某方案（意見募集稿）』に対する意見募集に関する公告",
            "draft",
            "天津市：「某方案（意見募集稿）」の意見募集（案）を開始",
        ),
        (
            "关于印发《某预案（2026年修订）》的通知",
            "「某対応計画（2026年改訂）」の配布に関する通知",
            "amended",
            "天津市：「某対応計画（2026年改訂）」を配布",
        ),
        (
            "关于修改《某条例》的决定",
            "「某条例」の改正に関する決定",
            "amended",
            "天津市：「「某条例」の改正に関する決定」を改正",
        ),
        (
            "天津市生态环境局关于某的通知",
            "天津市生態環境局：某に関する通知",
            "issued",
            "天津市：「某に関する通知」を公布",
        ),
        ("关于某情况的通报", "某の状況に関する報告", "issued", "天津市：「某の状況に関する報告」を公表"),
    ],
)
def test_headings(title: str, ja: str, status: str, heading: str) -> None:
    known = entries.translation(title, "ja", ja)
    entry = entries.entry(title, "120000", 50, kind="policy", status=status, translations=(known,))
    assert item.heading(entry, "ja").replace("『", "「").replace("』", "」") == heading


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


def test_a_translated_plan_needs_no_gloss_of_its_notice() -> None:
    notice = "关于印发《某方案》的通知"
    glossed = entries.translation(notice, "ja", None, gloss="方案（方案）")
    plan = entries.translation("某方案", "ja", "某方案")
    assert naming.gloss(entries.entry(notice, "120000", 50, translations=(glossed,)), "ja") == "方案（方案）"
    assert naming.gloss(entries.entry(notice, "120000", 50, translations=(glossed, plan)), "ja") == ""


def test_letters_are_no_chinese_and_english_has_room() -> None:
    entry = entries.entry("甲", "120000", 50)
    assert naming.name(entry, "NMHC", "en") == "NMHC"
    assert (clip("a" * 15, 10, "en"), clip("a" * 15, 10, "ja")) == ("a" * 15, "a" * 10 + "…")


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
    """Full translations, notices, volumes, briefs and the words of a correction are for Japanese readers only."""
    japanese, english = (
        {k: v for k, v in phrases(lang).items() if k.split(".")[0] not in ("plan", "notice", "volume", "brief")}
        for lang in ("ja", "en")
    )
    assert japanese.keys() == english.keys()
    dates = {"y", "m", "d", "month_name"}
    japanese_only = {"right", "wrong"}
    for key in japanese:
        fields = [set(re.findall(r"{(\w+)}", phrase[key])) - dates - japanese_only for phrase in (japanese, english)]
        assert fields[0] == fields[1], key
