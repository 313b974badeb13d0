"""Publishing as a whole: nothing private, a month frozen, readers undisturbed, a full disk survived."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest

from tests import records
from warehouse import copying, spreadsheet
from warehouse.__main__ import main
from warehouse.answers import QueryRefused, query
from warehouse.models import Correction, Edit, PlanRequest
from warehouse.publish import publish, swap
from warehouse.store import Store
from warehouse.tables import KEYS

MONTH = "2026-09"
RELEASE = records.release("http://wuhan.example/1", "武汉市挥发性有机物治理方案", doc_number="武样环〔2026〕9044号")
ENTRY = f"{MONTH}-{RELEASE.id[:6]}"
PRIVATE = tuple(f"private-{who}" for who in ("approver", "reviewer", "editor", "note", "wish", "untold", "recipient"))
READ = """
import sys, duckdb
for times in iter(sys.stdin.readline, ""):
    for _ in range(int(times)):
        with duckdb.connect(sys.argv[1], read_only=True) as connection:
            seen = {connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("releases", "documents")}
        assert len(seen) == 1, seen
        print(*seen, flush=True)
"""
OPEN = """
import duckdb
connection = duckdb.connect()
connection.execute(open("open.sql").read())
print(len(connection.table("documents").fetchall()))
"""
FULL = """
import resource, sys
from pathlib import Path
from warehouse.publish import NotPublished, publish
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    publish(Path(sys.argv[1]), Path(sys.argv[2]))
except NotPublished as error:
    print(error)
"""


def filled(folder: Path) -> Path:
    """A warehouse with something private wherever a record can hold it, and recipients beside it."""
    path = folder / "warehouse.duckdb"
    approver, reviewer, editor, note, wish, untold, recipient = PRIVATE
    (folder / "private").mkdir()
    (folder / "private" / "recipients.csv").write_text(f"{recipient}@city.example", encoding="utf-8")
    at = datetime(2026, 10, 5, tzinfo=UTC)
    title = records.translation(RELEASE.title, "武漢市揮発性有機化合物対策方案", "reviewed", reviewer=reviewer)
    edit = Edit(month=MONTH, document_id=RELEASE.id, revision=1, entry_id=ENTRY, decision="pin", note=note, rank=1,
                importance=50, edited_by=editor, edited_at=at)  # fmt: skip
    correction = Correction(id="c1", month=MONTH, entry_id=ENTRY, wrong=untold, right=untold, corrected_by=editor,
                            corrected_at=at)  # fmt: skip
    request = PlanRequest(
        document_id=RELEASE.id, asked_by="kobe", version_id=RELEASE.version_id, month=MONTH, reason=wish
    )
    with Store(path) as store:
        store.save(
            [
                records.source("wuhan", name_zh="武汉市生态环境局"),
                records.coverage("wuhan", MONTH),
                edit,
                correction,
                request,
            ],
            MONTH,
        )
        analysis = records.analysis(RELEASE, words=("挥发性有机物", "治理"))
        store.save([RELEASE, analysis, records.assessment(RELEASE, MONTH), title], MONTH)
        store.approve(MONTH, approver, at, [(records.edition(MONTH, (ENTRY,), ()), {"common.txt": "f" * 64})])
    return path


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("warehouse"))


@pytest.fixture(scope="module")
def published(warehouse: Path) -> Path:
    return publish(warehouse, warehouse.parent / "published")


@pytest.fixture
def own(published: Path, tmp_path: Path) -> Path:
    """A data folder like the module's, to change."""
    shutil.copytree(published.parent.parent, tmp_path, symlinks=True, dirs_exist_ok=True)
    return tmp_path


def test_nothing_private_is_in_any_byte(warehouse: Path, published: Path) -> None:
    held = warehouse.read_bytes()
    files = [path for path in published.parent.rglob("*") if path.is_file()]
    assert len(files) > 100
    for word in PRIVATE:
        assert word == "private-recipient" or word.encode() in held
        assert [path for path in files if word.encode() in path.read_bytes()] == [], word
    assert query(published, "SELECT count(*) FROM edits").rows == [(0,)]


