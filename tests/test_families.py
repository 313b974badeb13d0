"""How documents of one name stand to each other."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.analysis import analyse
from nlp.families import Families, Member, name, subject
from tests.reading import a_release
from warehouse.models import Link, Release
from warehouse.reference import followed_plans

PLAN = "武汉市空气质量持续改善行动方案"
NOTICE = f"武汉市人民政府关于印发《{PLAN}》的通知"
TEXT = ["为改善空气质量，制定本方案。", "加强施工工地扬尘管控，落实密闭运输要求。" * 40]


def of(title: str, day: date = date(2026, 10, 20), *, lines: list[str] = TEXT, **rest: Any) -> Release:
    place = rest.pop("place", "420100")
    return a_release(title, lines, id=rest.pop("id", title), day=day, written=None, place=place, **rest)


def links(*releases: Release) -> set[tuple[str, str, str]]:
    members = [Member.of(release, analyse(release), release.id) for release in releases]
    found = [link for member in members for link in Families(members).links(member)]
    return {(link.document_id, link.relation, link.of_document_id) for link in found}


@pytest.mark.parametrize(
    ("title", "day", "relation", "of_it"),
    [
        (f"关于公开征求《{PLAN}（征求意见稿）》意见的公告", date(2026, 9, 1), "draft_of", True),
        (f"《{PLAN}》政策解读", date(2026, 10, 21), "interprets", True),
        (f"一图读懂｜{PLAN}", date(2026, 10, 21), "interprets", True),
        (f"关于《{PLAN}》的编制说明", date(2026, 10, 21), "interprets", True),
        (f"江夏区转发《{NOTICE}》的通知", date(2026, 10, 25), "forwards", True),
        (f"关于印发《{PLAN}（2027年修订）》的通知", date(2027, 6, 1), "amends", True),
        (NOTICE, date(2028, 1, 5), "succeeds", True),
        (NOTICE, date(2025, 1, 5), "succeeds", False),
        (f"关于印发《{PLAN}（2023—2025年）》的通知", date(2023, 10, 5), "succeeds", False),
        (f"湖北省生态环境厅转发《{NOTICE}》的通知", date(2026, 10, 25), "forwards", True),
    ],
)
def test_a_text_and_one_about_it(title: str, day: date, relation: str, of_it: bool) -> None:
    plan, other = of(NOTICE, id="plan"), of(title, day, id="other")
    assert links(plan, other) == {("other", relation, "plan") if of_it else ("plan", relation, "other")}
    assert links(other, plan) == links(plan, other)


def test_a_notice_and_the_plan_that_it_brings_as_another_page() -> None:
    notice = of(NOTICE, lines=["现将《武汉市空气质量持续改善行动方案》印发给你们，请认真贯彻执行。"], id="notice")
    assert links(notice, of(PLAN, id="plan")) == {("plan", "attachment_of", "notice")}


@pytest.mark.parametrize(
    "other",
    [
        of(NOTICE.replace("武汉", "宜昌"), date(2028, 1, 5), place="420500"),
        of(f"《{PLAN.replace('武汉', '宜昌')}》政策解读", place="420500"),
        of(NOTICE, date(2026, 11, 2)),
        of("关于做好有关工作的通知", date(2028, 1, 5)),
        of(f"《{PLAN}（2023—2025年）》政策解读", date(2023, 10, 5)),
        of(f"关于公开征求《{PLAN}（2023—2025年）（征求意见稿）》意见的公告", date(2023, 8, 5)),
        of(f"武汉市印发《{PLAN}》", lines=["近日，武汉市印发方案。"]),
    ],
    ids=lambda release: release.title,
)
def test_others_are_no_family(other: Release) -> None:
    assert links(of(NOTICE, id="plan"), other) == set()


def test_an_interpretation_explains_the_text_when_it_is_out() -> None:
    draft = of(f"关于公开征求《{PLAN}（征求意见稿）》意见的公告", date(2026, 9, 1), id="draft")
    told = of(f"《{PLAN}》政策解读", date(2026, 10, 21), id="told")
    assert ("told", "interprets", "draft") in links(draft, told)
    both = links(draft, told, of(NOTICE, id="plan"))
    assert both == {("draft", "draft_of", "plan"), ("told", "interprets", "plan")}


def test_a_second_draft_amends_the_first() -> None:
    title = f"关于再次公开征求《{PLAN}（征求意见稿）》意见的公告"
    drafts = [of(title, date(2026, month, 1), id=str(month)) for month in (6, 8)]
    assert links(*drafts) == {("8", "amends", "6")}


@pytest.mark.parametrize(
    ("title", "about"),
    [
        (NOTICE, "空气质量持续改善"),
        ("关于印发《上海市空气质量持续改善行动方案（2026—2028年）》的通知", "空气质量持续改善"),
        ("河北省人民政府关于印发《河北省空气质量持续改善2026—2027年实施方案》的通知", "空气质量持续改善"),
        ("天津市打赢蓝天保卫战三年行动计划", "打赢蓝天保卫战"),
        ("全省“十五五”期间秸秆综合利用总体规划（试行）", "秸秆综合利用"),
        ("市场监管工作方案", "市场监管"),
        ("工作方案", ""),
    ],
)
def test_what_a_plan_is_about(title: str, about: str) -> None:
    assert subject(title) == about


def test_the_editors_plans_are_about_what_their_titles_say() -> None:
    assert all(subject(plan.title).startswith(plan.subject.replace("、", "")) for plan in followed_plans())


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.text(alphabet="武汉市关于印发转《》（）方案计划的通知解读征求意见稿2026年—省x", max_size=40), max_size=5
    )
)
def test_any_titles_have_names_and_links_that_repeat(titles: list[str]) -> None:
    releases = [of(title, id=f"r{n}") for n, title in enumerate(titles)]
    assert links(*releases) == links(*reversed(releases))
    assert all(name(title) == name(title + "（全文）") for title in titles if name(title))


def test_a_link_says_which_titles_tell_it() -> None:
    plan, draft = of(NOTICE, id="p"), of(f"关于公开征求《{PLAN}（征求意见稿）》意见的公告", date(2026, 9, 1), id="d")
    (link,) = Families([Member.of(draft, analyse(draft), "d")]).links(Member.of(plan, analyse(plan), "p"))
    why = f"{draft.title} → {plan.title}"
    assert link == Link(relation="draft_of", document_id="d", of_document_id="p", why=why)
