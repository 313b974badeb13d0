"""A backup brought back is what was there, to the byte; a damaged one, or one over something, is refused."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from dags.cli import main
from tests import records
from warehouse.store import Store

FILES = {
    "private/recipients.yml": b"address",
    "archive/2026-09/wuhan.warc.gz": b"\x1f\x8b",
    "2026-09/editions/kitakyushu.txt": "月報".encode(),
    "published/snapshots/2026-09/parquet/releases.parquet": b"PAR1",
}
LEFT_OUT = {"published/builds/000001/aozora.duckdb": b"x", "airflow/airflow.db": b"x", "2026-09/a.jsonl.part": b"x"}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "data"
    for name, content in (FILES | LEFT_OUT).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    (folder / "private" / "recipients.yml").chmod(0o600)
    with Store(folder / "warehouse.duckdb") as store:
        store.save([records.source("wuhan"), records.release("http://wuhan.example/1")], "2026-09")
    monkeypatch.setenv("AOZORA_DATA", str(folder))
    return folder


def dump(data: Path) -> list[str]:
    with Store(data / "warehouse.duckdb", read_only=True) as store:
        return list(store.dump())


def test_a_backup_comes_back_as_it_was(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(data)
    assert main(["backup", str(tmp_path / "b")]) == 0
    assert oct((tmp_path / "b").stat().st_mode)[-3:] == "700"
    monkeypatch.setenv("AOZORA_DATA", str(tmp_path / "other"))
    assert main(["restore", str(tmp_path / "b")]) == 0
    other = tmp_path / "other"
    found = {path.relative_to(other).as_posix() for path in other.rglob("*") if path.is_file()}
    assert found == {*FILES, "warehouse.duckdb"}
    assert all((other / name).read_bytes() == content for name, content in FILES.items())
    assert oct((other / "private" / "recipients.yml").stat().st_mode)[-3:] == "600"
    assert dump(other) == before


def test_what_is_there_is_overwritten_by_nobody_and_moved_aside_when_told(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dump(data)
    assert main(["backup", str(tmp_path / "b")]) == 0
    assert main(["backup", str(tmp_path / "b")]) == 1
    with Store(data / "warehouse.duckdb") as store:
        store.save([records.release("http://wuhan.example/2")], "2026-09")
    after = dump(data)
    assert main(["restore", str(tmp_path / "b")]) == 1
    assert "--force moves what is there aside" in capsys.readouterr().err
    assert dump(data) == after
    assert main(["restore", str(tmp_path / "b"), "--force"]) == 0
    (aside,) = data.glob("before-restore-*")
    assert (dump(data), dump(aside)) == (before, after)


def test_a_damaged_backup_and_one_that_leads_out_of_it_change_nothing(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = dump(data)
    assert main(["backup", str(tmp_path / "b")]) == 0
    sums = (tmp_path / "b" / "sha256sums").read_text(encoding="utf-8")
    (tmp_path / "secret").write_bytes(b"x")
    (tmp_path / "b" / "sha256sums").write_text(
        f"{sums}{hashlib.sha256(b'x').hexdigest()}  ../secret\n", encoding="utf-8"
    )
    assert main(["restore", str(tmp_path / "b"), "--force"]) == 1
    (tmp_path / "b" / "sha256sums").write_text(sums, encoding="utf-8")
    file = tmp_path / "b" / "archive" / "2026-09" / "wuhan.warc.gz"
    os.truncate(file, 1)
    assert main(["restore", str(tmp_path / "b"), "--force"]) == 1
    said = capsys.readouterr().err
    assert "leads out of the backup" in said and "wuhan.warc.gz is not what was backed up" in said
    assert dump(data) == before and not list(data.glob("before-restore-*"))
