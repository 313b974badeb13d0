"""`python -m warehouse check`: nothing is said of a whole database, and of each fault what and where it is."""

from __future__ import annotations

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from crawlers.archive import warc
from tests import records
from warehouse import checking
from warehouse.__main__ import main
from warehouse.models import ArchiveRecord, PlanRequest, Release, Segment, made_id
from warehouse.store import Store

MONTH = "2026-09"
WARC = Path("archive") / MONTH / "wuhan.warc.gz"
FROZEN = Path(MONTH) / "editions" / "kitakyushu.txt"
BODY = "<html>𠮷到2027年</html>".encode()
FAULTS = {
    "a source that is not known": "UPDATE releases SET source_id = 'nobody'",
    "at a place that is not known": "UPDATE sources SET place = '999999'",
    "a municipality that is not known": "UPDATE partnerships SET municipality = 'nowhere' WHERE place = '420100'",
    "that no run has seen": "DELETE FROM seen_in_run",
    "a sighting of a release": "UPDATE seen_in_run SET version_id = 'gone'",
    "an analysis of a release": "UPDATE analyses SET version_id = 'gone'",
    "that was not analysed": "DELETE FROM analyses",
    "that names a document": "UPDATE assessments SET previous_version_id = 'gone'",
    "a relation to a document": "UPDATE assessments SET links = [{'relation': 'amends', 'document_id': document_id, "
    "'of_document_id': 'gone', 'why': ''}]",
    "a kind that is not known": "UPDATE analyses SET kind = 'song'",
    "a theme that is not known": "UPDATE themes SET id = 'x' WHERE id = 'pm25'",
    "that a release concerns": "UPDATE analyses SET places = [{'place': '999999', 'reason': 'mention', 'via': '', "
    "'quote': NULL}]",
    "coverage of a source": "UPDATE coverage_records SET source_id = 'nobody'",
    "a passage cut from": "UPDATE segments SET block = 99",
    "a translation without text": "UPDATE translations SET text = NULL",
    "without the day of its review": "UPDATE translations SET state = 'reviewed', is_sample = false",
    "an approved month without": "DELETE FROM edition_records; DELETE FROM edition_files",
    "frozen files of an edition": "DELETE FROM approvals",
    "tells an item": "UPDATE edition_records SET entry_ids = ['2026-09-000000']",
    "announces a date": "UPDATE edition_records SET event_ids = ['gone']",
    "a full translation that was asked for": "UPDATE plan_requests SET document_id = 'gone'",
    "an editor's decision": "INSERT INTO edits VALUES "
    "('2026-09', 'gone', 1, '', 'pin', '', false, '', '', '', 0, 0, '', 'e', now(), true)",
    "of a theme, place or municipality": "UPDATE needs SET themes = ['wind'] WHERE id = 'tangshan-steel'",
    "a decision on a need": "INSERT INTO decisions VALUES ('gone', 'oita', 'refused', '', 'e', DATE '2026-10-05', "
    "'stakeholders', true)",
    "a quote that does not stand": "UPDATE analyses SET extract = [{'block': 1, 'start': 1, 'end': 4, 'text': '到20'}]",
    "a row that is no record": "UPDATE analyses SET targets = list_transform(targets, lambda t: struct_update(t, "
    "comparator := 'nearly'))",
    "an archived page": "UPDATE releases SET archive = struct_update(archive, record_id := '<urn:uuid:0>')",
    "a frozen file": "UPDATE edition_files SET sha256 = 'f'",
}
"""How each is brought about, by words of what is said then."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for file in (WARC, FROZEN):
        (folder / file).parent.mkdir(parents=True)
    record_id = warc.made_id("one")
    (folder / WARC).write_bytes(
        b"".join(
            warc.record("metadata", "http://wuhan.example/", {"WARC-Record-ID": key}, body, None)
            for key, body in ((warc.made_id("none"), b"{}"), (record_id, BODY))
        )
    )
    offset = len(
        warc.record("metadata", "http://wuhan.example/", {"WARC-Record-ID": warc.made_id("none")}, b"{}", None)
    )
    (folder / FROZEN).write_bytes(b"frozen")
    kept = ArchiveRecord(file=WARC.as_posix(), record_id=record_id, offset=offset)
    release = records.release(
        "http://wuhan.example/1", "𠮷县大气污染防治方案", archive=kept, sha256=hashlib.sha256(BODY).hexdigest()
    )
    fill(folder / "warehouse.duckdb", release)
    return folder


def fill(path: Path, release: Release) -> None:
    """One of everything, as a run would leave it."""
    analysis = records.analysis(release)
    entry, event, text = f"{MONTH}-{release.id[:6]}", analysis.events[0].id, records.SENTENCE
    with Store(path) as store:
        store.save([records.source("wuhan"), records.coverage("wuhan", MONTH), release, analysis], MONTH)
        store.save([records.assessment(release, MONTH), records.translation(release.title, "方案", "machine")], MONTH)
        cut = Segment(
            version_id=release.version_id, position=0, block=1, kind="sentence", text=text, text_id=made_id(text)
        )
        wish = PlanRequest(
            document_id=release.id, asked_by="rule", version_id=release.version_id, month=MONTH, reason="計画"
        )
        store.save([cut, wish], MONTH)
        frozen = {"kitakyushu.txt": hashlib.sha256(b"frozen").hexdigest()}
        store.approve(MONTH, "editor", datetime.now(UTC), [(records.edition(MONTH, (entry,), (event,)), frozen)])


def test_of_a_whole_database_nothing_is_said(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(data / "warehouse.duckdb")]) == 0
    assert capsys.readouterr() == (f"{data / 'warehouse.duckdb'}: whole\n", "")


@pytest.mark.parametrize("said", FAULTS)
def test_each_fault_is_told_with_what_to_do(data: Path, tmp_path: Path, said: str) -> None:
    shutil.copyfile(data / "warehouse.duckdb", tmp_path / "warehouse.duckdb")
    with duckdb.connect(tmp_path / "warehouse.duckdb") as connection:
        connection.execute(FAULTS[said])
        (told,) = [finding for finding in checking.check(connection, data) if said in finding.wrong]
    assert told.do and told.rows[0]


def test_every_rule_has_been_seen_to_speak() -> None:
    assert len(FAULTS) == len(checking.rules()) + 3


def test_damaged_and_missing_files_are_named(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, frozen = (data / WARC).read_bytes(), (data / FROZEN).read_bytes()
    try:
        (data / WARC).write_bytes(page[:-40])
        (data / FROZEN).unlink()
        assert main(["check", str(data / "warehouse.duckdb")]) == 1
        (data / WARC).unlink()
        assert main(["check", str(data / "warehouse.duckdb"), "--data", str(data)]) == 1
    finally:
        (data / WARC).write_bytes(page)
        (data / FROZEN).write_bytes(frozen)
    said = capsys.readouterr().out
    assert "1 × an archived page" in said and f"{WARC}: offset" in said
    assert f"{data / FROZEN}: no such file" in said and "→ bring the file back from a backup" in said
    assert f"{data / WARC}: no such file, of 1 releases" in said
