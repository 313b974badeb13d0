"""A month is read again from its archive to the same bytes; kept pages are sent again only when they changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers import results
from crawlers.archive import volume
from crawlers.crawling.replay import Replayed, replay
from crawlers.sample.portals import serve
from tests.crawls import ROOT, TEXT, releases, start
from warehouse.models import Release, Source

SITE = "http://sthj.yunzhou.example/"
HOME = SITE + "tzgg/"
ELSEWHERE = "<a href='http://files.yunhai.example/2.pdf'>附件2：名单.pdf</a>"


def _article(day: str, more: str = "") -> str:
    return (
        f"<html><head><meta charset='utf-8'><meta name='ArticleTitle' content='关于{day}方案的通知'></head><body>"
        f"<h1>关于{day}方案的通知</h1><p>发布日期：{day}</p><div class='TRS_Editor'><p>{TEXT * 3}</p>{more}</div>"
    )


def _list(*days: str) -> str:
    rows = (f"<li><a href='./t{day.replace('-', '')}_1.html'>关于{day}方案的通知</a><span>{day}</span>" for day in days)
    return f"<html><meta charset='utf-8'><ul>{''.join(rows)}</ul>"


class Bureau(BaseHTTPRequestHandler):
    """A bureau that knows the state of its articles and files, and counts the bodies that it sends."""

    pages: dict[str, str]
    sent: Counter[str]

    def do_GET(self) -> None:
        """One page; nothing of it when the condition holds."""
        path = urlsplit(self.path).path
        body = self.pages.get(path, "").encode()
        if body == b"cut":
            self.connection.close()
            return
        state = f'"{len(body)}"'
        unchanged = self.headers.get("If-None-Match") == state
        self.send_response(304 if unchanged else 200 if body else 404)
        if not path.endswith("/"):
            self.send_header("ETag", state)
        self.send_header("Content-Type", "application/pdf" if path.endswith("pdf") else "text/html")
        self.send_header("Content-Length", "0" if unchanged else str(len(body)))
        self.end_headers()
        if not unchanged:
            self.sent[path.rpartition("/")[2] or "list"] += 1
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def bureau() -> Iterator[tuple[type[Bureau], str]]:
    """What it shows, and the proxy by which it answers."""
    pages = {
        "/tzgg/": _list("2026-10-21", "2026-10-20", "2026-10-19", "2026-10-18", "2026-10-17", "2026-08-01"),
        "/tzgg/t20261017_1.html": _article("2026-10-17", "<p>免备案高防服务器，支持USDT，加微信 telegram</p>"),
        "/tzgg/t20261021_1.html": _article("2026-10-21", "<a href='./P1.pdf'>附件：方案.pdf</a>" + ELSEWHERE),
        "/tzgg/t20261020_1.html": _article("2026-10-20"),
        "/tzgg/P1.pdf": "%PDF-1.4 broken",
        "/robots.txt": "User-agent: *\nDisallow: /nb/",
    }
    shown = type("Shown", (Bureau,), {"pages": pages, "sent": Counter()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), shown)
    Thread(target=server.serve_forever, daemon=True).start()
    yield shown, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def source() -> Source:
    return Source.model_validate(
        {
            "id": "yunzhou",
            "level": "city",
            "name_zh": "云州",
            "name_ja": "雲州",
            "place": "420100",
            "platform": "trs_wcm",
        }
        | {"kind": "environment", "homepage": HOME, "confidence": "sample", "delay": 0.01, "is_sample": True}
        | {"listings": [{"url": url} for url in (HOME, SITE + "gone/", SITE + "nb/")]}
    )


def _crawl(source: Source, month: str, data: Path, proxy: str, **environment: str) -> list[Release]:
    start(source, data, proxy, month, **environment).communicate()
    return releases(data, source.id, month)


def _kinds(data: Path, month: str, source: Source) -> Counter[str]:
    with (data / volume.name(month, source.id)).open("rb") as file:
        return Counter(record.rec_type for record in ArchiveIterator(file))


def _what(found: list[Release]) -> list[Release]:
    return [release.model_copy(update={"fetched_at": None}) for release in found]


def test_what_was_read_and_what_was_lost_is_read_again(
    bureau: tuple[type[Bureau], str], source: Source, tmp_path: Path
) -> None:
    _crawl(source, "2026-10", tmp_path, bureau[1])
    bureau[0].pages |= {"/tzgg/t20261018_1.html": "cut", "/tzgg/t20261020_1.html": ""}
    assert len(_crawl(source, "2026-10", tmp_path, bureau[1])) == 2
    paths = [
        results.releases_path(tmp_path, "2026-10", source.id),
        results.coverage_path(tmp_path, "2026-10", source.id),
    ]
    first = [path.read_bytes() for path in paths]
    again = replay(source, "2026-10", tmp_path)
    again.outcome.write(tmp_path)
    assert [path.read_bytes() for path in paths] == first
    assert (again.equal, again.is_equal, again.unasked) == (2, True, [])
    assert [failure.split("/")[-1].split(": ")[0] for failure in again.outcome.coverage.failures] == [
        "t20261018_1.html",
        "t20261019_1.html",
        "t20261020_1.html",
    ]
    assert [file.reason for release in again.outcome.releases.values() for file in release.attachments][1:] == [
        "on another site: yunhai.example"
    ]
    (aside,) = results.quarantine_path(tmp_path, "2026-10", source.id).read_text(encoding="utf-8").splitlines()
    assert aside == again.outcome.aside[0].model_dump_json() and again.outcome.aside[0].archive
    assert "t20261017_1.html: advertising" in again.outcome.coverage.quarantined[0]
    assert (again.outcome.coverage.listings_read, again.outcome.coverage.listings) == (1, 3)
    assert "status 404" in again.outcome.coverage.reason and "robots.txt" in again.outcome.coverage.reason


def test_pages_that_did_not_change_are_not_sent_again(
    bureau: tuple[type[Bureau], str], source: Source, tmp_path: Path
) -> None:
    shown, proxy = bureau
    first = _crawl(source, "2026-10", tmp_path, proxy)
    shown.sent.clear()
    assert _what(_crawl(source, "2026-10", tmp_path, proxy)) == _what(first)
    assert shown.sent["list"] and not shown.sent.keys() & {"t20261021_1.html", "t20261020_1.html", "P1.pdf"}
    assert _kinds(tmp_path, "2026-10", source)["revisit"] == 4
    kept = (tmp_path / volume.name("2026-10", source.id)).read_bytes()
    _crawl(source, "2026-10", tmp_path, proxy)
    assert (tmp_path / volume.name("2026-10", source.id)).read_bytes() == kept
    assert replay(source, "2026-10", tmp_path).is_equal

    shown.sent.clear()
    shown.pages["/tzgg/t20261020_1.html"] = _article("2026-10-20", "<p>补充说明：附件另发。</p>")
    later = _crawl(source, "2026-11", tmp_path, proxy)
    assert shown.sent["t20261020_1.html"] == 1 and not shown.sent["t20261021_1.html"]
    files = {str(release.published): release.archive.file for release in later if release.archive}
    assert files == {
        "2026-10-20": volume.name("2026-11", source.id).as_posix(),
        "2026-10-21": volume.name("2026-10", source.id).as_posix(),
    }
    assert all(_leads_to_its_bytes(release, tmp_path) for release in later)
    assert replay(source, "2026-11", tmp_path).is_equal and replay(source, "2026-10", tmp_path).is_equal


def test_a_run_that_was_cut_goes_on_in_the_next(
    bureau: tuple[type[Bureau], str], source: Source, tmp_path: Path
) -> None:
    shown, proxy = bureau
    days = []
    for _ in range(2):
        # robots.txt, the list, the one that is gone: two are left for articles and files.
        read = _crawl(source, "2026-10", tmp_path, proxy, AOZORA_REQUESTS="5")
        days.append([str(release.published) for release in read])
    assert [sorted(found) for found in days] == [["2026-10-21"], ["2026-10-20", "2026-10-21"]]
    assert shown.sent["t20261021_1.html"] == shown.sent["t20261020_1.html"] == 1
    assert replay(source, "2026-10", tmp_path).is_equal


def _leads_to_its_bytes(release: Release, data: Path) -> bool:
    assert release.archive
    with (data / release.archive.file).open("rb") as file:
        file.seek(release.archive.offset)
        record = next(iter(ArchiveIterator(file)))
        said = record.content_stream().read()
    is_named = record.rec_headers.get_header("WARC-Record-ID") == release.archive.record_id
    return is_named and f"发布日期：{release.published}".encode() in said


def test_source_that_asks_for_more_than_was_kept_is_not_written(
    bureau: tuple[type[Bureau], str], source: Source, tmp_path: Path
) -> None:
    _crawl(source, "2026-10", tmp_path, bureau[1])
    moved = source.model_copy(update={"listings": (source.listings[0].model_copy(update={"url": HOME + "new/"}),)})
    found: Replayed = replay(moved, "2026-10", tmp_path)
    assert (found.unasked, found.equal, len(found.missing)) == ([HOME + "new/"], 0, 2)
    with pytest.raises(volume.BadArchive, match=r"yunzhou\.warc\.gz"):
        replay(source, "2026-09", tmp_path)


def test_command_says_what_differs_and_puts_it_right(tmp_path: Path) -> None:
    words = ["sample_shanxi", "--month", "2026-10", "--set", "sample"]
    environment = dict(os.environ) | {"AOZORA_DATA": str(tmp_path)}

    def run(*command: str, **more: str) -> tuple[int, str]:
        made = [sys.executable, "-m", "crawlers", *command]
        done = subprocess.run(made, env=environment | more, cwd=ROOT, capture_output=True, text=True)
        return done.returncode, done.stdout

    with serve(date(2026, 11, 3)) as proxy:
        run("crawl", *words, http_proxy=proxy)
    path = results.releases_path(tmp_path, "2026-10", "sample_shanxi")
    whole = path.read_bytes()
    code, said = run("replay", *words)
    assert code == 0 and "9 releases equal, 0 changed, 0 missing, 0 new; coverage equal" in said

    lines = whole.decode().splitlines()
    otherwise = json.loads(lines[0]) | {"title": "另一题目"}
    path.write_text("\n".join([json.dumps(otherwise), *lines[2:]]), encoding="utf-8")
    code, said = run("replay", "all", *words[1:], "--write")
    assert code == 3 and "7 releases equal, 1 changed, 0 missing, 1 new" in said
    assert f"changed  {otherwise['url']}: title\n" in said
    first, again = (
        [json.loads(line) | {"fetched_at": ""} for line in text.splitlines()] for text in (whole, path.read_bytes())
    )
    assert first == again and run("replay", *words)[0] == 0
