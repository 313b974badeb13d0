"""Crawls as processes of their own; where a run's tasks come one after the other, those to come have begun already."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from crawlers.fetching.answers import site
from warehouse.models import Source

AHEAD = 3
"""Crawls beside the one that is waited for; as many as the DAG has at once."""


class Asked(NamedTuple):
    """One source to be read for a month."""

    month: str
    collection: str
    source: str
    until: str
    """The moment before which it must begin; empty when it may begin at any."""
    log: Path


@dataclass
class _UnderWay:
    """What a run in one process has begun ahead."""

    pool: ThreadPoolExecutor | None = None
    crawls: dict[Asked, Future[int]] = field(default_factory=dict)


_under_way = _UnderWay()


@contextmanager
def ahead() -> Iterator[None]:
    """From here on what is announced is begun before its task comes, and nothing is begun after the end."""
    _under_way.pool = ThreadPoolExecutor(AHEAD)
    try:
        yield
    finally:
        _under_way.pool.shutdown(cancel_futures=True)
        _under_way.pool, _under_way.crawls = None, {}


def announce(asked: Iterable[Asked]) -> None:
    """Say which crawls will be asked for; where every task has a process of its own, nothing comes of it."""
    if _under_way.pool:
        _under_way.crawls = {one: _under_way.pool.submit(_run, one) for one in asked}


def status(asked: Asked) -> int:
    """The exit status of a crawl: of the one that was begun ahead, or of one that is run here and now."""
    begun = _under_way.crawls.pop(asked, None)
    return _run(asked) if begun is None or begun.cancel() else begun.result()


def spread(sources: Iterable[Source]) -> list[str]:
    """Ids in an order in which those of one site, which take turns, stand far apart."""
    of_site = Counter[str]()
    ranked: list[tuple[int, str]] = []
    for source in sources:
        ranked.append((of_site[site(source.homepage)], source.id))
        of_site[site(source.homepage)] += 1
    return [name for _, name in sorted(ranked)]


def _run(asked: Asked) -> int:
    command = [sys.executable, "-m", "crawlers", "crawl", asked.source, "--month", asked.month]
    command += ["--set", asked.collection, *(["--until", asked.until] if asked.until else [])]
    with asked.log.open("w", encoding="utf-8") as out:
        return subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, env=_environment()).returncode


def _environment() -> dict[str, str]:
    """The crawl's own environment: sample portals answer through a proxy that nothing else may use."""
    proxy = os.environ.get("AOZORA_SAMPLE_PROXY")
    return dict(os.environ) | ({"http_proxy": proxy} if proxy else {})
