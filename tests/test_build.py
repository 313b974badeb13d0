"""Who is told what: every entry once in its place, silence only where all was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest

from crawlers.health.facts import Kind
from digests import build
from digests.choose import told
from digests.wording import phrases
from tests import entries
from warehouse import reference
from warehouse.models import Block, Coverage, Edition, Entry, Language, PlaceTag, Section


def made(
    found: Sequence[Entry] = entries.ENTRIES, coverage: Sequence[Coverage] = entries.COVERAGE
) -> dict[str, Edition]:
    editions = build.editions(entries.MONTH, found, coverage, entries.SOURCES)
    return {edition.id.removeprefix(f"{entries.MONTH}/"): edition for edition in editions}


def section(edition: Edition, id: str, place: str | None = None) -> Section:
    return next(s for s in edition.sections if s.id == id and (place is None or s.place == place))


def test_an_edition_for_each_municipality_and_a_common_one_in_two_languages() -> None:
    assert list(made()) == [*(f"{id}/ja" for id in reference.municipalities()), "common/ja", "common/en"]


@pytest.mark.parametrize("edition", made().values(), ids=lambda e: e.id)
def test_every_told_entry_stands_in_one_place_under_its_number(edition: Edition) -> None:
    shown = [item.entry_id for s in edition.sections if s.id != "headlines" for item in s.items]
    assert shown == list(edition.entry_ids)
    assert sorted(shown) == sorted(entry.id for entry in told(entries.ENTRIES))
    assert entries.REPOST.id not in shown


@pytest.mark.parametrize(
    ("municipality", "block", "place", "expected"),
    [
        ("yokkaichi", "partner", "120000", [entries.TIANJIN_PLAN, entries.TIANJIN_DRAFT]),
        ("kitakyushu", "partner", "130400", [entries.HEBEI]),
        ("kitakyushu", "partner", "130200", []),
        ("nagano", "partner", "130000", [entries.HEBEI]),
        ("fukuoka", "partner", "320000", [entries.NANJING]),
        ("toyama", "partner", "210000", [entries.SHENYANG]),
        ("saitama", "centre", None, [entries.STANDARD]),
        ("saitama", "partner", "140000", []),
    ],
)
def test_an_entry_stands_under_the_nearest_place(
    municipality: str, block: str, place: str | None, expected: list[Entry]
) -> None:
    found = section(made()[f"{municipality}/ja"], block, place)
    assert [item.entry_id for item in found.items] == [entry.id for entry in expected]


@pytest.mark.parametrize(
    ("municipality", "place", "line"),
    [
        ("saitama", "140000", "今月の該当なし（1情報源、一覧3/3ページ確認）。"),
        (
            "kitakyushu",
            "210200",
            "確認できず（大連市生態環境局：画面の動的生成により読み取れず）。該当の有無はわかりません。",
        ),
        ("kitakyushu", "130200", "掲載済み：［3］"),
        ("hyogo", "440000", "確認できず（この地域の情報源は未登録）。"),
        (
            "oita",
            "420100",
            "この地域で読めなかった情報源――武漢市生態環境局：先方が接続を拒否。ほかにも該当がある可能性があります。",
        ),
    ],
)
def test_silence_is_said_only_of_what_was_read(municipality: str, place: str, line: str) -> None:
    assert line in section(made()[f"{municipality}/ja"], "partner", place).lines


@pytest.mark.parametrize("broken", [{"state": "degraded"}, {"failures": ("http://x.example/a: timeout",)}])
def test_a_degraded_source_is_no_proof_of_silence(broken: dict[str, object]) -> None:
    coverage = [c.model_copy(update=broken) if c.source_id == "shanxi_portal" else c for c in entries.COVERAGE]
    (line,) = section(made(coverage=coverage)["saitama/ja"], "partner").lines
    assert line.startswith("確認できず")


def with_shanxi(**said: object) -> dict[str, Edition]:
    """The editions of a run that says something else of the source of Shanxi, which has no news."""
    return made(coverage=[c.model_copy(update=said) if c.source_id == "shanxi_portal" else c for c in entries.COVERAGE])


def test_a_late_source_is_read_and_yet_no_proof_of_silence() -> None:
    editions = with_shanxi(state="late", reason="newest row 2026-07-01")
    assert section(editions["saitama/ja"], "partner").lines == (
        "見つからず。ただし更新が止まっており（山西省人民政府：更新が60日以上ない）、該当なしとは言い切れません。",
    )
    told = "読めたが更新の止まっている情報源――山西省人民政府：更新が60日以上ない。"
    assert told in section(editions["saitama/ja"], "coverage").lines
    assert told not in section(editions["yokkaichi/ja"], "coverage").lines
    before, after = (section(e["saitama/ja"], "coverage").lines[0] for e in (made(), editions))
    assert after == before
    common = editions["common/ja"]
    assert "【山西省】更新なし" in section(common, "index").lines
    assert section(common, "partner", "140000").lines


def test_what_is_odd_is_told_where_it_concerns_the_reader() -> None:
    unseen = tuple(f"晋环〔2026〕{n}号" for n in range(3, 8))
    warnings = ("template: most articles have the frame", "fields: body", "fields: written", "numbers: 3 more")
    editions = with_shanxi(unseen_numbers=unseen, warnings=warnings)
    odd = (
        "抜けのおそれがある情報源――"
        "山西省人民政府：ページの様式が変わったおそれ、本文・日付・文号などの読み取りが減った。"
    )
    gaps = (
        "連番のうち未確認の文号（非公開のこともあります）――"
        "山西省人民政府：晋环〔2026〕3号、晋环〔2026〕4号、晋环〔2026〕5号ほか2件。"
    )
    assert section(editions["saitama/ja"], "coverage").lines[1:] == (odd, gaps)
    assert section(editions["common/ja"], "coverage").lines[1:] == (odd, gaps)
    assert section(editions["oita/ja"], "coverage").lines == section(made()["oita/ja"], "coverage").lines


def test_every_state_and_kind_of_warning_has_its_words() -> None:
    states = get_args(Coverage.model_fields["state"].annotation)
    keys = {f"coverage.state_{s}" for s in states} | {f"coverage.warning_{k}" for k in get_args(Kind)}
    for lang in get_args(Language):
        assert keys - phrases(lang).keys() == {"coverage.warning_numbers"}


def test_a_source_without_a_record_is_named() -> None:
    coverage = [c for c in entries.COVERAGE if c.source_id != "mee"]
    assert any(
        "生態環境部：取得の記録なし" in line for line in section(made(coverage=coverage)["oita/ja"], "coverage").lines
    )


def test_the_reason_is_told() -> None:
    items = section(made()["kitakyushu/ja"], "partner", "130400").items
    assert items[0].why == "宛先に邯鄲市、唐山市／協力分野：鉄鋼"
    assert section(made()["fukuoka/ja"], "partner").items[0].why == "江蘇省内の南京市の文書"


@pytest.mark.parametrize("edition", made().values(), ids=lambda e: e.id)
def test_a_draft_is_never_shown_as_issued(edition: Edition) -> None:
    mark = "（案）" if edition.lang == "ja" else "(draft)"
    drafts = [i for s in edition.sections for i in s.items if i.entry_id == entries.TIANJIN_DRAFT.id]
    assert drafts and all(mark in item.heading for item in drafts)


@pytest.mark.parametrize("edition", made().values(), ids=lambda e: e.id)
def test_headlines_are_few_and_short(edition: Edition) -> None:
    items = section(edition, "headlines").items
    assert 1 <= len(items) <= 3
    if edition.lang == "ja":
        assert sum(len(i.heading) + sum(map(len, i.lead)) for i in items) <= 300


def test_of_equals_the_partner_comes_first_in_the_headlines() -> None:
    plans = [entries.entry("某标准", "100000", 66, level="central"), entries.entry("某方案", "120000", 60)]
    items = section(made(plans)["kobe/ja"], "headlines").items
    assert [item.entry_id for item in items] == [plans[1].id, plans[0].id]
    far = [plans[0], entries.entry("某方案", "120000", 50)]
    assert section(made(far)["kobe/ja"], "headlines").items[0].entry_id == far[0].id


def test_a_date_is_announced_once_and_only_while_it_lies_ahead() -> None:
    event = entries.TIANJIN_DRAFT.analysis.events[0]
    assert event.id in made()["kobe/ja"].event_ids
    again = entries.TIANJIN_DRAFT.model_copy(update={"told_events": (event.id,)})
    assert event.id not in made([again])["kobe/ja"].event_ids
    past = entries.SHENYANG.analysis.events
    assert not {e.id for e in past} & set(made()["kawasaki/ja"].event_ids)


def test_a_milestone_is_announced_when_it_can_be_named() -> None:
    event = entries.TIANJIN_PLAN.analysis.events[0]
    assert event.id not in made()["kobe/ja"].event_ids
    known = entries.translation(event.what, "ja", "全任務の完了")
    plan = entries.TIANJIN_PLAN.model_copy(update={"translations": (*entries.TIANJIN_PLAN.translations, known)})
    edition = made([plan])["kobe/ja"]
    assert event.id in edition.event_ids
    assert section(edition, "deadlines").lines[-1].endswith("全任務の完了")
    quote = event.quote.model_copy(update={"text": "补贴申请" + event.quote.text})
    analysis = plan.analysis.model_copy(update={"events": (event.model_copy(update={"quote": quote}),)})
    applied = plan.model_copy(update={"analysis": analysis})
    assert event.id not in made([applied])["kobe/ja"].event_ids


def test_what_the_centre_issues_with_provinces_is_no_document_of_a_province() -> None:
    places = tuple(PlaceTag(place=place, reason="issuer") for place in ("100000", "140000", "110000"))
    found = made([entries.entry("某方案", "100000", 60, level="central", places=places)])
    assert section(found["saitama/ja"], "partner").items[0].why.startswith("山西省が共同で発出")
    assert section(found["common/ja"], "partner", "140000").items[0].why.startswith("山西省、北京市が共同で発出")


def test_a_region_concerns_a_province_through_its_cities() -> None:
    places = (
        PlaceTag(place="100000", reason="issuer"),
        PlaceTag(place="130100", reason="region", via="jjj_around"),
        PlaceTag(place="120000", reason="region", via="jjj_around"),
    )
    found = made([entries.entry("某会议", "100000", 40, level="central", places=places)])
    reasons = {name: section(found[f"{name}/ja"], "region").items[0].why for name in ("nagano", "kobe")}
    assert reasons["nagano"].startswith("河北省の都市が北京・天津・河北及び周辺地域に属する")
    assert reasons["kobe"].startswith("天津市は北京・天津・河北及び周辺地域に属する")
    assert not any(s.id == "region" for s in found["hyogo/ja"].sections)


def test_an_item_that_names_the_reader_says_so() -> None:
    text = (Block(type="paragraph", text="与日本四日市市、神户市开展技术交流。"),)
    found = made([entries.entry("某方案", "120000", 60, blocks=text)])
    assert "本文に神戸市の名" in section(found["kobe/ja"], "partner").items[0].why
    assert "の名" not in section(found["kitakyushu/ja"], "partner", "120000").items[0].why
    assert "本文に四日市市、神戸市の名" in section(found["common/ja"], "partner", "120000").items[0].why


def test_changes_are_told_before_and_after() -> None:
    (line,) = section(made()["yokkaichi/ja"], "changes").lines
    assert line.endswith("PM2.5年平均濃度：35 µg/m³ → 33 µg/m³")


def test_a_quiet_month_is_told_too() -> None:
    edition = made([])["kawasaki/ja"]
    assert section(edition, "headlines").lines == (
        "今月、友好都市・その省・重点地域・中央についての新着はありません。",
    )
    assert "）新規なし" in edition.subject


def test_nothing_new_is_not_said_of_what_was_not_read() -> None:
    lost = [one.model_copy(update={"state": "timeout"}) for one in entries.COVERAGE]
    edition = made([], lost)["kawasaki/ja"]
    assert section(edition, "headlines").lines[0].startswith("読めた情報源には、")
    assert edition.subject.endswith("）読めた範囲に新規なし")


def test_subjects_are_short_and_samples_marked() -> None:
    for edition in made().values():
        assert edition.subject.startswith("【標本】")
        assert len(edition.subject.removeprefix("【標本】")) <= 40 or edition.lang == "en"


def test_the_common_edition_is_headed_by_its_index() -> None:
    first = made()["common/ja"].sections[0]
    assert (first.id, first.lines[0]) == ("index", "【山西省】該当なし")
    assert {"【天津市】2件", "【遼寧省】1件", "【唐山市】1件", "【重慶市】確認できず"} <= set(first.lines)


def test_translations_are_told_with_their_states() -> None:
    passages = {entries.TIANJIN_PLAN.assessment.document_id: {"reviewed": 3, "template": 1}}
    editions = build.editions(entries.MONTH, entries.ENTRIES, entries.COVERAGE, entries.SOURCES, passages)  # type: ignore[arg-type]
    assert "確認済75％、機械・定型25％（全4段落）" in section(editions[5], "translations").lines[0]
