"""The saved queries: what each answers on a few records, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests import records
from warehouse import materialising, queries
from warehouse.models import Change, Citation, Event, PlaceTag, Release, Segment, made_id
from warehouse.store import Store

SEPTEMBER, OCTOBER = "2026-09", "2026-10"
ON_AIR = (PlaceTag(place="420100", reason="publisher"),)
DRAFT = records.release("http://wuhan.example/1", "武汉市扬尘污染防治办法（征求意见稿）", published=date(2026, 9, 4))
PLAN = records.release(
    "http://wuhan.example/2",
    "武汉市空气质量持续改善行动计划",
    published=date(2026, 10, 9),
    doc_number="武样〔2026〕9号",
)
FINAL = records.release("http://wuhan.example/3", "武汉市扬尘污染防治办法", published=date(2026, 10, 20))
TELLING: dict[str, tuple[dict[str, str | None], dict[str, object]]] = {
    "plan_followed": ({"place": "武漢市"}, {"place_ja": "武漢市", "state_ja": "公布", "answer_title": PLAN.title}),
    "pm25_targets": (
        {"municipality": "北九州市", "year": "2027"},
        {"place_ja": "武漢市", "value": 6.0, "due_year": 2027},
    ),
    "comments_open": (
        {"on": "2026-09-30"},
        {"title": DRAFT.title, "days_left": 4, "municipalities": ["kitakyushu", "oita"]},
    ),
    "draft_to_final": ({"document": FINAL.id}, {"before": "50%", "after": "60%", "days_between": 46}),
    "quiet_sources": ({}, {"source_id": "hubei", "state_ja": "先方が接続を拒否", "last_whole": SEPTEMBER}),
    "themes_by_municipality": (
        {"since": OCTOBER},
        {"municipality_ja": "北九州市", "theme_ja": "PM2.5", "documents": 2, "plans": 1},
    ),
    "unanswered": ({"plan": "国发〔2023〕24号"}, {"place_ja": "湖北省", "is_covered": False}),
    "waiting_for_review": ({"lang": "ja"}, {"title": PLAN.title, "waiting": 2, "untranslated": 1, "machine": 1}),
    "year_figures": ({"year": "2026"}, {"month": "計", "documents": 3, "plans": 1, "drafts": 1, "sources": 4}),
    "first_use": (
        {"term": "揮発性有機化合物"},
        {"word": "挥发性有机物", "documents": 2, "first_day": date(2026, 9, 1)},
    ),
}
"""What each is asked here, and what one row of its answer says."""


def page(release: Release, month: str, document: str = "", /, **other: Any) -> list[Any]:
    """A release, what it says, and how it was judged."""
    judged = {key: other.pop(key) for key in ("novelty", "previous_version_id", "changes", "subject") if key in other}
    facts = {"places": ON_AIR, "words": ("挥发性有机物",)} | other
    return [release, records.analysis(release, **facts), records.assessment(release, month, document, **judged)]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("saved") / "warehouse.duckdb"
    with Store(path) as store:
        for month in (SEPTEMBER, OCTOBER):
            state = (
                {"state": "blocked", "reason": "412", "newest": None}
                if month == OCTOBER
                else {"newest": date(2026, 9, 30)}
            )
            hubei = records.coverage("hubei", month, **state)
            wuhan = records.coverage("wuhan", month, newest=date(2026, 10, 30))
            store.save(
                [records.source("wuhan"), records.source("hubei", place="420000", level="province"), hubei, wuhan],
                month,
            )
        closing = Event(id="e", kind="comment_due", on=date(2026, 10, 4), quote=records.QUOTE)
        store.save(
            page(DRAFT, SEPTEMBER, kind="consultation", status="draft", events=(closing,), targets=()), SEPTEMBER
        )
        changed = (Change(what="覆盖率", before="50%", after="60%"),)
        store.save(
            page(FINAL, OCTOBER, previous_version_id=DRAFT.version_id, changes=changed, kind="policy", words=()),
            OCTOBER,
        )
        named = Citation(
            title="空气质量持续改善行动计划", doc_number="国发〔2023〕24号", relation="implements", quote=records.QUOTE
        )
        store.save(page(PLAN, OCTOBER, subject="空气质量持续改善", citations=(named,)), OCTOBER)
        store.save(list(waiting()), OCTOBER)
        store.approve(
            OCTOBER, "editor", datetime.now(UTC), [(records.edition(OCTOBER, (f"{OCTOBER}-{PLAN.id[:6]}",)), {})]
        )
    return path


@pytest.fixture(scope="module", params=["views", "tables"])
def connection(path: Path, request: pytest.FixtureRequest) -> Iterator[duckdb.DuckDBPyConnection]:
    """As the pipeline's database is, and as publishing makes it."""
    with duckdb.connect(path) as found:
        found.begin()
        if request.param == "tables":
            materialising.materialise(found)
        yield found
        found.rollback()


def waiting() -> Iterator[Any]:
    """A title by machine and a passage that nothing could translate."""
    yield records.translation(PLAN.title, "武漢市大気質持続的改善行動計画", "machine", engine="libretranslate")
    yield records.translation(records.SENTENCE, None, "untranslated", kind="sentence")
    text, key = records.SENTENCE, made_id(records.SENTENCE)
    yield Segment(version_id=PLAN.version_id, position=1, block=1, kind="sentence", text=text, text_id=key)


def test_there_are_ten_and_each_says_what_it_answers() -> None:
    assert set(queries.names()) == set(TELLING)
    for name in queries.names():
        query = queries.load(name)
        assert len(query.title) > 4 and query.about.endswith("."), name
        assert all(f"${parameter}" in query.sql for parameter in query.parameters), name


@pytest.mark.parametrize("name", sorted(TELLING))
def test_each_answers(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    given, expected = TELLING[name]
    found = queries.run(connection, name, **given)
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    assert [row for row in rows if expected.items() <= row.items()], rows


def test_what_a_query_does_not_ask_for_is_refused(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(queries.NoSuchQuery, match="there are comments_open"):
        queries.load("../publish")
    with pytest.raises(queries.WrongParameter, match=r"(?s)year: expected only.*term=…"):
        queries.run(connection, "first_use", term="臭氧", year="2026")
    with pytest.raises(queries.WrongParameter, match="term: must be given"):
        queries.run(connection, "first_use")


def test_a_parameter_is_only_a_value(connection: duckdb.DuckDBPyConnection) -> None:
    assert queries.run(connection, "first_use", term="'; DROP TABLE releases; --").fetchall() == []
    assert connection.execute("SELECT count(*) FROM releases").fetchone() == (3,)
