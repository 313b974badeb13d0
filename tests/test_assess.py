"""A month beside all that came before it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nlp.analysis import analyse
from nlp.assess import Judged, assess
from tests.reading import a_release
from warehouse.models import Assessment, Release

TITLE = "武汉市人民政府关于印发《武汉市空气质量改善方案》的通知"
DRAFT = "关于公开征求《武汉市空气质量改善方案（征求意见稿）》意见的公告"
OLD = [
    "一、目标",
    "到2027年，全市PM2.5年均浓度控制在33微克/立方米以下。",
    "2026年12月底前，淘汰国四营运柴油货车2000辆。",
    "二、措施",
    "加强施工工地扬尘管控，落实密闭运输要求。",
]
NEW = [line.replace("33", "31").replace("密闭运输", "全密闭运输") for line in OLD]
NONE: frozenset[str] = frozenset()


def month(name: str, releases: list[Release], past: list[Judged], first: frozenset[str] = NONE) -> list[Judged]:
    """The judged releases of a run, in the order of its assessments."""
    read = {release.version_id: (release, analyse(release)) for release in releases}
    return [(*read[found.version_id], found) for found in assess(name, list(read.values()), past, first)]


def of(title: str, lines: list[str], day: date | None, id: str = "a", **rest: Any) -> Release:
    """A release of 武汉's site."""
    return a_release(title, lines, id=id, day=day, written=None, place="420100", level="city", **rest)


@pytest.mark.parametrize(
    ("day", "first_run", "novelty"),
    [
        (date(2026, 10, 12), False, "new"),
        (date(2026, 10, 12), True, "new"),
        (date(2026, 9, 30), False, "late"),
        (date(2026, 4, 1), False, "late"),
        (date(2026, 3, 31), False, "history"),
        (date(2026, 9, 30), True, "history"),
        (None, False, "new"),
        (None, True, "history"),
    ],
)
def test_novelty_by_month_of_publication(day: date | None, first_run: bool, novelty: str) -> None:
    first = frozenset({"site_420100"}) if first_run else NONE
    assert [judged[2].novelty for judged in month("2026-10", [of(TITLE, OLD, day)], [], first)] == [novelty]


def test_told_once_whatever_site_repeats_it() -> None:
    september = month("2026-09", [of(TITLE, OLD, date(2026, 9, 12))], [])
    again = a_release(TITLE, OLD, id="0", day=date(2026, 10, 9), written=None, place="420000", level="province")
    (repeat,) = month("2026-10", [again], september)
    assert (repeat[2].novelty, repeat[2].document_id) == ("repost", "a")
    assert repeat[2].importance < september[0][2].importance


def test_of_two_in_one_month_the_first_is_new() -> None:
    later = a_release(TITLE, OLD, id="0", day=date(2026, 9, 14), written=None, place="420000", level="province")
    judged = month("2026-09", [later, of(TITLE, OLD, date(2026, 9, 12))], [])
    assert [(row[2].release_id, row[2].novelty, row[2].document_id) for row in judged] == [
        ("a", "new", "a"),
        ("0", "repost", "a"),
    ]


def test_a_month_made_up_for_joins_the_documents_of_later_ones() -> None:
    october = month("2026-10", [of(TITLE, OLD, date(2026, 10, 9))], [])
    earlier = a_release(TITLE, OLD, id="0", day=date(2026, 9, 12), written=None, place="420000", level="province")
    september = month("2026-09", [earlier], october)
    assert [(row[2].novelty, row[2].document_id) for row in september] == [("new", "a")]
    (november,) = month("2026-11", [of(TITLE, NEW, date(2026, 9, 12))], [*september, *october])
    assert (november[2].novelty, november[2].document_id) == ("changed", "a")


def test_a_corrected_page_is_changed_and_says_how() -> None:
    september = month("2026-09", [of(TITLE, OLD, date(2026, 9, 12))], [])
    (changed,) = month("2026-10", [of(TITLE, NEW, date(2026, 9, 12))], september)
    assert (changed[2].novelty, changed[2].previous_version_id) == ("changed", september[0][0].version_id)
    assert shown(changed[2]) == [
        ("PM2.5年均浓度", "33微克/立方米", "31微克/立方米"),
        ("措施", OLD[4], NEW[4]),
    ]