def test_what_is_for_some_readers_alone_stays(tmp_path: Path) -> None:
    """Records of cooperation say who may read them; a table of such records is filtered without being named."""
    types = {"id": "VARCHAR", "access": "VARCHAR", "documents": "STRUCT(title VARCHAR, access VARCHAR)[]"}
    rows = "('a', 'public', [('x', 'public'), ('y', 'platform')]), ('b', 'stakeholders', []), ('c', 'platform', [])"
    with duckdb.connect() as connection:
        connection.execute("ATTACH ':memory:' AS store")
        for place in ("store.", ""):
            connection.execute(f"CREATE TABLE {place}acts ({', '.join(f'{n} {t}' for n, t in types.items())})")
        connection.execute(f"INSERT INTO store.acts VALUES {rows}")  # noqa: S608
        connection.execute(copying.statement("acts", types, ("id",)))
        assert connection.execute("FROM acts").fetchall() == [("a", "public", [{"title": "x", "access": "public"}])]


def test_whoever_did_something_is_no_name_in_the_copy(published: Path) -> None:
    """A new column that says who must be emptied, or be found here because it holds no person."""
    asked = "SELECT table_name, column_name FROM duckdb_columns() WHERE regexp_matches(column_name, '(_by|reviewer)$')"
    columns = {(table, column) for table, column in query(published, asked).rows if table in KEYS}
    offices = {("plan_requests", "asked_by"), ("needs", "stated_by")}
    kept = {table for table, rows in copying.withheld()["rows"].items() if rows == "false"}
    emptied = {(table, column) for table, some in copying.withheld()["emptied"].items() for column in some}
    assert {(table, column) for table, column in columns - emptied - offices if table not in kept} == set()


def test_a_month_is_frozen_once_and_whole(own: Path) -> None:
    path = own / "warehouse.duckdb"
    frozen = own / "published" / "snapshots" / MONTH
    before = {file: file.read_bytes() for file in frozen.rglob("*") if file.is_file()}
    with Store(path) as store:
        store.save([records.release("http://wuhan.example/2")], "2026-10")
    publish(path, own / "published", "2026-10")
    assert {file: file.read_bytes() for file in frozen.rglob("*") if file.is_file()} == before
    assert [one.name for one in frozen.parent.iterdir()] == [MONTH]
    for folder in (frozen, own / "published" / "current"):
        subprocess.run(["sha256sum", "--quiet", "-c", "sha256sums"], cwd=folder, check=True)
        assert {"README.md", "LICENSE.txt", "DICTIONARY.md", "open.sql", "sha256sums"} <= {
            p.name for p in folder.iterdir()
        }
    told = subprocess.run([sys.executable, "-c", OPEN], cwd=frozen, capture_output=True, text=True, check=True)
    assert told.stdout == "1\n"


def test_four_readers_see_fifty_swaps_and_never_two_states(own: Path) -> None:
    path, out = own / "warehouse.duckdb", own / "published"
    with Store(path) as store:
        other = records.release("http://wuhan.example/2")
        store.save([other, records.analysis(other), records.assessment(other, "2026-10")], "2026-10")
    copy = publish(path, out)
    reading = [sys.executable, "-c", READ, str(copy)]
    readers = [subprocess.Popen(reading, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for reader in readers:
        assert reader.stdin is not None
        assert reader.stdout is not None
        print(1, file=reader.stdin, flush=True)
        assert reader.stdout.readline() == "2\n"
        print(25, file=reader.stdin, flush=True)
    for turn in range(50):
        swap(out, out / "builds" / f"{turn % 2 + 1:06}")
        time.sleep(0.03)
    said = [reader.communicate()[0].split() for reader in readers]
    assert [len(seen) for seen in said] == [25] * 4
    assert {count for seen in said for count in seen} <= {"1", "2"}


def test_a_full_disk_leaves_what_was_there(warehouse: Path, published: Path) -> None:
    out = published.parent
    before = {file: file.read_bytes() for file in out.rglob("*") if file.is_file()}
    for bound in (200_000, 3_000_000):
        told = subprocess.run([sys.executable, "-c", FULL, warehouse, out, str(bound)], capture_output=True, text=True)
        assert told.returncode == 0, told.stderr
        assert "nothing was published, what was there still is" in told.stdout
        assert "MB are free" in told.stdout
        assert {file: file.read_bytes() for file in out.rglob("*") if file.is_file()} == before
    assert query(published, "SELECT count(*) FROM documents").rows == [(1,)]


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        (
            "FROM range(1000000000000) a, range(1000000000000) b WHERE a.range + b.range = -1",
            "no answer after 0.5 seconds",
        ),
        ("SELECT list(range) FROM range(10000000000)", "Out of Memory"),
        ("SELECT 1; SELECT 2", "expected one query"),
        ("SELECT * FROM read_text('/etc/hostname')", "disabled"),
        ("FROM 'http://127.0.0.1/x.parquet'", "."),
        ("LOAD httpfs", "expected one query"),
        ("PRAGMA enable_profiling", "expected one query"),
        ("CREATE TEMP TABLE t AS SELECT 1", "expected one query"),
    ],
)
def test_a_question_is_bounded(published: Path, sql: str, why: str) -> None:
    with pytest.raises(QueryRefused, match=why):
        query(published, sql, seconds=0.5 if "range" in sql and "list" not in sql else 60)


