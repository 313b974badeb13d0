"""A fiscal year of approved monthlies from made-up records, of any size."""

from __future__ import annotations

import random
from datetime import date

from digests import build
from digests.volume import Issue, Year, months
from tests import entries
from warehouse import reference
from warehouse.models import Entry, Told

PLACES = (
    *("100000", "110000", "120000", "130000", "130200", "130400", "140000", "210000", "210100", "210200"),
    *("310000", "320000", "350200", "420100", "440000", "450200", "500000", "610100", "370100", "410100"),
)
TITLES = {
    "空气质量持续改善行动计划": "大気質持続的改善行動計画",
    "重点行业挥发性有机物综合治理方案": "重点業種揮発性有機化合物総合対策方案",
    "秋冬季大气污染综合治理攻坚方案": "秋冬季大気汚染総合対策攻略方案",
    "机动车排气污染防治条例": "自動車排出ガス汚染防止条例",
    "扬尘污染防治管理办法": "飛散粉じん汚染防止管理規則",
}
DRAFTED, NOT_RUN = "2026-12", "2027-02"


def year(items: int) -> Year:
    """Ten approved months with that many items together, one that is drafted only, one that nobody ran."""
    drawn = random.Random(7)
    issues: list[Issue] = []
    told: dict[str, Told] = {}
    for month in months(2026):
        if month in (DRAFTED, NOT_RUN):
            issues.append(Issue(month, None, was_run=month == DRAFTED))
            continue
        found = [_entry(month, at, drawn) for at in range(items // 10)]
        coverage = [one.model_copy(update={"month": month}) for one in entries.COVERAGE]
        made = build.editions(month, found, coverage, entries.SOURCES)
        issues.append(
            Issue(month, next(e for e in made if e.municipality == "common" and e.lang == "ja"), was_run=True)
        )
        told |= {one.id: counted(one) for one in found}
    return Year(2026, tuple(issues), told)


def _entry(month: str, at: int, drawn: random.Random) -> Entry:
    code = drawn.choice(PLACES)
    place = reference.places()[code]
    zh, ja = list(TITLES.items())[at % len(TITLES)]
    title = f"{place.zh}{zh}（{month}第{at}号）"
    plan = entries.TIANJIN_PLAN
    level = {"country": "central", "province": "province"}.get(place.level, "city")
    value = 28 + drawn.randrange(15)
    aim = entries.target("细颗粒物年均浓度", "at_most", value, "微克/立方米", due=date(2026 + at % 3, 12, 31))
    made = entries.entry(
        title,
        code,
        drawn.randrange(30, 95),
        level=level,
        published=date(int(month[:4]), int(month[5:]), 1 + at % 28),
        number=f"标样发〔2026〕{at}号",
        kind=drawn.choice(("plan", "policy", "standard", "air_quality")),
        status="draft" if at % 11 == 0 else "issued",
        themes=(drawn.choice(list(reference.themes())),),
        targets=(aim, *plan.analysis.targets[1:]) if at % 5 == 0 else (),
        duties=plan.analysis.duties if at % 2 else (),
        changes=plan.assessment.changes if at % 7 == 0 else (),
        site=f"{place.ja}生態環境局",
        url=f"http://site.example/{month}/{code}/{at}.html",
        translations=(entries.translation(title, "ja", f"{place.ja}{ja}（{month}第{at}号）", state="machine"),)
        if at % 4
        else (),
    )
    judged = made.assessment.model_copy(update={"month": month})
    return made.model_copy(update={"id": f"{month}-{made.release.id[:6]}", "month": month, "assessment": judged})


def counted(one: Entry) -> Told:
    """What the warehouse keeps of it for counting."""
    return Told(
        entry_id=one.id,
        month=one.month,
        document_id=one.assessment.document_id,
        place=one.release.place,
        level=one.release.level,
        kind=one.analysis.kind,
        status=one.analysis.status,
        themes=tuple(tag.id for tag in one.analysis.themes),
        concerned=tuple(tag.place for tag in one.analysis.places),
        key_plan=one.assessment.key_plan,
    )