def test_a_correction_on_another_page_is_told_beside_what_it_corrects() -> None:
    september = month("2026-09", [of(TITLE, OLD, date(2026, 9, 12), doc_number="武政发〔2026〕9号")], [])
    right = of(f"{TITLE}（更正）", NEW, date(2026, 10, 9), id="z", doc_number="武政发〔2026〕9号")
    (corrected,) = month("2026-10", [right], september)
    assert (corrected[2].novelty, corrected[2].document_id) == ("changed", "a")
    assert ("33微克/立方米", "31微克/立方米") in {(c.before, c.after) for c in corrected[2].changes}


def test_a_corrected_day_or_sum_is_told_by_itself() -> None:
    old = ["大气污染防治限行措施拟自2027年3月1日起实施，补助资金总额约2.5亿元，单车最高3万元。"]
    new = [old[0].replace("3月1日", "9月1日").replace("2.5亿元", "2.8亿元"), *OLD]
    title = "关于国四柴油车限行措施的通报"
    september = month("2026-09", [of(title, [*old, *OLD], date(2026, 9, 12))], [])
    (changed,) = month("2026-10", [of(title, new, date(2026, 9, 12))], september)
    assert shown(changed[2]) == [("拟实施日期", "2027年3月1日", "2027年9月1日"), ("补助资金总额", "2.5亿元", "2.8亿元")]


def test_no_more_key_plans_than_an_editor_can_bear() -> None:
    plans = [
        of(
            TITLE.replace("空气质量", f"{name}大气污染"),
            [*OLD * 12, f"整治{name}企业{n * 7}家。"],
            date(2026, 10, n),
            id=name,
            doc_number=f"武政〔2026〕{n}号",
        )
        for n, name in enumerate(("钢铁", "铸造", "印刷", "家具", "水泥"), start=1)
    ]
    judged = [row[2] for row in month("2026-10", plans, [])]
    assert len({found.document_id for found in judged}) == 5
    kept = [found for found in judged if found.key_plan]
    assert len(kept) == 3 and all(found.key_plan_reason for found in kept)
    assert min(found.importance for found in kept) >= max(f.importance for f in judged if not f.key_plan)


def test_a_final_text_is_set_beside_its_draft() -> None:
    draft = of(DRAFT, ["请于2026年10月8日前反馈意见。", *OLD], date(2026, 9, 8), issuers=("武汉市生态环境局",))
    september = month("2026-09", [draft], [])
    final = of(TITLE, NEW, date(2026, 10, 20), id="f", issuers=("武汉市人民政府",))
    elsewhere = a_release(TITLE.replace("武汉", "宜昌"), NEW, id="y", day=date(2026, 10, 21), place="420500")
    judged = {row[2].release_id: row[2] for row in month("2026-10", [final, elsewhere], september)}
    assert (judged["f"].novelty, judged["f"].document_id) == ("new", "f")
    assert judged["f"].previous_version_id == september[0][0].version_id
    assert shown(judged["f"])[0] == ("PM2.5年均浓度", "33微克/立方米", "31微克/立方米")
    assert judged["y"].previous_version_id == ""
    assert [(x.relation, x.document_id, x.of_document_id) for x in judged["f"].links] == [("draft_of", "a", "f")]
    assert judged["y"].links == ()


def test_importance_is_the_sum_of_its_parts() -> None:
    releases = [
        of(TITLE, [*OLD * 12, "三、保障", "四、附则"], date(2026, 10, 12), id="plan"),
        of("全市大气污染防治工作会议召开", ["会议部署大气污染防治。"], date(2026, 10, 13), id="meeting"),
        of("武汉市人民政府关于人事任免的通知", [], date(2026, 10, 13), id="personnel"),
    ]
    judged = {row[2].release_id: row[2] for row in month("2026-10", releases, [])}
    assert all(found.importance == sum(part.points for part in found.importance_parts) for found in judged.values())
    assert judged["plan"].importance > judged["meeting"].importance > judged["personnel"].importance == 0
    assert judged["plan"].key_plan and judged["plan"].key_plan_reason
    assert not judged["meeting"].key_plan


def shown(found: Assessment) -> list[tuple[str, str, str]]:
    """Changes as an edition shows them."""
    return [(change.what, change.before, change.after) for change in found.changes]
