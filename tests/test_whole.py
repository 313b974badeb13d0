"""One writer, each stage whole or not at all: killed, crowded or out of room, the warehouse stays what it was."""

from __future__ import annotations

import logging
import shutil
import signal
from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from dags import patience
from tests import killed, records
from warehouse.store import Store

POINTS = 10


@pytest.fixture(scope="module")
def children() -> ForkServerContext:
    """Processes that have everything imported and nothing open."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.killed"])
    return context


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, list[list[str]]]:
    """How many lines of code a load is, and what the warehouse holds before it and after each of its stages."""
    path = tmp_path_factory.mktemp("undisturbed") / "warehouse.duckdb"
    held = dump(path)
    path.unlink()
    count, stages = killed.undisturbed(path)
    return count, [held, *stages]


def dump(path: Path) -> list[str]:
    with Store(path) as store:
        return list(store.dump())


@pytest.mark.parametrize("point", range(POINTS))
def test_a_killed_load_leaves_whole_stages_and_a_rerun_completes_them(
    point: int, tmp_path: Path, children: ForkServerContext, undisturbed: tuple[int, list[list[str]]]
) -> None:
    """Every second time within a statement, not between two."""
    count, held = undisturbed
    path = tmp_path / "warehouse.duckdb"
    child = children.Process(
        target=killed.killed, args=(path, count * (2 * point + 1) // (2 * POINTS), point % 2 / 250)
    )
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    assert dump(path) in held
    assert list(killed.load(path))[-1] == held[-1]


def test_of_two_writers_the_second_says_that_it_waits_and_both_come_in(
    tmp_path: Path, children: ForkServerContext, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "warehouse.duckdb"
    Store(path).close()
    held = children.Event()
    first = children.Process(target=killed.hold, args=(path, held, 0.5))
    first.start()
    assert held.wait(60)
    with caplog.at_level(logging.INFO, "aozora"), patience.opened(path) as store:
        store.save([records.release("http://wuhan.example/second")], "2026-09")
        assert {release.url[-6:] for release in store.releases("2026-09")} == {"/first", "second"}
    first.join()
    assert first.exitcode == 0
    assert [f"PID {first.pid}" in message for message in caplog.messages] == [True]


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "warehouse.duckdb"
    Store(path).close()
    yield path
    shutil.rmtree(tmp_path)


def test_a_full_disk_is_said_and_nothing_is_half_written(crowded: Path, children: ForkServerContext) -> None:
    said = children.Queue()
    child = children.Process(target=killed.write_until_full, args=(crowded, 1_000_000, said))
    child.start()
    steps: list[object] = []
    while not steps or isinstance(steps[-1], int):
        steps.append(said.get(timeout=120))
    child.join()
    assert str(steps[-1]).startswith("NotSaved: no room on the disk")
    assert "make room" in str(steps[-1])
    with Store(crowded) as store:
        assert len(store.releases("2026-09")) == 50 * (len(steps) - 1) > 0
        more = [records.release(f"http://wuhan.example/{number}") for number in range(50)]
        assert store.save(more, "2026-09").inserted == 50
