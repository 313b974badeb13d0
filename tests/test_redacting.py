"""A name that was taken out stands nowhere that is read or published, before and after a reload, and all else holds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dags import guards
from dags.cli import main
from tests import records
from warehouse import redacting
from warehouse.answers import find, query
from warehouse.models import Item, Quote, Record, Section, Segment, Tag
from warehouse.publish import publish
from warehouse.redacting import CannotTakeOut
from warehouse.store import Store

MONTH, NEXT = "2026-09", "2026-10"
NAME, OTHER = '欧阳"某', "OUYANG Mou"
TEXT = f"联系人{NAME}，到2027年，细颗粒物浓度比2025年下降6%。"
QUOTE = Quote(block=1, start=0, end=len(TEXT), text=TEXT)
RELEASE = records.release(
    "http://wuhan.example/1", f"关于任命{NAME}的通知", TEXT, addressees=(NAME,), dates_seen={"meta": OTHER}
)
WORDS = (NAME, OTHER)


def all_of_it() -> Iterator[list[Record]]:
    yield [
        records.source("wuhan"),
        records.coverage("wuhan", MONTH, failures=(f"http://wuhan.example/{NAME}",)),
        RELEASE,
    ]
    quoting: dict[str, Any] = {
        "themes": (Tag(id="pm25", score=1, quotes=(QUOTE,)),),
        "extract": (QUOTE,),
        "words": (NAME,),
    }
    yield [records.analysis(RELEASE, targets=(), events=(), **quoting), records.assessment(RELEASE, MONTH)]
    yield [
        Segment(version_id=RELEASE.version_id, position=0, block=1, kind="sentence", text=TEXT, text_id="t"),
        records.translation(
            TEXT, f"連絡先 {OTHER}", "reviewed", text_id="t", gloss=NAME, flags=(f"NAME:{NAME}",), is_sample=True
        ),
        records.translation(RELEASE.title, f"{OTHER}の任命", "reviewed", is_sample=True),
    ]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month that was approved, published and frozen before anybody asked."""
    folder = tmp_path_factory.mktemp("data")
    item = Item(
        entry_id=f"{MONTH}-{RELEASE.id[:6]}",
        mark="新規",
        heading=f"{OTHER}の任命",
        title_zh=RELEASE.title,
        title_state="reviewed",
        lead=(f"{NAME}が語った。",),
        publisher="x",
        url="u",
        importance=1,
    )
    told = records.edition(MONTH, (item.entry_id,)).model_copy(
        update={"sections": (Section(id="network", title="武漢市", items=(item,)),)}
    )
    (folder / MONTH / "editions").mkdir(parents=True)
    (folder / MONTH / "editions" / "kitakyushu.json").write_text(told.model_dump_json(), encoding="utf-8")
    hashed = {"kitakyushu.json": sha256(folder / MONTH / "editions" / "kitakyushu.json")}
    with Store(folder / "warehouse.duckdb") as store:
        for stage in all_of_it():
            store.save(stage, MONTH)
        store.approve(MONTH, "x", datetime(2026, 10, 5, tzinfo=UTC), [(told, hashed)])
    publish(folder / "warehouse.duckdb", folder / "published")
    return folder


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def taken_out(data: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("AOZORA_DATA", str(data))
    return main(["redact", *WORDS, "--reason", "the person asked", "--by", "editor", "--yes"])


def holding(folder: Path) -> list[Path]:
    wanted = [form.encode() for word in WORDS for form in (word, word.replace('"', '\\"'), word.split('"')[0])]
    return [p for p in folder.rglob("*") if p.is_file() and any(form in p.read_bytes() for form in wanted)]


def test_no_published_byte_holds_it_and_a_reload_does_not_bring_it_back(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert holding(data / "published")
    assert taken_out(data, monkeypatch) == 0
    said = capsys.readouterr().out
    assert "releases 1" in said and "translations 2" in said
    assert f"{MONTH}/editions/kitakyushu.json holds it" in said
    assert holding(data / "published") == []
    with Store(data / "warehouse.duckdb") as store:
        for stage in all_of_it():
            store.save(stage, MONTH)
    copy = publish(data / "warehouse.duckdb", data / "published")
    assert holding(data / "published") == []
    assert query(copy, "SELECT title, addressees FROM releases").rows == [("关于任命〇〇〇〇的通知", ["〇〇〇〇"])]
    assert query(copy, "SELECT count(*) FROM redactions").rows == [(0,)]
    assert [hit.title for hit in find(copy, "任命")] and not find(copy, NAME)


def test_whoever_reads_records_does_not_read_it_and_quotes_still_stand(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert taken_out(data, monkeypatch) == 0
    with Store(data / "warehouse.duckdb", read_only=True) as store:
        read: list[Any] = [
            store.releases(MONTH), store.entries(MONTH), list(store.judged(NEXT)), store.segments(RELEASE.version_id),
            store.translations("ja", ["t"]), list(store.reviewed()), store.approved_editions([MONTH]),
            store.coverage(MONTH), store.find(RELEASE.id), store.standings("ja"),
            store.policies(date(2026, 12, 31)), list(store.dossiers(NEXT)), store.every_approved_edition(),
        ]  # fmt: skip
        assert all(read[:6])
        assert not [one for one in read if "欧阳" in repr(one) or OTHER in repr(one)]
        (release,), (analysis,) = store.releases(MONTH), [of for _, of, _ in store.judged(NEXT)]
        quote = analysis.extract[0]
        assert release.blocks[quote.block].plain[quote.start : quote.end] == quote.text
        assert list(store.check(None)) == []
    with Store(data / "published" / "aozora.duckdb", read_only=True) as store:
        assert list(store.check(None)) == []


def test_a_frozen_edition_that_tells_it_goes_out_no_more(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert guards.as_approved(data, MONTH) == {"kitakyushu.json"} or taken_out(data, monkeypatch) == 0
    assert taken_out(data, monkeypatch) == 0
    assert guards.as_approved(data, MONTH) == frozenset()


def test_it_can_be_withdrawn(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert taken_out(data, monkeypatch) == 0
    with Store(data / "warehouse.duckdb", read_only=True) as store:
        (one,) = store.redactions()
    assert main(["redact", "--withdraw", one.id, "--by", "editor", "--reason", "asked again"]) == 0
    assert query(data / "published" / "aozora.duckdb", "SELECT title FROM releases").rows == [(RELEASE.title,)]


@pytest.mark.parametrize("text", ["王", "air", "title", "〇〇", " ", "2026"])
def test_what_would_cover_half_the_warehouse_is_refused(text: str) -> None:
    with pytest.raises(CannotTakeOut, match="two characters or more"):
        redacting.redaction([text], "x", "x", datetime.now(UTC))
