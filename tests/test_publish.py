"""What analysts get: a whole copy at any time, nothing private, no way to write, and the chain behind an item."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

import duckdb
import pytest

from tests import records
from warehouse.__main__ import main
from warehouse.answers import QueryRefused, query
from warehouse.database import WarehouseBusy
from warehouse.models import Access, Document, PlaceTag
from warehouse.publish import publish
from warehouse.store import Store
from warehouse.tables import KEYS, RECORDS
from warehouse.trace import NoSuchEntry, trace

MONTH = "2026-09"
WITH_ACCESS = [table.name for table in RECORDS if "access" in table.model.model_fields]
RELEASE = records.release("http://wuhan.example/1", "武汉市大气污染防治工作方案")
ENTRY = f"{MONTH}-{RELEASE.id[:6]}"
PERSONS = ("approver.name", "reviewer.name")
KEEP_READING = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
count = "SELECT count(*) FROM releases"
for line in sys.stdin:
    print(connection.execute(count).fetchone()[0], flush=True)
"""


def filled(folder: Path) -> Path:
    path = folder / "warehouse.duckdb"
    analysis = records.analysis(RELEASE, places=(PlaceTag(place="420100", reason="publisher"),))
    event = analysis.events[0].id
    title = records.translation(RELEASE.title, "武漢市大気汚染防止業務方案", "reviewed", reviewer=PERSONS[1])
    with Store(path) as store:
        store.save([records.source("wuhan", name_zh="武汉市生态环境局"), records.coverage("wuhan", MONTH)], MONTH)
        store.save([RELEASE, analysis, records.assessment(RELEASE, MONTH), title], MONTH)
        told = records.edition(MONTH, (ENTRY,), (event,))
        store.approve(MONTH, PERSONS[0], datetime(2026, 10, 5, tzinfo=UTC), [(told, {"kitakyushu.txt": "f" * 64})])
    return path


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("warehouse"))


@pytest.fixture(scope="module")
def published(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(warehouse, tmp_path_factory.mktemp("published"))


def test_the_copy_holds_every_table_as_it_is(warehouse: Path, published: Path) -> None:
    for table in KEYS:
        which = "WHERE access = 'public'" if table in WITH_ACCESS else ""
        rows = [query(path, f"SELECT count(*) FROM {table} {which}").rows for path in (warehouse, published)]  # noqa: S608
        assert rows[0] == rows[1], table
        assert (published.parent / "parquet" / f"{table}.parquet").exists()
    assert query(published, "SELECT title FROM releases").rows == [(RELEASE.title,)]


def test_parquet_files_hold_the_rows(published: Path) -> None:
    with duckdb.connect() as connection:
        file = published.parent / "parquet" / "releases.parquet"
        assert connection.read_parquet(str(file)).project("title, published").fetchall() == [
            (RELEASE.title, date(2026, 9, 4))
        ]


def test_the_copy_has_the_views_that_analysts_ask(published: Path) -> None:
    names = {"documents", "targets", "deadlines", "coverage", "editions", "region_members"}
    asked = "SELECT name, description FROM dictionary WHERE part = 'reading' AND position = 0"
    found = dict(query(published, asked).rows)
    assert names <= set(found)
    assert all(found.values())


@pytest.mark.parametrize(
    ("sql", "row"),
    [
        (
            "SELECT title_ja, place_ja, kind_ja, themes, municipalities, published, written FROM documents",
            (
                "武漢市大気汚染防止業務方案",
                "武漢市",
                "計画・行動計画",
                ["pm25"],
                ["kitakyushu", "oita"],
                date(2026, 9, 4),
                date(2026, 9, 1),
            ),
        ),
        (
            "SELECT indicator, comparator, value, unit, base_year, due, sentence FROM targets",
            ("细颗粒物浓度", "decrease", 6.0, "%", 2025, date(2027, 12, 31), records.SENTENCE),
        ),
        ("SELECT due_on, kind, first_told FROM deadlines", (date(2027, 12, 31), "milestone", MONTH)),
        ("SELECT month, name_ja, state, rows_seen FROM coverage", (MONTH, "wuhan生態環境局", "ok", 40)),
        (
            "SELECT municipality_ja, entries, events, approved_at, files['kitakyushu.txt'] FROM editions",
            ("北九州市", 1, 1, "2026-10-05 08:00:00+08", "f" * 64),
        ),
    ],
)
def test_views_say_what_is_known(published: Path, sql: str, row: tuple[object, ...]) -> None:
    assert query(published, sql).rows == [row]


def test_no_person_is_named_in_the_copy(warehouse: Path, published: Path) -> None:
    everything = [published, *(published.parent / "parquet").iterdir()]
    for name in PERSONS:
        assert name.encode() in warehouse.read_bytes()
        assert [file.name for file in everything if name.encode() in file.read_bytes()] == []
    with duckdb.connect() as connection:
        parquet = published.parent / "parquet"
        for table, column in (("approvals", "approved_by"), ("translations", "reviewer")):
            assert query(published, f"SELECT {column} FROM {table}").rows == [("",)]  # noqa: S608
            assert connection.read_parquet(str(parquet / f"{table}.parquet")).project(column).fetchall() == [("",)]


def test_only_what_everybody_may_read_is_in_the_copy(tmp_path: Path) -> None:
    """Whatever has a level of access: rows, and what hangs on a public row."""
    assert set(WITH_ACCESS) >= {"activities", "needs", "decisions"}
    papers = tuple(Document(title=f"for-{access}-paper", url="", access=access) for access in get_args(Access))
    kept = [
        record
        for access in get_args(Access)
        for record in (
            records.activity(f"for-{access}-visit", documents=papers, access=access),
            records.need(f"for-{access}-wish", access=access),
            records.decision(f"for-{access}-wish", access=access),
        )
    ]
    with Store(tmp_path / "warehouse.duckdb") as store:
        store.save(kept, MONTH)
    copy = publish(tmp_path / "warehouse.duckdb", tmp_path / "published")
    for file in (copy, *(copy.parent / "parquet").iterdir()):
        content = file.read_bytes()
        assert not [word for word in (b"for-stakeholders", b"for-platform", b"decider.name") if word in content], (
            file.name
        )
    asked = "SELECT id, len(documents) FROM activities WHERE is_sample"
    assert query(copy, asked).rows == [("for-public-visit", 1)]


def test_older_clients_can_open_the_copy(published: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{published}' AS copy (READ_ONLY)")
        tags = connection.execute("SELECT tags['storage_version'] FROM duckdb_databases() WHERE database_name = 'copy'")
        assert tags.fetchone() == ("v1.5.0+",)


def test_a_reader_keeps_the_old_copy_while_the_new_one_is_swapped_in(tmp_path: Path) -> None:
    path = filled(tmp_path)
    copy = publish(path, tmp_path / "published")
    reader = subprocess.Popen(
        [sys.executable, "-c", KEEP_READING, copy], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdin is not None
    assert reader.stdout is not None
    try:
        assert ask(reader) == "1\n"
        with Store(path) as store:
            store.save([records.release("http://wuhan.example/2")], "2026-10")
        publish(path, tmp_path / "published")
        assert ask(reader) == "1\n"
        assert query(copy, "SELECT count(*) FROM releases").rows == [(2,)]
    finally:
        reader.communicate()
    assert sorted(path.name for path in (copy.parent / "builds").iterdir()) == [".lock", "000001", "000002"]


def ask(reader: subprocess.Popen[str]) -> str:
    assert reader.stdin is not None
    assert reader.stdout is not None
    reader.stdin.write("\n")
    reader.stdin.flush()
    return reader.stdout.readline()


def test_publishing_what_another_process_writes_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path)
    hold = "import sys, duckdb; c = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen([sys.executable, "-c", hold, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(WarehouseBusy, match=str(holder.pid)):
            publish(path, tmp_path / "published")
    finally:
        holder.communicate()


@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE releases",
        "INSERT INTO about VALUES ('a', 'b')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM glob('/*')",
        "COPY places TO '/tmp/places.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "SET enable_external_access = true",
        "SELECT * FROM nowhere",
        "",
    ],
)
def test_a_query_can_only_read_the_copy(published: Path, sql: str) -> None:
    with pytest.raises(QueryRefused):
        query(published, sql)