def test_saved_queries_are_asked_by_name(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", str(published), "--saved", "year_figures", "year=2026", "--format", "json"]) == 0
    assert '"documents": 1' in capsys.readouterr().out
    assert main(["query", str(published), "--saved", "year_figures", "2026"]) == 1
    assert main(["query", str(published), "--saved", "no_such"]) == 1
    assert "year_figures" in capsys.readouterr().err
    assert main(["query", str(published), "--saved", "list"]) == 0
    assert main(["dictionary", str(published), "targets"]) == 0
    assert "sentence VARCHAR  The Chinese sentence" in capsys.readouterr().out
    assert main(["dictionary", str(published), "nowhere"]) == 1


def test_exports_open_elsewhere(published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("csv", "json", "parquet"):
        assert (
            main(["export", str(published), "documents", "--format", form, "--out", str(tmp_path / f"d.{form}")]) == 0
        )
    assert main(["export", str(published), "documents; DROP", "--out", str(tmp_path / "x")]) == 1
    with duckdb.connect() as connection:
        for form in ("json", "parquet"):
            read = connection.read_json if form == "json" else connection.read_parquet
            assert read(str(tmp_path / f"d.{form}")).project("title, pages").fetchall() == [(RELEASE.title, 1)]
    assert (tmp_path / "d.csv").read_bytes().startswith("\ufeffdocument_id,".encode())


HOSTILE = ("=cmd|'/c calc'!A1", "+1+1", "@SUM(A1)", "-5%", "＝1+1", "\t=1", "髙﨑﨟㎡・〜", 'a"b\nc', "0123", -5, None)


def test_a_csv_is_inert_and_whole_in_a_spreadsheet(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        spreadsheet.write_csv(out, [["値"], *([cell] for cell in HOSTILE), [["一", "二"]]])
    assert file.read_bytes().startswith("\ufeff値\r\n".encode())
    with file.open(encoding="utf-8-sig", newline="") as read:
        cells = [row[0] if row else "" for row in csv.reader(read)][1:]
    assert cells == [*(f"'{cell}" for cell in HOSTILE[:6]), *HOSTILE[6:9], "-5", "", "一、二"]
    if office := shutil.which("soffice"):
        subprocess.run(
            [office, "--headless", "--infilter=CSV:44,34,76", "--convert-to", "xlsx", "--outdir", tmp_path, file],
            check=True,
            capture_output=True,
            timeout=120,
        )
        sheet = openpyxl.load_workbook(tmp_path / "rows.xlsx").active
        assert sheet is not None
        assert not [cell for (cell,) in sheet.iter_rows() if cell.data_type == "f"]
        assert sheet["A8"].value == HOSTILE[6]


def test_the_first_hour_draws_its_charts(published: Path, tmp_path: Path) -> None:
    """The notebook is run as a script; on the sample its charts are looked at in docs/notebooks/."""
    notebook = Path(__file__).parents[1] / "docs" / "notebooks" / "first_hour.py"
    env = os.environ | {"AOZORA_DATA": str(published.parent.parent), "AOZORA_CHARTS": str(tmp_path)}
    subprocess.run([sys.executable, notebook], env=env, check=True, capture_output=True, timeout=300)
    assert sorted(file.name for file in tmp_path.glob("*.png")) == ["cascade.png", "targets.png", "themes.png"]
