"""Two versions of a text, clause by clause."""

from __future__ import annotations

from time import process_time
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.analysis import analyse
from nlp.changes import changes
from tests.reading import a_release
from warehouse.models import Block, Change, Release

RULES = [
    "第一章 总则",
    "第一条 为了防治扬尘污染，改善空气质量，制定本办法。",
    "第二条 施工单位应当按照方案落实围挡、覆盖、喷淋和冲洗措施，并每日记录。",
    "第三条 运输渣土的车辆应当密闭，不得沿途遗撒。",
    "第四条 违反本办法规定的，由住房和城乡建设部门责令改正，处二万元罚款。",
]


def of(*lines: str, **rest: Any) -> Release:
    return a_release("云州市扬尘污染防治办法", lines, place="420100", **rest)


def between(before: Release, after: Release) -> list[Change]:
    return changes(before, analyse(before), after, analyse(after))


def shown(before: Release, after: Release) -> list[tuple[str, str]]:
    return [(change.before, change.after) for change in between(before, after)]


def test_an_article_that_only_got_another_number_has_not_changed() -> None:
    added = "第二条 本办法适用于本市行政区域内的工地、道路和堆场。"
    moved = [RULES[0], RULES[1], added, *(RULES[n].replace(f"第{a}", f"第{b}") for n, a, b in RENUMBERED)]
    assert shown(of(*RULES), of(*moved)) == [("", added.removeprefix("第二条 "))]


RENUMBERED = [(2, "二", "三"), (3, "三", "四"), (4, "四", "五")]


def test_paragraphs_in_another_order_have_not_changed() -> None:
    assert shown(of(*RULES), of(RULES[0], RULES[3], RULES[1], RULES[4], RULES[2])) == []


def test_a_clause_cut_in_two_or_joined_has_not_changed() -> None:
    joined = "施工单位应当落实围挡、覆盖和喷淋措施，运输车辆应当密闭，不得沿途遗撒。"
    cut = ["施工单位应当落实围挡、覆盖和喷淋措施。", "运输车辆应当密闭；不得沿途遗撒。"]
    assert shown(of(*RULES[:2], joined), of(*RULES[:2], *cut)) == []
    assert shown(of(*RULES[:2], *cut), of(*RULES[:2], joined)) == []


def test_what_is_taken_out_of_a_clause_is_a_change() -> None:
    before, after = "运输渣土的车辆应当密闭，不得沿途遗撒。", "运输渣土的车辆应当密闭。"
    assert shown(of(*RULES[:3], before), of(*RULES[:3], after)) == [(before, after)]
    allowed = "运输渣土的车辆沿途遗撒。"
    forbidden = "运输渣土的车辆不得沿途遗撒。"
    assert shown(of(*RULES[:3], forbidden), of(*RULES[:3], allowed)) == [(forbidden, allowed)]


def test_added_and_removed_clauses_and_what_stands_above_them() -> None:
    added, removed = "鼓励企业安装在线监测设备，并与主管部门联网。", RULES[3].removeprefix("第三条 ")
    (new, old) = between(of(*RULES), of(*RULES[:3], RULES[4], added))
    assert (new.what, new.before, new.after) == ("总则", "", added)
    assert (old.what, old.before, old.after) == ("总则", removed, "")
    assert new.quote_after is not None and new.quote_after.text == added


def test_one_number_in_a_long_paragraph() -> None:
    long = (
        "".join(f"第{n}季度，各区应当完成道路保洁、工地巡查和车辆抽检，并将结果报市指挥部备案。" for n in "一二三四")
        * 4
    )
    line = "对纳入清单的工地，每月抽查不少于12次，并通报结果。"
    (only,) = between(of(*RULES, long + line + long), of(*RULES, long + line.replace("12", "20") + long))
    assert (only.before, only.after) == ("12次", "20次")
    assert only.quote_after is not None and only.quote_after.text == line.replace("12", "20")


def test_a_row_that_changed_is_told_cell_by_cell() -> None:
    def table(*rows: tuple[str, ...]) -> Release:
        found = of(*RULES)
        block = Block(type="table", rows=(("序号", "区", "降尘量", "责任单位"), *rows))
        return found.model_copy(update={"blocks": (*found.blocks, block)})

    old = table(("1", "东湖区", "5吨", "东湖区政府"), ("2", "西山区", "7吨", "西山区政府"))
    new = table(
        ("1", "北岗区", "4吨", "北岗区政府"), ("2", "西山区", "6吨", "西山区政府"), ("3", "东湖区", "5吨", "东湖区政府")
    )
    told = [(c.what, c.before, c.after) for c in between(old, new) if c.before]
    assert ("西山区 降尘量", "7吨", "6吨") in told
    assert ("东湖区 序号", "1", "3") in told
    assert len(told) == 2
    (added,) = (c for c in between(old, new) if not c.before)
    assert added.after == "1\t北岗区\t4吨\t北岗区政府"


def test_texts_that_have_nothing_in_common_are_not_compared() -> None:
    assert shown(of(*RULES), of("全市空气质量优良天数为280天，同比增加6天。", "市政府召开会议，部署秋冬季工作。")) == []


def test_the_list_of_changes_is_bounded_and_long_texts_take_seconds() -> None:
    lines = [
        f"第{n}项工程应当在{n % 12 + 1}月底前完成，由{n * 7919 % 9973}号专班负责，资金由市级统筹。" for n in range(5000)
    ]
    old, new = of(*lines), of(*(line.replace("市级", f"{n}级") for n, line in enumerate(lines)))
    assert len(old.text) > 150_000
    empty = analyse(of())
    started = process_time()
    assert len(changes(old, empty, new, empty)) == 80
    assert process_time() - started < 10


TEXTS = st.lists(st.text(alphabet="第一二条，。；、1 23%年月\t大气\n（《", max_size=30), max_size=8)


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_any_two_texts_can_be_compared_and_quotes_are_exact(left: list[str], right: list[str]) -> None:
    before, after = of(*left), of(*right)
    assert shown(after, after) == []
    for change in between(before, after):
        for quote, release in ((change.quote_before, before), (change.quote_after, after)):
            if quote is not None:
                assert release.blocks[quote.block].plain[quote.start : quote.end] == quote.text


def test_of_texts_partly_on_air_only_those_parts_are_compared() -> None:
    def outline(air: str, water: str) -> Release:
        lines = ["加强大气污染防治，细颗粒物浓度下降，" + air, "完善污水管网，" + water, "发展教育，扩大就业。"]
        return a_release("云州市国民经济和社会发展规划纲要", lines, place="420100")

    before = outline("落实施工工地围挡措施。", "新建泵站，疏通河道。")
    after = outline("落实道路保洁措施。", "改造雨水管道，清理淤泥。")
    assert [change.after for change in between(before, after)] == [
        "加强大气污染防治，细颗粒物浓度下降，落实道路保洁措施。"
    ]