def test_rows_are_bounded(published: Path) -> None:
    answer = query(published, "SELECT code FROM places ORDER BY code", 3)
    assert answer.columns == ("code",)
    assert (answer.rows, answer.truncated) == ([("100000",), ("110000",), ("120000",)], True)
    assert not query(published, "SELECT 1", 1).truncated


def test_an_item_is_traced_to_its_bytes(published: Path) -> None:
    lines = trace(published, ENTRY)
    assert [line.split()[0] for line in lines] == [
        "item",
        "told",
        "document",
        "sentence",
        "release",
        "archive",
        "sha256",
        "crawl",
    ]
    text = "\n".join(lines)
    for evidence in (
        "武漢市大気汚染防止業務方案",
        "2026-09/kitakyushu/ja",
        records.SENTENCE,
        RELEASE.url,
        "archive/2026-09/wuhan.warc.gz  record <urn:uuid:1>  offset 512",
        RELEASE.sha256,
        "received 2026-10-03 06:00:00 +08",
        "2 of 2 listings, 40 rows",
    ):
        assert evidence in text


def test_an_item_that_was_not_crawled_says_so(tmp_path: Path) -> None:
    path = tmp_path / "warehouse.duckdb"
    kept = RELEASE.model_copy(update={"archive": None, "fetched_at": None})
    with Store(path) as store:
        store.save([kept, records.analysis(kept, extract=()), records.assessment(kept, MONTH)], MONTH)
    lines = trace(path, ENTRY)
    assert lines[0] == f"item      {ENTRY}  （未訳）"
    assert lines[1].strip() == "told in no approved edition"
    assert "archive   no page kept" in lines
    assert lines[-1] == f"crawl     wuhan: no crawl in {MONTH}"


def test_an_unknown_item_is_named(published: Path) -> None:
    with pytest.raises(NoSuchEntry, match="2026-09-000000"):
        trace(published, "2026-09-000000")


def test_commands_print_and_return_a_code(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", str(published), "SELECT ja FROM places WHERE code = '210100'"]) == 0
    assert main(["tables", str(published)]) == 0
    assert main(["trace", str(published), ENTRY]) == 0
    assert main(["dump", str(published)]) == 0
    assert main(["query", str(published), "DROP TABLE places"]) == 1
    assert main(["trace", str(published.parent / "none.duckdb"), ENTRY]) == 1
    printed = capsys.readouterr()
    assert "ja\r\n瀋陽市" in printed.out
    assert "documents            reading  One row a document" in printed.out
    assert "fetched_at" not in printed.out
    assert "expected one query that gives rows" in printed.err
    assert "none.duckdb: no such database" in printed.err
