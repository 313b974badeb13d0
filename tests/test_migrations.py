"""A database of an earlier version is brought to this one once, whole, with a copy kept; or it says what to do."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests import records
from warehouse import migrating
from warehouse.__main__ import main
from warehouse.database import SchemaDiffers
from warehouse.reading import read
from warehouse.store import Store
from warehouse.tables import RECORDS

OLD = (Path(__file__).parent / "old_warehouse.sql").read_text(encoding="utf-8")
KILLED = """
import os, signal, sys
from pathlib import Path
from warehouse import migrating
from warehouse.store import Store
def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(migrating, sys.argv[2], killed)
Store(Path(sys.argv[1]))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "warehouse.duckdb"
    with duckdb.connect(found) as connection:
        connection.execute(OLD)
    return found


def test_the_tables_have_the_number_of_their_shape() -> None:
    """Whoever changes schema.sql writes a migration: see warehouse/migrations/README.md."""
    with duckdb.connect() as connection:
        connection.execute((migrating.HERE / "schema.sql").read_text(encoding="utf-8"))
        assert migrating.known().get(migrating.shape(connection)) == migrating.latest()
    files = sorted(file.name[:3] for file in migrating.FOLDER.glob("*.sql"))
    assert files == [f"{number:03}" for number in range(2, migrating.latest() + 1)]


def test_the_first_version_becomes_this_one_and_says_what_it_said(path: Path) -> None:
    with Store(path) as store:
        for table in RECORDS:
            assert read(store._connection, table.model, f"FROM {table.name}", {}) is not None
        (entry,) = store.entries("2026-09")
        assert [(t.value, t.bound) for t in entry.analysis.targets] == [(6.0, "")]
        assert entry.say("武汉市大气污染防治工作方案", "ja") is not None
        approval = store.approval("2026-09")
        assert approval is not None and approval.by == "editor"
        assert store.told_events("2026-10") == {"e"}
        store.save([records.release("http://wuhan.example/2"), records.source("wuhan")], "2026-10")
        assert migrating.shape(store._connection) == {n: s for s, n in migrating.known().items()}[migrating.latest()]


def test_it_happens_once_and_the_copy_is_the_old_one(path: Path) -> None:
    before = path.read_bytes()
    assert main(["migrate", str(path)]) == 0
    kept = path.with_name(f"warehouse.before-{migrating.latest()}.duckdb")
    assert kept.read_bytes() == before
    kept.unlink()
    Store(path).close()
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with duckdb.connect(path) as connection:
        applied = connection.execute("SELECT number FROM migrations ORDER BY number").fetchall()
    assert applied == [(number,) for number in range(2, migrating.latest() + 1)]


@pytest.mark.parametrize("point", ["keep", "_reshape", "record"])
def test_killed_on_the_way_it_is_the_old_one(path: Path, point: str) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(path), point])
    assert done.returncode == -signal.SIGKILL
    with duckdb.connect(path) as connection:
        assert migrating.version(connection, path) == 1
    with Store(path) as store:
        assert len(store.entries("2026-09")) == 1


def test_one_that_is_only_read_is_refused_with_what_to_do(path: Path) -> None:
    with pytest.raises(SchemaDiffers, match=r"version 1 of the programme.*python -m warehouse migrate"):
        Store(path, read_only=True)


def test_one_of_a_later_programme_is_refused_untouched(path: Path) -> None:
    Store(path).close()
    with duckdb.connect(path) as connection:
        connection.execute("INSERT INTO migrations VALUES (999, 'later', now()); DELETE FROM about")
    with pytest.raises(SchemaDiffers, match="later version of the programme"):
        Store(path)
