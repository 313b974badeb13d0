"""Targets, places, events, duties and citations against passages read by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nlp.analysis import analyse
from nlp.citations import citations
from nlp.dates import whens
from nlp.duties import duties
from nlp.reading import Reading
from nlp.target_tables import table_targets
from nlp.targets import targets
from tests.reading import a_release, gold
from warehouse.models import Block

ALL = frozenset(range(20))


@pytest.mark.parametrize("case", gold("targets"), ids=lambda case: case["text"][:24])
def test_targets(case: dict[str, Any]) -> None:
    reading = Reading(a_release("空气质量改善行动计划", [case["text"]]))
    found = [
        [row.indicator, row.comparator, row.value, row.unit, row.base_year, row.due, row.area]
        for row in targets(reading, frozenset({0}))
    ]
    assert found == case["rows"]


def test_targets_take_year_duty_and_nature_from_around_them() -> None:
    lines = ["淘汰老旧柴油货车500辆。（责任单位：市公安局、市交通局）", "PM2.5年均浓度不高于30微克/立方米（约束性）。"]
    reading = Reading(a_release("2027年大气污染防治工作要点", lines))
    trucks, dust = targets(reading, frozenset({0, 1}), duties(reading, frozenset({0, 1})))
    assert (trucks.due, trucks.duty_holders) == (date(2027, 12, 31), ("市公安局", "市交通局"))
    assert (dust.due, dust.nature, dust.duty_holders) == (date(2027, 12, 31), "binding", ())


def test_a_change_keeps_its_bound_and_a_season_has_no_base_year() -> None:
    text = "2026—2027年秋冬季，PM2.5平均浓度同比下降4%左右，重污染天数减少2天以上，优良天数增加3天。"
    reading = Reading(a_release("2026—2027年秋冬季大气污染防治行动方案", [text]))
    found = [(row.comparator, row.bound, row.base_year, row.due) for row in targets(reading, frozenset({0}))]
    end = date(2027, 3, 31)
    assert found == [
        ("decrease", "about", None, end),
        ("decrease", "at_least", None, end),
        ("increase", "", None, end),
    ]


def test_periods_end_with_their_last_month() -> None:
    found = [
        (when.first, when.last) for when in whens("2026年10月至12月抽查；2026年前三季度通报。5—9月；上半年，", None)
    ]
    assert found == [
        (date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 1, 1), date(2026, 9, 30)),
        (date(2026, 5, 1), date(2026, 9, 30)),
        (date(2026, 1, 1), date(2026, 6, 30)),
    ]


def test_news_tells_targets_only_of_days_to_come() -> None:
    reading = Reading(
        a_release("全市空气质量状况", ["PM2.5浓度控制在30微克/立方米以下。", "到2027年，PM2.5浓度降到28微克/立方米。"])
    )
    assert [row.value for row in targets(reading, frozenset({0, 1}), kind="air_quality")] == [28]


def test_table_of_targets() -> None:
    rows = (
        ("指标", "单位", "2025年", "2027年目标", "属性"),
        ("PM2.5年均浓度", "微克/立方米", "34", "≤31", "约束性"),
        ("优良天数比率", "%", "80.1", "82", "预期性"),
        ("备注", "", "", "见说明", ""),
    )
    release = a_release("空气质量改善行动计划").model_copy(update={"blocks": (Block(type="table", rows=rows),)})
    found = table_targets(Reading(release), frozenset({0}))
    assert [(row.indicator, row.comparator, row.value, row.unit, row.due, row.nature) for row in found] == [
        ("PM2.5年均浓度", "at_most", 31, "微克/立方米", date(2027, 12, 31), "binding"),
        ("优良天数比率", "at_least", 82, "%", date(2027, 12, 31), "expected"),
    ]
    assert release.blocks[0].plain[found[0].quote.start : found[0].quote.end] == found[0].quote.text


def test_table_of_places() -> None:
    rows = (
        ("城市", "PM2.5平均浓度同比", "重污染天数"),
        ("唐山市", "下降5%", "不多于7天"),
        ("邯郸市", "持续改善", "不多于9天"),
    )
    caption = Block(type="paragraph", text="附表 2026—2027年秋冬季空气质量改善目标")
    blocks = (caption, Block(type="table", rows=rows))
    release = a_release("2026—2027年秋冬季大气污染防治行动方案").model_copy(update={"blocks": blocks})
    found = analyse(release).targets
    assert [(row.area, row.indicator, row.comparator, row.value, row.unit, row.due) for row in found] == [
        ("唐山市", "PM2.5平均浓度", "decrease", 5, "%", date(2027, 3, 31)),
        ("唐山市", "重污染天数", "at_most", 7, "天", date(2027, 3, 31)),
        ("邯郸市", "重污染天数", "at_most", 9, "天", date(2027, 3, 31)),
    ]


def test_bulletin_tables_set_no_targets() -> None:
    rows = (("城市", "PM2.5（微克/立方米）", "同比变化（%）"), ("唐山市", "35", "-5.6"))
    release = a_release("2026年9月全省空气质量状况").model_copy(update={"blocks": (Block(type="table", rows=rows),)})
    assert analyse(release).targets == ()


@pytest.mark.parametrize("case", gold("places"), ids=lambda case: case["name"])
def test_places(case: dict[str, Any]) -> None:
    place, level = case["source"]
    day = case.get("day", date(2026, 10, 12))
    issuers = tuple(case.get("issuers", ()))
    found = analyse(
        a_release(case["title"], case["body"], day=day, written=day, place=place, level=level, issuers=issuers)
    ).places
    tags = [[tag.place, tag.reason, tag.via] for tag in found]
    assert [row for row in case["has"] if row not in tags] == []
    assert {tag.place for tag in found} & set(case.get("hasnot", ())) == set()
    assert all(tag.quote for tag in found if tag.reason in ("mention", "region"))


@pytest.mark.parametrize("case", gold("events"), ids=lambda case: case["text"][:24])
def test_events(case: dict[str, Any]) -> None:
    found = analyse(a_release(case["title"], [case["text"]])).events
    assert [[event.kind, event.on] for event in found] == case["rows"]
    assert case.get("address", "") in ("", found[0].address if found else None)


def test_an_alert_has_its_hour_colour_and_area() -> None:
    text = "决定自2026年9月16日0时起启动全市重污染天气橙色预警，9月19日12时解除。"
    start, end = analyse(a_release("关于启动重污染天气Ⅱ级应急响应的通知", [text])).events
    assert (start.kind, start.on, start.hour) == ("alert_start", date(2026, 9, 16), 0)
    assert (end.kind, end.on, end.hour) == ("alert_end", date(2026, 9, 19), 12)
    assert {(event.level, event.area) for event in (start, end)} == {("橙色", "全市")}


@pytest.mark.parametrize(
    ("title", "text", "rows"),
    [
        ("《云州减排计划》解读", "依据《减排计划》。", [["interprets", "云州减排计划"], ["implements", "减排计划"]]),
        ("一图读懂云州市减排计划", "《云州市减排计划》已经印发。", [["interprets", "云州市减排计划"]]),
        ("关于公开征求意见的公告", "我局起草了《云州市扬尘办法（草案）》。", [["draft_of", "云州市扬尘办法（草案）"]]),
        ("云州市扬尘办法（草案）", "《云州市扬尘办法（草案）》共五章。", []),
        ("云州市印发《云州市扬尘办法》", "近日，《云州市扬尘办法》印发。", [["cites", "云州市扬尘办法"]]),
        ("关于《云州市扬尘办法》的补充通知", "现补充如下。", [["cites", "云州市扬尘办法"]]),
        ("关于印发云州市扬尘管控计划（2026—2028年）的通知", "《云州市扬尘管控计划》已经市政府同意。", []),
    ],
)  # fmt: skip
def test_a_release_and_what_its_title_is_about(title: str, text: str, rows: list[list[str]]) -> None:
    found = citations(Reading(a_release(title, [text])))
    assert [[cited.relation, cited.title] for cited in found] == rows


def test_all_of_a_list_are_repealed_by_the_line_above_it() -> None:
    lines = [
        "决定废止下列规范性文件：",
        "1.《云州市烟尘办法》；",
        "2.云政发〔2001〕5号文件。",
        "本决定依据《立法法》作出。",
    ]
    found = citations(Reading(a_release("关于废止部分规范性文件的决定", lines)))
    assert [cited.relation for cited in found] == ["repeals", "repeals", "implements"]


def test_what_is_due_in_a_table_is_its_task() -> None:
    rows = (
        ("序号", "重点任务", "责任单位", "完成时限"),
        ("1", "建成走航监测体系", "市生态环境局", "2026年12月"),
        ("2", "完成岸电改造", "市交通局", "2027年底"),
        ("3", "开展扬尘巡查", "市城管局", "长期坚持"),
        ("4", "优化布局", "市发改委", "2027年"),
    )
    release = a_release("大气污染防治任务清单").model_copy(update={"blocks": (Block(type="table", rows=rows),)})
    found = analyse(release).events
    assert [(event.kind, event.on, event.what, event.quote.text) for event in found] == [
        ("milestone", date(2026, 12, 31), "建成走航监测体系", "2026年12月"),
        ("milestone", date(2027, 12, 31), "完成岸电改造", "2027年底"),
    ]


def test_each_of_several_dates_has_what_is_due_by_it() -> None:
    text = "请于2026年11月20日前制定清单，11月底前完成复核，各县应当于12月底前备案。"
    found = analyse(a_release("大气污染防治行动计划", [text])).events
    assert [event.what for event in found] == ["制定清单", "完成复核", "各县备案"]


def test_a_measure_that_begins_later_is_told_without_its_day() -> None:
    text = "自2026年12月1日起，国三柴油货车不得进入绕城公路以内。"
    (start,) = analyse(a_release("关于划定大气污染物高排放车辆禁行区的通告", [text])).events
    assert (start.kind, start.what) == ("measure_start", "国三柴油货车不得进入绕城公路以内")


def test_what_is_due_stands_without_its_date() -> None:
    text = "各区于2026年12月底前完成工地扬尘监测设备联网。"
    found = analyse(a_release("大气污染防治行动计划", [text])).events
    assert [event.what for event in found] == ["各区完成工地扬尘监测设备联网"]


@pytest.mark.parametrize("case", gold("figures"), ids=lambda case: case["title"])
def test_figures(case: dict[str, Any]) -> None:
    found = analyse(a_release(case["title"], [case["text"]])).figures
    rows = [[f.period, f.area, f.indicator, f.value, f.unit, f.trend, f.change, f.change_unit] for f in found]
    assert rows == case["rows"]


def test_figures_of_a_table_of_pollutants() -> None:
    rows = (("污染物", "月均浓度（微克/立方米）", "同比变化（%）"), ("PM2.5", "21", "-4.5"), ("臭氧", "140", "0"))
    release = a_release("2026年8月空气质量月报").model_copy(update={"blocks": (Block(type="table", rows=rows),)})
    found = analyse(release).figures
    assert [(f.period, f.indicator, f.value, f.unit, f.trend, f.change) for f in found] == [
        ("2026年8月", "PM2.5月均浓度", 21, "微克/立方米", "decrease", 4.5),
        ("2026年8月", "臭氧月均浓度", 140, "微克/立方米", "same", None),
    ]
    assert [f.quote.text for f in found] == ["PM2.5\t21\t-4.5", "臭氧\t140\t0"]


def test_duties_of_a_table() -> None:
    rows = (("任务", "责任单位", "完成时限"), ("更新环卫车100辆", "市城管委、市生态环境局", "2026年12月底"))
    release = a_release("大气污染防治任务清单").model_copy(update={"blocks": (Block(type="table", rows=rows),)})
    (duty,) = duties(Reading(release), frozenset({0}))
    assert (duty.role, duty.holders, duty.measure) == ("responsible", ("市城管委", "市生态环境局"), "更新环卫车100辆")
    assert release.blocks[0].plain[duty.quote.start : duty.quote.end] == duty.quote.text == "市城管委、市生态环境局"


def test_who_takes_part_in_a_meeting_has_no_duty() -> None:
    text = "9月10日，大气污染联防联控研讨会在武汉举行，武汉、长沙等市生态环境部门代表参加。"
    assert analyse(a_release("大气污染联防联控研讨会在武汉举行", [text])).duties == ()


def test_an_event_keeps_its_id_on_another_site() -> None:
    title, text = "关于公开征求《扬尘污染防治办法》意见的公告", ["请于2026年10月20日前提出意见。"]
    issuers = ("武汉市生态环境局",)
    here = analyse(a_release(title, text, id="a", issuers=issuers)).events
    there = analyse(a_release(title, ["来源：市局", *text], id="b", place="420000", issuers=issuers)).events
    later = analyse(a_release(title, ["请于2026年11月20日前提出意见。"], id="c", issuers=issuers)).events
    assert [event.id for event in here] == [event.id for event in there]
    assert here[0].id != later[0].id


@pytest.mark.parametrize("case", gold("duties"), ids=lambda case: case["text"][:24])
def test_duties(case: dict[str, Any]) -> None:
    found = duties(Reading(a_release("行动计划", [case["text"]])), frozenset({0}))
    assert [[duty.role, list(duty.holders)] for duty in found] == case["rows"]


@pytest.mark.parametrize("case", gold("citations"), ids=lambda case: case["text"][:24])
def test_citations(case: dict[str, Any]) -> None:
    found = citations(Reading(a_release("关于做好有关工作的通知", [case["text"]])))
    assert [[cited.relation, cited.title, cited.doc_number] for cited in found] == case["rows"]


@pytest.mark.parametrize(
    ("title", "relation"),
    [
        ("《大气污染防治条例》解读", "interprets"),
        ("关于公开征求《大气污染防治条例（征求意见稿）》意见的公告", "draft_of"),
        ("关于修改《大气污染防治条例》的决定", "amends"),
        ("关于废止《大气污染防治办法》的决定", "repeals"),
        ("关于印发《大气污染防治方案》的通知", None),
    ],
)
def test_relation_told_by_the_title(title: str, relation: str | None) -> None:
    found = citations(Reading(a_release(title, ["现将《大气污染防治方案》印发给你们。"], doc_number="武环〔2026〕1号")))
    relations = [cited.relation for cited in found if cited.quote.block == -1]
    assert relations == ([relation] if relation else [])
    assert relation or not found
