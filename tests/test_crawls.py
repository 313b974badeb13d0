"""Crawls that are announced have begun when their task comes; without a run around them they begin with it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dags import crawls
from tests.crawls import source


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[list[str], threading.Event]]:
    """What was run, in its order; each run but that of the source `now` waits for the event."""
    ran, go = list[str](), threading.Event()

    def run(asked: crawls.Asked) -> int:
        ran.append(asked.source)
        if asked.source != "now":
            go.wait(5)
        return 3

    monkeypatch.setattr(crawls, "_run", run)
    yield ran, go
    go.set()


def asked(name: str) -> crawls.Asked:
    """A crawl of that source."""
    return crawls.Asked("2026-10", "live", name, "", Path("log"))


def test_what_is_announced_runs_once_and_ahead(seen: tuple[list[str], threading.Event]) -> None:
    ran, go = seen
    names = [*(f"s{number}" for number in range(crawls.AHEAD + 1)), "now"]
    with crawls.ahead():
        crawls.announce(map(asked, names))
        assert crawls.status(asked("now")) == 3
        assert f"s{crawls.AHEAD}" not in ran
        go.set()
        assert [crawls.status(asked(name)) for name in names[:-1]] == [3] * (len(names) - 1)
    assert sorted(ran) == sorted(names)


def test_nothing_begins_after_the_run(seen: tuple[list[str], threading.Event]) -> None:
    ran, go = seen
    with crawls.ahead():
        crawls.announce(asked(f"s{number}") for number in range(9))
        threading.Timer(0.1, go.set).start()
    assert len(ran) == crawls.AHEAD
    crawls.announce([asked("later")])
    assert len(ran) == crawls.AHEAD


def test_sources_of_one_site_stand_apart() -> None:
    homes = {"a_gov": "http://www.a.gov.cn/", "a_env": "http://sthj.a.gov.cn/", "b_gov": "http://www.b.gov.cn/"}
    sources = [source(name, homepage=home, listings=[{"url": home}]) for name, home in homes.items()]
    assert crawls.spread(sources) == ["a_gov", "b_gov", "a_env"]
