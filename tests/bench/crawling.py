"""Pages a second: fetched by bare Scrapy, fetched and archived by us, parsed, and the whole crawl.

Everything is fetched from a portal on this machine, one request at a time, delays off. Bare Scrapy
comes with its own settings, asks for the same addresses and keeps nothing. Each crawl is a process of its
own; the first two count from the first answer to the last, the whole crawl counts its start as well.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from crawlers.page import parse
from tests.bench import portal

ROOT = Path(__file__).parents[2]
PAGES = 2000
ROUNDS = 3
"""Of which the best counts: other work on the machine only ever slows."""


def report() -> str:
    """Markdown: a row a way of reading, in pages a second."""
    with _portal() as port, tempfile.TemporaryDirectory() as folder:
        bare, kept, whole = _best(("bare", "kept", "whole"), port, folder)
    parsed = max(_parsing() for _ in range(ROUNDS))
    rows = [
        ("bare Scrapy: fetched", bare, ""),
        ("fetched and archived", kept, f"{kept / bare:.0%} of bare Scrapy; wanted ≥ 80 %"),
        ("parsed to blocks and facts, one core", parsed, "wanted ≥ 150"),
        ("the whole crawl: fetched, archived, parsed, written", whole, ""),
    ]
    lines = [f"| {what} | {rate:.0f} | {note} |" for what, rate, note in rows]
    size = sum(map(len, _articles())) / PAGES / 1000
    head = f"{PAGES} articles of {size:.0f} kB, best of {ROUNDS}.\n\n| what | pages/s | |\n|---|---|---|"
    return "\n".join([head, *lines])


@contextmanager
def _portal() -> Iterator[int]:
    command = [sys.executable, "-m", "tests.bench.portal", str(PAGES)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            yield int(server.stdout.readline())
        finally:
            server.terminate()


def _best(ways: Sequence[str], port: int, folder: str) -> list[float]:
    """The best of each, measured in turns: what else the machine does meets all of them."""
    rounds = [[_crawled(way, port, Path(folder) / f"{way}{number}") for way in ways] for number in range(ROUNDS)]
    return [max(rates) for rates in zip(*rounds, strict=True)]


def _crawled(way: str, port: int, data: Path) -> float:
    command = [sys.executable, "-m", "tests.bench.crawls", way, str(port), str(PAGES), str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
    found = json.loads(done.stdout.splitlines()[-1])
    if found["pages"] < PAGES:
        raise RuntimeError(f"{way}: {found['pages']} pages came, expected {PAGES}\n{done.stderr[-2000:]}")
    return float(found["pages"] / found["seconds"])


def _articles() -> list[bytes]:
    served = portal.pages(PAGES)
    return [served[portal.article_path(number)] for number in range(PAGES)]


def _parsing() -> float:
    articles = _articles()
    began = time.perf_counter()
    for number, body in enumerate(articles):
        parse(body, f"http://sthj.yunzhou.example{portal.article_path(number)}")
    return PAGES / (time.perf_counter() - began)
