"""What the store promises: saving twice is saving once, history stays, and the month's entries are what was found."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests import records
from warehouse import database
from warehouse.answers import query
from warehouse.database import SchemaDiffers, WarehouseBusy
from warehouse.finding import NoSuchDocument
from warehouse.models import Citation, Link, Record, Release, Segment, Translation
from warehouse.saving import NoTableForRecord, Saved
from warehouse.store import AlreadyApproved, Store

SEPTEMBER, OCTOBER = "2026-09", "2026-10"
HOLD = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("store") / "empty.duckdb"
    Store(path).close()
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, empty: bytes) -> Path:
    place = tmp_path / "warehouse.duckdb"
    place.write_bytes(empty)
    return place


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store(path) as opened:
        yield opened


def told(store: Store, release: Release, month: str, document: str = "", /, **other: Any) -> None:
    """Save a release as a run would: seen, analysed, assessed."""
    of_analysis = {
        key: other.pop(key) for key in ("kind", "relevance", "citations", "events", "status") if key in other
    }
    judged = records.assessment(release, month, document, **other)
    store.save([release, records.analysis(release, **of_analysis), judged], month)


HEALTH: dict[str, Any] = {
    "newest": date(2026, 9, 30),
    "total": 57,
    "filled": {"body": 1.0, "doc_number": 0.25},
    "unseen_numbers": ("武环〔2026〕3号",),
    "warnings": ("template: another one",),
}


def one_of_each() -> list[Record]:
    release = records.release("http://wuhan.example/1")
    return [
        records.source("wuhan"),
        release,
        records.coverage("wuhan", SEPTEMBER, failures=("http://wuhan.example/2 timeout",), **HEALTH),
        records.analysis(release),
        records.assessment(release, SEPTEMBER),
        Segment(version_id=release.version_id, position=0, block=-1, kind="title", text="方案", text_id="t"),
        records.translation("方案", None, "untranslated", gloss="方案＝方案", flags=("template",)),
        records.edition(SEPTEMBER, ("2026-09-abcdef",)),
    ]


@pytest.mark.parametrize("first", ["旧", "新"])
def test_of_a_page_corrected_between_two_runs_the_last_received_is_told(store: Store, first: str) -> None:
    """Whatever the hashes are: each of the two texts comes last once."""
    texts = [first, "新" if first == "旧" else "旧"]
    for hour, text in enumerate(texts):
        page = records.release(
            "http://wuhan.example/1", title=f"{text}方案", fetched_at=datetime(2026, 10, 3, hour, tzinfo=UTC)
        )
        told(store, page, SEPTEMBER)
    assert [r.title for r in store.releases(SEPTEMBER)] == [f"{texts[1]}方案"]
    assert [e.release.title for e in store.entries(SEPTEMBER)] == [f"{texts[1]}方案"]


def test_saving_twice_changes_nothing(store: Store) -> None:
    everything = one_of_each()
    assert store.save(everything, SEPTEMBER) == Saved(len(everything), 0, 0)
    before = list(store.dump())
    assert store.save(everything, SEPTEMBER) == Saved(0, 0, len(everything))
    assert list(store.dump()) == before


def test_records_come_back_as_they_were_saved(store: Store) -> None:
    source, release, coverage, analysis, assessment, segment, translation, _ = everything = one_of_each()
    store.save(everything, SEPTEMBER)
    assert store.releases(SEPTEMBER) == [release]
    assert list(store.judged(OCTOBER)) == [(release, analysis, assessment)]
    assert store.coverage(SEPTEMBER) == [coverage]
    assert store.sources() == [source]
    assert isinstance(segment, Segment) and isinstance(translation, Translation)
    assert store.segments(segment.version_id) == [segment]
    assert list(store.translations("ja", [translation.text_id, "another"]).values()) == [translation]
    assert store.translations("en", [translation.text_id]) == {}


@pytest.mark.parametrize(
    "text", ["'; DROP TABLE releases; --", '"双引号"\\', "a\u0000b", "行\n列\t\u2028", "𠮷" * 9, "\ufeff"]
)
def test_hostile_text_is_only_text(store: Store, text: str) -> None:
    release = records.release("http://wuhan.example/hostile", text=text)
    store.save([release], SEPTEMBER)
    assert store.releases(SEPTEMBER) == [release]


def test_another_time_of_receipt_is_no_change(store: Store) -> None:
    release = records.release("http://wuhan.example/1")
    later = release.model_copy(update={"fetched_at": datetime(2026, 10, 4, tzinfo=UTC)})
    store.save([release], SEPTEMBER)
    before = list(store.dump())
    assert store.save([later], SEPTEMBER) == Saved(0, 0, 1)
    assert list(store.dump()) == before
    assert store.releases(SEPTEMBER) == [later], "the month's archive was written anew, so the pointer has to follow"


def test_what_a_later_month_receives_leaves_the_first_evidence(store: Store) -> None:
    release = records.release("http://wuhan.example/1")
    store.save([release], SEPTEMBER)
    assert store.save([release.model_copy(update={"sha256": "b" * 64, "archive": None})], OCTOBER) == Saved(0, 0, 1)
    assert store.releases(SEPTEMBER) == [release]
    assert store.releases(OCTOBER) == []


def test_changed_content_is_counted_and_kept(store: Store) -> None:
    first = records.coverage("wuhan", SEPTEMBER, state="timeout", reason="http://wuhan.example/: no answer in 60 s")
    second = records.coverage("wuhan", SEPTEMBER)
    store.save([first], SEPTEMBER)
    assert store.save([second, records.coverage("hebei", SEPTEMBER)], SEPTEMBER) == Saved(1, 1, 0)
    assert store.coverage(SEPTEMBER) == [records.coverage("hebei", SEPTEMBER), second]


def test_a_corrected_page_is_a_new_version_beside_the_old(store: Store) -> None:
    url = "http://wuhan.example/1"
    old, new = records.release(url), records.release(url, text="到2027年下降8%。")
    store.save([old], SEPTEMBER)
    assert store.save([old, new], OCTOBER) == Saved(1, 0, 1)
    assert store.releases(SEPTEMBER) == [old]
    assert store.releases(OCTOBER) == [new]


def test_months_saved_in_another_order_end_the_same(path: Path, tmp_path: Path, empty: bytes) -> None:
    release = records.release("http://wuhan.example/1")
    other = tmp_path / "other.duckdb"
    other.write_bytes(empty)
    again = release.model_copy(update={"sha256": "b" * 64})
    with Store(path) as forward, Store(other) as backward:
        forward.save([release], SEPTEMBER)
        forward.save([again], OCTOBER)
        backward.save([again], OCTOBER)
        backward.save([release], SEPTEMBER)
        assert list(forward.dump()) == list(backward.dump())


def test_a_reviewed_translation_is_never_replaced_by_a_machine(store: Store) -> None:
    reviewed = records.translation("方案", "方案", "reviewed", reviewer="editor", reviewed_on=date(2026, 10, 5))
    store.save([reviewed], SEPTEMBER)
    store.save([records.translation("方案", "案", "machine")], OCTOBER)
    assert list(store.translations("ja", [reviewed.text_id]).values()) == list(store.reviewed()) == [reviewed]
    corrected = reviewed.model_copy(update={"text": "業務方案"})
    assert store.save([corrected], OCTOBER) == Saved(0, 1, 0)
    earlier = reviewed.model_copy(update={"reviewed_on": date(2026, 9, 5)})
    undated = reviewed.model_copy(update={"reviewed_on": None})
    assert store.save([earlier], OCTOBER) == store.save([undated], OCTOBER) == Saved(0, 0, 1)


def test_texts_bring_the_reviewed_ones_that_differ_in_numbers_only(store: Store) -> None:
    model = records.translation("到2026年", "2026年まで", "reviewed", masked_id="m")
    machine = records.translation("到2025年", "2025年まで", "machine", masked_id="m")
    store.save([model, machine, records.translation("总则", "総則", "reviewed")], SEPTEMBER)
    assert list(store.translations("ja", ["another"], ["m", ""]).values()) == [model]


def test_a_version_cut_anew_keeps_no_former_pieces(store: Store) -> None:
    def piece(position: int) -> Segment:
        return Segment(version_id="v", position=position, block=0, kind="sentence", text="文", text_id=f"{position}")

    store.save([piece(0), piece(1), piece(2)], SEPTEMBER)
    store.save([piece(0), piece(1)], SEPTEMBER)
    assert [segment.position for segment in store.segments("v")] == [0, 1]


def test_a_record_without_a_table_is_refused_and_nothing_is_saved(store: Store) -> None:
    with pytest.raises(NoTableForRecord, match="Quote"):
        store.save([records.coverage("wuhan", SEPTEMBER), records.QUOTE], SEPTEMBER)
    assert store.coverage(SEPTEMBER) == []


def test_two_thousand_releases_are_saved_in_seconds(store: Store) -> None:
    many = [records.release(f"http://wuhan.example/{n}", text="细颗粒物。" * 200) for n in range(2000)]
    started = datetime.now(UTC)
    assert store.save(many, SEPTEMBER).inserted == 2000
    assert (datetime.now(UTC) - started).total_seconds() < 8


def test_sources_read_before_are_known(store: Store) -> None:
    store.save([records.coverage("wuhan", SEPTEMBER), records.coverage("hebei", SEPTEMBER, state="blocked")], SEPTEMBER)
    store.save([records.coverage("tianjin", OCTOBER)], OCTOBER)
    assert store.covered_sources(OCTOBER) == {"wuhan"}


def test_numbers_that_no_site_bears_are_gaps(store: Store) -> None:
    """A number that the bureau skips may stand on the portal; one that is cited exists."""
    bureau = [records.release(f"http://a.example/{n}", doc_number=f"武环〔2026〕{n}号") for n in (1, 2, 6)]
    portal = records.release("http://b.example/4", doc_number="武环〔2026〕4号", source_id="hebei")
    few = [records.release(f"http://c.example/{n}", doc_number=f"云环〔2026〕{n}号") for n in (1, 9, 900)]
    store.save([*bureau, portal, *few], SEPTEMBER)
    citation = Citation(doc_number="武环〔2026〕3号", relation="cites", quote=records.QUOTE)
    store.save([records.analysis(bureau[0], citations=(citation,))], SEPTEMBER)
    asked = "SELECT doc_number, numbers_seen, cited_by FROM number_gaps ORDER BY serial"
    store.close()
    assert query(store.path, asked).rows == [("武环〔2026〕3号", 4, 1), ("武环〔2026〕5号", 4, 0)]


# ---------------------------------------------------------------- entries


def test_a_month_tells_what_is_new_and_on_air(store: Store) -> None:
    for number, (novelty, relevance) in enumerate(
        [("new", "air"), ("late", "partly"), ("changed", "air"), ("history", "air"), ("new", "not"), ("repost", "air")]
    ):
        told(
            store,
            records.release(f"http://wuhan.example/{number}"),
            SEPTEMBER,
            novelty=novelty,
            relevance=relevance,
            importance=number,
        )
    found = store.entries(SEPTEMBER)
    assert [entry.assessment.novelty for entry in found] == ["changed", "late", "new"]
    assert [entry.id for entry in found] == [f"2026-09-{entry.assessment.document_id[:6]}" for entry in found]
    assert store.entries(OCTOBER) == []


def test_the_issuers_own_page_speaks_for_a_document_and_the_others_are_sightings(store: Store) -> None:
    store.save([records.source("wuhan", name_zh="武汉市生态环境局"), records.source("mee", level="central")], SEPTEMBER)
    copy = records.release("http://mee.example/1", source_id="mee", place="100000", level="central")
    own = records.release("http://wuhan.example/1")
    told(store, copy, SEPTEMBER, importance=70)
    told(store, own, SEPTEMBER, copy.id, novelty="repost", importance=0)
    (entry,) = store.entries(SEPTEMBER)
    assert entry.release == own
    assert entry.assessment.version_id == own.version_id
    assert (entry.assessment.novelty, entry.assessment.importance) == ("new", 70)
    assert entry.source_name_ja == "wuhan生態環境局"
    assert [sighting.source_id for sighting in entry.sightings] == ["mee", "wuhan"]


def test_without_an_own_page_the_highest_level_speaks(store: Store) -> None:
    issued: dict[str, Any] = {"issuers": ("国务院",)}
    city = records.release("http://wuhan.example/1", published=date(2026, 9, 1), **issued)
    province = records.release("http://hubei.example/1", source_id="hubei", place="420000", level="province", **issued)
    told(store, city, SEPTEMBER)
    told(store, province, SEPTEMBER, city.id, novelty="repost")
    assert [entry.release for entry in store.entries(SEPTEMBER)] == [province]


def test_a_repost_of_what_was_told_makes_no_entry(store: Store) -> None:
    first, repost = records.release("http://wuhan.example/1"), records.release("http://hubei.example/1")
    told(store, first, SEPTEMBER)
    told(store, repost, OCTOBER, first.id, novelty="repost")
    assert store.entries(OCTOBER) == []
    assert len(store.entries(SEPTEMBER)[0].sightings) == 1, "a month that was told does not learn of later pages"


def test_a_change_is_told_by_the_page_that_changed(store: Store) -> None:
    url = "http://wuhan.example/1"
    old, new = records.release(url), records.release(url, text="到2027年下降8%。")
    told(store, old, SEPTEMBER)
    told(store, new, OCTOBER, old.id, novelty="changed", previous_version_id=old.version_id)
    (entry,) = store.entries(OCTOBER)
    assert entry.release == new
    assert entry.assessment.previous_version_id == old.version_id


def test_a_month_made_up_for_takes_nothing_from_an_approved_one(store: Store) -> None:
    page = records.release("http://wuhan.example/1")
    told(store, page, OCTOBER, novelty="late")
    store.approve(OCTOBER, "editor", datetime.now(UTC), [])
    told(store, page, SEPTEMBER, novelty="new")
    assert [entry.assessment.novelty for entry in store.entries(OCTOBER)] == ["late"]
    assert [entry.assessment.novelty for entry in store.entries(SEPTEMBER)] == ["new"]
    assert [row[2].month for row in store.judged("2026-11")] == [SEPTEMBER, OCTOBER]


def test_a_month_made_up_for_is_the_first_to_tell_while_the_later_is_open(store: Store) -> None:
    page = records.release("http://wuhan.example/1")
    told(store, page, OCTOBER, novelty="late")
    told(store, page, SEPTEMBER, novelty="new")
    assert (len(store.entries(SEPTEMBER)), store.entries(OCTOBER), store.releases(OCTOBER)) == (1, [], [])
    assert [row[2].month for row in store.judged("2026-11")] == [SEPTEMBER]


def test_documents_that_share_six_digits_have_different_entry_ids(store: Store) -> None:
    for number in "12":
        told(store, records.release(f"http://wuhan.example/{number}"), SEPTEMBER, f"abcdef000000000{number}")
    assert sorted(entry.id for entry in store.entries(SEPTEMBER)) == ["2026-09-abcdef", "2026-09-abcdef0000000002"]


PLAN = "湖北省空气质量持续改善行动计划"


@pytest.mark.parametrize(
    ("title", "number", "cited_title", "cited_number", "found"),
    [
        (f"关于印发《{PLAN}》的通知", "鄂政发〔2026〕8号", PLAN, "", True),
        (f"湖北省人民政府关于印发{PLAN}的通知", "", PLAN, "", True),
        (PLAN, "", f"《{PLAN}》", "", True),
        ("关于做好有关工作的通知", "鄂政发〔2026〕8号", "", "鄂政发〔2026〕8号", True),
        (f"《{PLAN}》解读", "", PLAN, "", False),
        (f"湖北省印发《{PLAN}》", "", PLAN, "", False),
        ("工作方案", "", "工作方案", "", False),
        ("中华人民共和国大气污染防治法", "", "大气污染防治法", "", True),
        (PLAN, "鄂政发〔2026〕8号", "", "鄂政发〔2026〕9号", False),
    ],
)
def test_cited_documents_are_found_by_title_or_number(
    store: Store, title: str, number: str, cited_title: str, cited_number: str, found: bool
) -> None:
    parent = records.release("http://hubei.example/1", title, place="420000", level="province", doc_number=number)
    told(store, parent, SEPTEMBER, kind="interpretation" if "解读" in title else "plan")
    citation = Citation(title=cited_title, doc_number=cited_number, relation="implements", quote=records.QUOTE)
    child = records.release("http://wuhan.example/2", "武汉市实施方案")
    told(store, child, OCTOBER, citations=(citation, citation))
    (entry,) = store.entries(OCTOBER)
    (resolved,) = entry.parents
    assert (resolved.title, resolved.doc_number, resolved.relation) == (cited_title, cited_number, "implements")
    assert resolved.document_id == (parent.id if found else "")
    assert resolved.entry_id == (f"2026-09-{parent.id[:6]}" if found else "")
    assert resolved.url == (parent.url if found else "")


def test_a_number_that_several_cities_use_is_not_looked_up_elsewhere(store: Store) -> None:
    told(store, records.release("http://xian.example/1", place="610100", doc_number="市政发〔2026〕3号"), SEPTEMBER)
    citation = Citation(doc_number="市政发〔2026〕3号", relation="cites", quote=records.QUOTE)
    told(store, records.release("http://wuhan.example/2"), SEPTEMBER, citations=(citation,))
    (entry,) = (entry for entry in store.entries(SEPTEMBER) if entry.parents)
    assert entry.parents[0].document_id == ""


def test_an_entry_carries_its_titles_translations(store: Store) -> None:
    told(store, records.release("http://wuhan.example/1", "武汉市《大气方案》 （试行）"), SEPTEMBER)
    store.save([records.translation("武汉市《大气方案》(试行)", "武漢市「大気方案」（試行）", "template")], SEPTEMBER)
    (entry,) = store.entries(SEPTEMBER)
    said = entry.say(entry.release.title, "ja")
    assert said is not None
    assert said.text == "武漢市「大気方案」（試行）"


def rows(store: Store, sql: str) -> list[Any]:
    store.close()
    return query(store.path, sql).rows


def test_families_are_told_by_titles_and_by_citations(store: Store) -> None:
    plan, draft, news, apart = (records.release(f"http://wuhan.example/{n}", f"{PLAN}{n}") for n in range(4))
    link = Link(relation="draft_of", document_id=draft.id, of_document_id=plan.id)
    told(store, draft, SEPTEMBER)
    told(store, plan, OCTOBER, links=(link,))
    citation = Citation(title=plan.title, relation="interprets", quote=records.QUOTE)
    told(store, news, OCTOBER, kind="interpretation", citations=(citation,))
    told(store, apart, OCTOBER)
    found = rows(store, "SELECT document_id, relation, of_document_id, basis FROM links ORDER BY basis")
    assert found == [(news.id, "interprets", plan.id, "citation"), (draft.id, "draft_of", plan.id, "title")]
    store = Store(store.path)
    families = dict(rows(store, "FROM families"))
    assert set(families) == {plan.id, draft.id, news.id}
    assert len(set(families.values())) == 1


def test_the_way_of_a_plan_down_to_provinces_and_cities(store: Store) -> None:
    """河北 issued, 武汉 drafted, 上海 cites it in another plan; 天津 was read whole, 北京 was not."""
    sources = {
        "mee": "100000",
        "hebei": "130000",
        "wuhan": "420100",
        "sh": "310000",
        "tianjin": "120000",
        "bj": "110000",
    }
    store.save([records.source(name, place=place) for name, place in sources.items()], OCTOBER)
    states = {"bj": "blocked"}
    for month in (SEPTEMBER, OCTOBER):
        store.save([records.coverage(name, month, state=states.get(name, "ok")) for name in sources], month)

    def issue(name: str, title: str, day: date, month: str, **other: Any) -> Release:
        own: dict[str, Any] = {
            "source_id": name,
            "place": sources[name],
            "published": day,
            "written": day,
            "issuers": (),
        }
        page = records.release(f"http://{name}.example/{title}", title, **own)
        told(store, page, month, **other)
        return page

    plan = issue("mee", "臭氧污染防治行动方案", date(2026, 9, 2), SEPTEMBER, key_plan=True, subject="臭氧污染防治")
    issue("hebei", "河北省臭氧污染防治旧方案", date(2026, 8, 1), SEPTEMBER, subject="臭氧污染防治")
    child = issue("hebei", "河北省臭氧污染防治方案", date(2026, 10, 2), OCTOBER, subject="臭氧污染防治")
    issue(
        "wuhan",
        "武汉市臭氧污染防治方案（征求意见稿）",
        date(2026, 9, 12),
        SEPTEMBER,
        subject="臭氧污染防治",
        status="draft",
    )
    citation = Citation(title=plan.title, relation="implements", quote=records.QUOTE)
    issue("sh", "上海市清洁空气行动计划", date(2026, 9, 30), SEPTEMBER, subject="清洁空气", citations=(citation,))
    asked = f"FROM cascade WHERE plan_id = '{plan.id}' ORDER BY place"
    assert rows(store, f"SELECT place, state, days_after, months_whole, is_covered {asked}") == [
        ("110000", "not_seen", None, 0, False),
        ("120000", "not_seen", None, 2, True),
        ("130000", "issued", 30, 2, True),
        ("310000", "cited", 28, 2, True),
        ("420100", "drafted", 10, 2, True),
    ]
    store = Store(store.path)
    aims = rows(store, "SELECT document_id, plan_value, value, differs FROM cascade_targets WHERE place = '130000'")
    assert aims == [(child.id, 6.0, 6.0, False)]


def test_a_plan_older_than_the_first_run_is_never_covered(store: Store) -> None:
    store.save([records.source("wuhan"), records.coverage("wuhan", OCTOBER)], OCTOBER)
    asked = "SELECT DISTINCT state, is_covered FROM cascade WHERE plan_id = 'air-2023' AND place = '420100'"
    assert rows(store, asked) == [("not_seen", False)]


# ---------------------------------------------------------------- approval


def test_an_approval_freezes_the_files_and_what_was_told(store: Store) -> None:
    release = records.release("http://wuhan.example/1")
    told(store, release, SEPTEMBER)
    event = records.analysis(release).events[0].id
    approved = [(records.edition(SEPTEMBER, (f"2026-09-{release.id[:6]}",), (event,)), {"kitakyushu.txt": "f" * 64})]
    at = datetime(2026, 10, 5, 1, 30, tzinfo=UTC)
    assert store.approval(SEPTEMBER) is None
    store.approve(SEPTEMBER, "editor", at, approved)
    store.approve(SEPTEMBER, "another", at, approved)
    approval = store.approval(SEPTEMBER)
    assert approval is not None
    assert (approval.by, approval.at, approval.files) == (
        "editor",
        at,
        {"2026-09/kitakyushu/ja": {"kitakyushu.txt": "f" * 64}},
    )
    with pytest.raises(AlreadyApproved, match="2026-09 was approved by editor"):
        store.approve(SEPTEMBER, "editor", at, [(approved[0][0], {"kitakyushu.txt": "0" * 64})])
    assert store.told_events(SEPTEMBER) == frozenset()
    assert store.told_events(OCTOBER) == {event}
    (entry,) = store.entries(SEPTEMBER)
    assert entry.told_events == ()


def test_an_announced_event_is_marked_in_the_next_month(store: Store) -> None:
    url = "http://wuhan.example/1"
    old, new = records.release(url), records.release(url, text="到2027年下降8%。")
    event = records.analysis(old).events[0]
    told(store, old, SEPTEMBER)
    store.approve(SEPTEMBER, "editor", datetime.now(UTC), [(records.edition(SEPTEMBER, (), (event.id,)), {})])
    told(store, new, OCTOBER, old.id, novelty="changed", events=(event,))
    assert [entry.told_events for entry in store.entries(OCTOBER)] == [(event.id,)]


# ---------------------------------------------------------------- the file


def test_a_locked_database_says_who_holds_it_and_what_to_do(path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        for read_only in (False, True):
            with pytest.raises(WarehouseBusy) as refused:
                Store(path, read_only=read_only)
            assert str(path) in str(refused.value)
            assert f"PID {holder.pid}" in str(refused.value)
            assert "wait until its task has ended" in str(refused.value)
    finally:
        holder.communicate()
    with Store(path) as free:
        assert free.coverage(SEPTEMBER) == []


def test_a_file_of_other_records_is_refused_with_its_tables(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("ALTER TABLE segments DROP COLUMN marker; DELETE FROM about")
    with pytest.raises(SchemaDiffers, match="segments"):
        Store(path)


def test_the_shared_facts_follow_their_files(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("DELETE FROM glossary; UPDATE about SET value = 'older'")
    Store(path).close()
    with duckdb.connect(path, read_only=True) as connection:
        counts = connection.execute("SELECT (SELECT count(*) > 800 FROM glossary), (SELECT value FROM about)")
        assert counts.fetchone() == (True, database.fingerprint())


def test_a_document_is_found_by_whatever_an_editor_has_of_it(store: Store) -> None:
    plan = records.release("http://wuhan.example/1", doc_number="武环〔2026〕3号")
    copy = records.release("http://hubei.example/9")
    other = records.release("http://wuhan.example/2", title="扬尘方案", doc_number="武环〔2026〕31号")
    told(store, plan, SEPTEMBER)
    told(store, copy, SEPTEMBER, plan.id, novelty="repost")
    told(store, other, OCTOBER)
    found = store.find("武环〔2026〕3号")
    assert (found.document_id, found.version_id, found.month) == (plan.id, plan.version_id, SEPTEMBER)
    for asked in (plan.id, copy.id, plan.id[:9], f"2026-09-{plan.id[:6]}", " 武环[2026]3号", "武环（2026）3号"):
        assert store.find(asked) == found, asked
    assert store.version(found.version_id) == (plan, records.analysis(plan))
    assert store.version("none") is None
    with pytest.raises(NoSuchDocument, match=r"武环〔2026〕: 2 documents.*\n.*大气污染防治工作方案\n.*扬尘方案"):
        store.find("武环〔2026〕")
    with pytest.raises(NoSuchDocument, match=r"(?s)no document is called so.*扬尘方案"):
        store.find("武环〔2026〕32号")
    with pytest.raises(NoSuchDocument):
        store.find("")
