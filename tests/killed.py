"""Loads two small months in a process that can be killed on the way; importable, so that a child can do it."""

from __future__ import annotations

import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from dags import patience
from tests import records
from warehouse import database
from warehouse.models import Record, Segment
from warehouse.store import Store
from warehouse.transaction import NotSaved

MONTHS = ("2026-09", "2026-10")
WATCHED = tuple(str(Path(database.__file__).with_name(name)) for name in ("database.py", "saving.py", "store.py"))


def stages(month: str) -> Iterator[list[Record]]:
    """What the steps of a month save, one after another."""
    pages = [records.release(f"http://wuhan.example/{month}/{number}") for number in range(20)]
    yield [records.source("wuhan"), records.source("dalian")]
    yield [records.coverage("wuhan", month), records.coverage("dalian", month, state="blocked")]
    yield list(pages)
    yield [*(records.analysis(page) for page in pages), *(records.assessment(page, month) for page in pages)]
    cut = Segment(version_id=pages[0].version_id, position=0, block=-1, kind="title", text="方案", text_id=month)
    yield [cut, *(records.translation(f"{month}{number}", "訳", "template") for number in range(20))]


def load(path: Path) -> Iterator[list[str]]:
    """The months' runs, the warehouse opened anew for each; what it holds after each stage."""
    for month in MONTHS:
        with Store(path) as store:
            for stage in stages(month):
                store.save(stage, month)
                yield list(store.dump())
            told = records.edition(month, (f"{month}-abcdef",))
            store.approve(month, "person", datetime(2026, 11, 5, tzinfo=UTC), [(told, {"common.txt": "f" * 64})])
            yield list(store.dump())


def killed(path: Path, line: int, later: float) -> None:
    """Load, and be killed so many seconds after so many lines of the warehouse's code."""
    counted = 0

    def count(frame: FrameType, _: str, __: Any) -> Any:
        nonlocal counted
        if frame.f_code.co_filename not in WATCHED:
            return None
        counted += 1
        if counted == line:
            threading.Thread(target=_kill, args=(later,)).start()
            time.sleep(0.001 if later else 60)
        return count

    sys.settrace(count)
    for _ in load(path):
        pass


def undisturbed(path: Path) -> tuple[int, list[list[str]]]:
    """How many such lines there are in all, and what the warehouse holds after each stage."""
    counted = 0

    def count(frame: FrameType, _: str, __: Any) -> Any:
        nonlocal counted
        counted += frame.f_code.co_filename in WATCHED
        return count if frame.f_code.co_filename in WATCHED else None

    before = sys.gettrace()
    sys.settrace(count)
    try:
        held = list(load(path))
    finally:
        sys.settrace(before)
    return counted, held


def _kill(later: float) -> None:
    time.sleep(later)
    os.kill(os.getpid(), signal.SIGKILL)


def hold(path: Path, held: Any, seconds: float) -> None:
    """Write a page, holding the warehouse for a while."""
    with patience.opened(path) as store:
        held.set()
        time.sleep(seconds)
        store.save([records.release("http://wuhan.example/first")], MONTHS[0])


def write_until_full(path: Path, more: int, said: Any) -> None:
    """Save until the files may grow no more, and tell how that was put."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + more, resource.RLIM_INFINITY))
    try:
        for number in range(200):
            pages = [records.release(f"http://wuhan.example/{number}/{i}", text=_long(number, i)) for i in range(50)]
            with Store(path) as store:
                store.save(pages, MONTHS[0])
            said.put(number)
    except NotSaved as error:
        said.put(f"{type(error).__name__}: {error}")


def _long(*numbers: int) -> str:
    return "".join(chr(0x4E00 + hash((*numbers, at)) % 20000) for at in range(2000))
