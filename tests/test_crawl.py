"""Whole crawls as the operator runs them: a process a source, against portals that answer on this machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers import registry, results, window
from crawlers.crawling.commands import was_over
from crawlers.crawling.no_rows import no_rows
from crawlers.crawling.turn import turn
from crawlers.fetching import answers
from crawlers.fetching.answers import site
from crawlers.platforms.reading import Saved
from tests.crawls import MONTH, ROOT, TEXT, article, known, listing, releases, source, start
from tests.faults.server import Visitor, serving
from warehouse.models import Coverage, Source

HOSTILE = "<script>steal()</script>=HYPERLINK(1)"
PDF = b"%PDF-1.4 broken"


WALL = "<html><script>$_ts=window['$_ts'];var FSSBBIl1UgzbN7N80S=1;</script>"
FOUR = ("2026-10-21", "2026-10-02", "2026-09-20", "2026-08-01")
SITES: dict[str, dict[str, tuple[int, str | bytes]]] = {
    "good": {
        "/": (200, listing("2026-11-02", *FOUR[:2], pages=4)),
        "/index_1.html": (200, listing(*FOUR[2:])),
        **{f"/t{day.replace('-', '')}_1.html": (200, article(day)) for day in FOUR},
    },
    "pinned": {
        "/": (200, listing("2020-01-01", "2019-01-01", pages=3)),
        "/index_1.html": (200, listing("2026-10-21", "2026-01-01")),
        "/t20261021_1.html": (200, article("2026-10-21")),
    },
    "halved": {
        "/": (200, listing("2026-10-21", "2026-10-20", "2026-10-19", "2026-08-01")),
        "/t20261021_1.html": (200, article("2026-10-21")),
        "/t20261019_1.html": (200, "<html><body></body></html>"),
    },
    "sleepy": {"/": (200, listing("2026-07-01", "2026-06-30"))},
    "numbered": {
        "/": (
            200,
            "<table><tr><td><a href='/t20261021_1.html'>关于印发大气方案的通知</a></td><td>云环[2026]007号</td>"
            "<td>2026-10-21</td></tr><tr><td><a href='/t20260801_1.html'>关于旧方案的通知</a></td><td>2026-08-01</td>",
        ),
        "/t20261021_1.html": (200, article("2026-10-21")),
    },
    "filed": {
        "/": (
            200,
            listing("2026-10-21", "2026-08-01") + "<ul><li><a href='/file_1.pdf'>某某方案</a>2026-10-20</li></ul>",
        ),
        "/t20261021_1.html": (200, article("2026-10-21", f"<a href='./P1.pdf'>附件：方案.pdf</a>{TEXT}{HOSTILE}")),
        "/P1.pdf": (200, PDF),
        "/file_1.pdf": (200, PDF),
    },
}
STATES = {
    "good": ("ok", ["2026-09-20", "2026-10-02", "2026-10-21"]),
    "pinned": ("ok", ["2026-10-21"]),
    "halved": ("degraded", ["2026-10-21"]),
    "sleepy": ("late", []),
    "numbered": ("ok", ["2026-10-21"]),
    "filed": ("ok", ["2026-10-20", "2026-10-21"]),
}
MORE = {"halved": ["http://halved.example/gone/"]}
"""Further listings of a site."""


def _portal(to: Visitor) -> None:
    """One page of SITES, by host and path."""
    status, said = SITES.get(to.asked.host, {}).get(to.asked.path, (404, ""))
    to.say(said, status, Content_Type="application/pdf" if to.asked.path.endswith("pdf") else "text/html")


@pytest.fixture(scope="module")
def proxy() -> Iterator[str]:
    with serving(defaultdict(lambda: _portal)) as (address, _):
        yield address


@pytest.fixture(scope="module")
def crawled(proxy: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """Every site crawled once, two at a time."""
    data = tmp_path_factory.mktemp("data")
    codes: dict[str, int] = {}
    names = list(STATES)
    for pair in (names[at : at + 2] for at in range(0, len(names), 2)):
        running = {name: start(source(name, *MORE.get(name, ())), data, proxy) for name in pair}
        codes |= {name: process.wait(30) for name, process in running.items() if not process.communicate()[0]}
    return data, codes


@pytest.mark.parametrize("name", STATES)
def test_every_site_ends_in_its_state(crawled: tuple[Path, dict[str, int]], name: str) -> None:
    data, codes = crawled
    found, (state, days) = known(data, name), STATES[name]
    assert (found.state, codes[name]) == (state, 0 if state in ("ok", "late") else 3), found
    assert sorted(str(release.published) for release in releases(data, name)) == days
    assert state in ("ok", "degraded") or f"http://{name}.example/" in found.reason
    assert not list(data.rglob("*.unfinished"))


def test_losses_are_named(crawled: tuple[Path, dict[str, int]]) -> None:
    data, _ = crawled
    assert [failure.split(": ")[0] for failure in known(data, "halved").failures] == [
        "http://halved.example/t20261019_1.html",
        "http://halved.example/t20261020_1.html",
    ]
    halved = known(data, "halved")
    assert (halved.listings, halved.listings_read, halved.releases) == (2, 1, 1)
    assert "http://halved.example/gone/: status 404" in halved.reason
    good = known(data, "good")
    assert (good.newest, good.warnings) == (date(2026, 11, 2), ())
    assert good.filled == {"doc_number": 0.0, "written": 0.0, "issuers": 0.0, "body": 1.0} and good.skeleton


def test_archive_holds_what_became_a_release(crawled: tuple[Path, dict[str, int]]) -> None:
    data, _ = crawled
    for release in releases(data, "good"):
        assert release.archive
        with (data / release.archive.file).open("rb") as file:
            file.seek(release.archive.offset)
            record = next(iter(ArchiveIterator(file)))
            assert record.rec_headers.get_header("WARC-Record-ID") == release.archive.record_id
            assert release.url == record.rec_headers.get_header("WARC-Target-URI")
            assert str(release.published) in record.content_stream().read().decode()


def test_files_are_read_or_say_why_not(crawled: tuple[Path, dict[str, int]]) -> None:
    data, _ = crawled
    found = sorted(releases(data, "filed"), key=lambda release: str(release.published))
    assert [release.title for release in found] == ["某某方案", "关于印发大气方案的通知2026-10-21"]
    for release in found:
        (file,) = release.attachments
        assert (file.state, file.size) == ("unreadable", len(PDF)) and "PDF" in file.reason


def test_number_that_only_the_list_gives_is_kept(crawled: tuple[Path, dict[str, int]]) -> None:
    assert [release.doc_number for release in releases(crawled[0], "numbered")] == ["云环〔2026〕7号"]


def test_scripts_are_no_text(crawled: tuple[Path, dict[str, int]]) -> None:
    text = "".join(release.text for release in releases(crawled[0], "filed"))
    assert "steal" not in text and "=HYPERLINK(1)" in text


def test_reading_twice_is_keeping_once(crawled: tuple[Path, dict[str, int]], proxy: str) -> None:
    data, _ = crawled
    kept = [(release.version_id, release.archive) for release in releases(data, "good")]
    archive = (data / "archive" / MONTH / "good.warc.gz").read_bytes()
    assert start(source("good"), data, proxy).wait(30) == 0
    assert [(release.version_id, release.archive) for release in releases(data, "good")] == kept
    assert (data / "archive" / MONTH / "good.warc.gz").read_bytes() == archive


def test_a_rerun_that_is_refused_loses_nothing(proxy: str, tmp_path: Path) -> None:
    site, gone = SITES["good"], "/t20260920_1.html"
    told = []
    for pages in (site, {"/": (412, WALL)}, site | {"/t20261002_1.html": (200, article("2026-10-02", "新。" * 20))}):
        SITES["turning"] = {path: pages[path] for path in pages if path != gone or pages is site}
        start(source("turning"), tmp_path, proxy).wait(30)
        found, kept = known(tmp_path, "turning"), releases(tmp_path, "turning")
        told.append((found.state, found.releases, len(kept), [said.partition(": ")[0] for said in found.warnings]))
    assert told == [("ok", 3, 3, []), ("blocked", 0, 3, ["kept"]), ("degraded", 2, 3, ["kept"])]
    assert gone in found.warnings[0] and any("新。" in release.text for release in kept)


def test_killed_crawl_leaves_nothing_that_others_see(proxy: str, tmp_path: Path) -> None:
    of_before = Coverage(source_id="good", month=MONTH, state="ok")
    results.write(results.coverage_path(tmp_path, MONTH, "good"), [of_before.model_dump_json()])
    slow = source("good").model_copy(update={"delay": 0.5})
    process = start(slow, tmp_path, proxy)
    until = time.monotonic() + 10
    while not list(tmp_path.rglob("*.unfinished")) and time.monotonic() < until:
        time.sleep(0.02)
    process.kill()
    process.wait(10)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["good.warc.gz.unfinished"]


def test_command_does_a_read_month_once(proxy: str, tmp_path: Path) -> None:
    name = next(iter(registry.load("sample")))
    ended = datetime(2026, 11, 3).astimezone()
    ok = Coverage(source_id=name, month=MONTH, state="ok", releases=7, finished_at=ended)
    results.write(results.coverage_path(tmp_path, MONTH, name), [ok.model_dump_json()])
    command = [sys.executable, "-m", "crawlers", "crawl", name, "--month", MONTH, "--set", "sample"]
    environment = dict(os.environ) | {"AOZORA_DATA": str(tmp_path), "http_proxy": proxy}
    first = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    again = subprocess.run([*command, "--again"], env=environment, cwd=ROOT, capture_output=True, text=True)
    assert (first.returncode, "read before, 7 releases" in first.stdout) == (0, True)
    assert (again.returncode, known(tmp_path, name).state) == (3, "moved")


def test_crawls_of_one_site_take_turns_and_the_second_sees_what_the_first_wrote(tmp_path: Path) -> None:
    one = next(iter(registry.load("sample").values()))
    command = [sys.executable, "-m", "crawlers", "crawl", one.id, "--month", MONTH, "--set", "sample"]
    environment = dict(os.environ) | {"AOZORA_DATA": str(tmp_path)}
    pipe = subprocess.PIPE
    with turn(tmp_path, site(one.homepage)):
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=pipe, stderr=pipe, text=True)
        assert process.stderr and "waiting for its end" in process.stderr.readline()
        ended = datetime(2026, 11, 3).astimezone()
        ok = Coverage(source_id=one.id, month=MONTH, state="ok", releases=7, finished_at=ended)
        results.write(results.coverage_path(tmp_path, MONTH, one.id), [ok.model_dump_json()])
    assert "read before, 7 releases" in process.communicate(timeout=30)[0]


def test_a_turn_that_comes_too_late_is_named_and_takes_nothing_back(tmp_path: Path) -> None:
    name = next(iter(registry.load("sample")))
    command = [sys.executable, "-m", "crawlers", "crawl", name, "--month", MONTH, "--set", "sample"]
    command += ["--until", "2026-11-03T06:00:00+08:00"]
    environment = dict(os.environ) | {"AOZORA_DATA": str(tmp_path)}
    assert subprocess.run(command, env=environment, cwd=ROOT, capture_output=True).returncode == 3
    found = known(tmp_path, name)
    assert (found.state, found.reason.partition(":")[0]) == ("error", "not begun")
    partly = found.model_copy(update={"state": "degraded", "releases": 5})
    results.write(results.coverage_path(tmp_path, MONTH, name), [partly.model_dump_json()])
    assert subprocess.run(command, env=environment, cwd=ROOT, capture_output=True).returncode == 3
    assert known(tmp_path, name) == partly


LINKS = "".join(f"<li class=c{n}><a href='/2026/10/{n}00001.html'>甲方案{n}全文</a></li>" for n in range(1, 5))
PAGES = {
    "a wall with status 200": (200, WALL, "blocked"),
    "no such page": (404, "", "moved"),
    "gone with status 200": (200, "<a href='/'>栏目</a>" * 99 + "<p>您访问的页面不存在</p>", "moved"),
    "links that are no rows": (200, LINKS, "parser_gap"),
    "a list that says it is empty": (200, "<ul></ul><p>暂无数据</p><script>x()</script>", "empty"),
    "an empty answer": (200, "", "empty"),
    "a search that finds nothing": (200, '{"rows": []}', "empty"),
    "a server that fails": (500, "", "error"),
}


@pytest.mark.parametrize(("status", "body", "state"), PAGES.values(), ids=PAGES.keys())
def test_pages_without_rows_say_why(status: int, body: str, state: str) -> None:
    url = "http://sthj.example/zwgk/"
    answer = answers.Answer(Saved(url, body.encode()), status, (), url)
    with pytest.raises(answers.Refused) as refused:
        raise no_rows(answers.check(answer, "a listing"))
    assert refused.value.state == state and str(refused.value).startswith(url)


def test_a_host_that_never_answers_is_given_up_and_told_once(proxy: str, tmp_path: Path) -> None:
    home = "https://127.0.0.1:9/"
    pages = [{"url": home + name} for name in ("a/", "b/", "c/")]
    down = Source.model_validate(
        source("down").model_dump() | {"homepage": home, "listings": pages, "delay": 0.2, "is_sample": False}
    )
    began = time.monotonic()
    assert start(down, tmp_path, proxy).wait(30) == 3
    assert time.monotonic() - began < 12
    found = known(tmp_path, "down")
    assert (found.state, found.listings, found.listings_read) == ("error", 3, 0)
    assert (
        found.reason == f"{home}a/ and 2 more: 127.0.0.1 refuses connections (asked for robots.txt); expected an answer"
    )


def test_a_month_read_before_its_end_is_read_again() -> None:
    read = Coverage(source_id="a", month="2026-10", state="ok")
    ends = {"2026-10-31T15:59:00+00:00": False, "2026-10-31T16:00:00+00:00": True}
    for moment, over in ends.items():
        assert was_over(read.model_copy(update={"finished_at": datetime.fromisoformat(moment)})) is over


def test_window_is_the_months_own() -> None:
    days = window.of_month("2026-02")
    assert (days.first, days.last) == (date(2025, 12, 18), date(2026, 2, 28))


def test_hosts_of_one_site() -> None:
    assert site("http://sthj.tj.gov.cn/a") == site("https://www.tj.gov.cn/") == "tj.gov.cn"
    assert site("http://sousuo.www.gov.cn/") == site("http://www.gov.cn/") != site("http://www.mee.gov.cn/")


def test_listing_command_gives_json_lines(tmp_path: Path) -> None:
    saved = tmp_path / "list.html"
    saved.write_text(listing("2026-10-21", "2026-10-02"), encoding="utf-8")
    command = [sys.executable, "-m", "crawlers", "listing", str(saved), "--url", "http://good.example/zwgk/"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    assert rows[0] == {
        "url": "http://good.example/zwgk/t20261021_1.html",
        "title": "关于2026-10-21的通知",
        "date": "2026-10-21",
    }
    assert len(rows) == 2 and found.returncode == 0


SAVED = {
    "empty": (b"", "empty: ", 1, "an empty answer", 3),
    "no rows": (
        "<html><body><p>栏目更新中</p></body></html>".encode(),
        "empty; expected",
        1,
        "a list that says it is empty",
        3,
    ),
    "shell": (b"<script src='/app.js'></script><div id='app'></div>", "expected text", 1, "scripts and no links", 3),
    "nowhere": (None, "No such file", 2, "No such file", 2),
}


@pytest.mark.parametrize("name", SAVED)
@pytest.mark.parametrize("command", ["parse", "listing"])
def test_bad_pages_are_refused_with_a_reason_and_a_status(tmp_path: Path, command: str, name: str) -> None:
    body, of_article, article_code, of_listing, listing_code = SAVED[name]
    saved = tmp_path / "saved.html"
    if body is not None:
        saved.write_bytes(body)
    words = [sys.executable, "-m", "crawlers", command, str(saved), "--url", "http://good.example/zwgk/"]
    found = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    reason, code = (of_article, article_code) if command == "parse" else (of_listing, listing_code)
    assert (found.returncode, found.stdout) == (code, "")
    assert reason.strip(": ") in found.stderr and "Traceback" not in found.stderr
