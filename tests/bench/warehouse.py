"""A warehouse of twenty years: loading, publishing, the saved questions and search, and how each grows.

Each step is a process of its own, so that its memory is its own. `AOZORA_BENCH_DOCUMENTS=2000,8000` measures less.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench import months
from warehouse import answers, copying, materialising, publish, queries, search
from warehouse.store import Store

COUNTS = tuple(int(count) for count in os.environ.get("AOZORA_BENCH_DOCUMENTS", "20000,200000").split(","))
ROOT = Path(__file__).parents[2]
GIVEN = {
    "comments_open": {"on": f"{months.FIRST + 1}-01-01"},
    "first_use": {"term": "挥发性有机物"},
    "pm25_targets": {"municipality": "北九州市", "year": f"{months.FIRST + 2}"},
}
ASKED = ("挥发性有机物", "揮発性有機化合物", "臭氧 工作方案", "北京环〔2007〕12号", "柴油货车", "秋冬季 大气污染")
LAST = 6
"""Months whose mean is the speed at the end of a load."""


def report() -> str:
    """Markdown: what each step took for each number of documents, beside what is wanted."""
    with tempfile.TemporaryDirectory() as folder:
        found = [_measured(Path(folder) / str(count), count) for count in COUNTS]
    heads = " | ".join(f"{one['documents']:,}" for one in found)
    rows = [
        ("load, s (of them making the documents)", "load", "linear"),
        ("a month at the end of it, s of the processor", "month", "as at the beginning"),
        ("database, MB", "megabytes", ""),
        ("memory while loading, MB", "load_memory", "< 4,096"),
        ("publish without index, s", "publish", "< 60"),
        ("the same, of the processor", "publish_processor", ""),
        ("of it views made tables, s", "materialise", ""),
        ("index of search, s", "index", ""),
        ("published, MB", "published_megabytes", ""),
        ("memory while publishing, MB", "publish_memory", "< 4,096"),
        ("slowest of the ten questions, s", "slowest", "< 1"),
        ("search: median and slowest, s", "search", "< 1"),
        ("memory while asking, MB", "ask_memory", ""),
    ]
    body = [f"| {what} | {' | '.join(str(one[key]) for one in found)} | {wanted} |" for what, key, wanted in rows]
    questions = [
        f"| {name} | {' | '.join(str(one['questions'][name]) for one in found)} | < 1 |" for name in queries.names()
    ]
    load = f"Load of the machine {os.getloadavg()[0]:.1f}; seconds by the clock where nothing else is said.\n"
    return "\n".join([load, f"| | {heads} | wanted |", "|---|" + "---|" * (len(found) + 1), *body, *questions])


def _measured(folder: Path, count: int) -> dict[str, Any]:
    folder.mkdir()
    found: dict[str, Any] = {}
    for step in ("load", "publish", "ask"):
        words = [sys.executable, "-m", "tests.bench.warehouse", step, str(folder), str(count)]
        done = subprocess.run(words, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        found |= json.loads(done.stdout)
    return found


def _load(folder: Path, count: int) -> dict[str, Any]:
    path, saving, made = folder / "warehouse.duckdb", [], 0.0
    began = mark = time.monotonic()
    for month in months.months(count):
        made += time.monotonic() - mark
        processor = time.process_time()
        with Store(path) as store:
            for stage in month.stages:
                store.save(stage, month.name)
            files = {"common.json": "f" * 64}
            store.approve(month.name, "x", datetime(2026, 11, 5, tzinfo=UTC), [(month.edition, files)])
        saving.append(time.process_time() - processor)
        mark = time.monotonic()
    first, last = (sum(some) / len(some) for some in (saving[1 : LAST + 1] or saving, saving[-LAST:]))
    return {
        "documents": len(saving) * months.A_MONTH,
        "load": f"{time.monotonic() - began:.0f} ({made:.0f})",
        "month": f"{last:.2f} (at first {first:.2f})",
        "megabytes": path.stat().st_size // 1_000_000,
        "load_memory": _memory(),
    }


def _publish(folder: Path, _: int) -> dict[str, Any]:
    took: dict[str, float] = {}
    search.build = _timed(search.build, took, "index")
    vars(copying)["materialise"] = _timed(materialising.materialise, took, "materialise")
    began, processor = time.monotonic(), time.process_time()
    published = publish.publish(folder / "warehouse.duckdb", folder / "published")
    whole, used = time.monotonic() - began, time.process_time() - processor
    return {
        "publish": f"{whole - took['index']:.0f}",
        "publish_processor": f"{used - took['index processor']:.0f}",
        "materialise": f"{took['materialise']:.0f}",
        "index": f"{took['index']:.0f}",
        "published_megabytes": published.stat().st_size // 1_000_000,
        "publish_memory": _memory(),
    }


def _timed(work: Callable[..., None], took: dict[str, float], name: str) -> Callable[..., None]:
    def timed(*words: Any) -> None:
        began, processor = time.monotonic(), time.process_time()
        work(*words)
        took[name], took[f"{name} processor"] = time.monotonic() - began, time.process_time() - processor

    return timed


def _ask(folder: Path, _: int) -> dict[str, Any]:
    published = folder / "published" / publish.NAME
    questions = {name: _best(partial(answers.saved, published, name, GIVEN.get(name, {}))) for name in queries.names()}
    searched = sorted(_best(partial(answers.find, published, asked)) for asked in ASKED)
    return {
        "questions": questions,
        "slowest": max(questions.values()),
        "search": f"{searched[len(searched) // 2]} and {searched[-1]}",
        "ask_memory": _memory(),
    }


def _best(ask: Callable[[], object]) -> float:
    """Of three times the quickest: what the question takes, rather than what else the machine does."""
    return min(_seconds(ask) for _ in range(3))


def _seconds(ask: Callable[[], object]) -> float:
    began = time.monotonic()
    ask()
    return round(time.monotonic() - began, 2)


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main(step: str, folder: str, count: str) -> str:
    """One step's figures as JSON."""
    return json.dumps({"load": _load, "publish": _publish, "ask": _ask}[step](Path(folder), int(count)))


if __name__ == "__main__":
    print(main(*sys.argv[1:]))
