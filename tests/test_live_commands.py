"""What an operator with network does first: check, mark, record and add sources, as commands against loopback sites."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from crawlers import cells, registry
from crawlers.live.marking import marked
from crawlers.onboard import owner
from crawlers.onboard.writing import with_listing
from crawlers.platforms.reading import Saved
from crawlers.registry import BadSource
from crawlers.sample.portals import serve

ROOT = Path(__file__).parents[1]
DAY = "2026-11-03"
TEXT = (
    "为改善环境空气质量，现将有关事项通知如下，请各单位结合实际认真贯彻落实，按时完成各项任务，确保完成年度目标。" * 3
)
COMMENTS = "# Speaks of dust first (2026-10-01).\n# Its second remark."


def _list(*days: str, pages: int = 1) -> str:
    rows = (f"<li><a href='./t{d.replace('-', '')}_1.html'>关于{d}的通知</a><span>{d}</span></li>" for d in days)
    return f"<html><ul>{''.join(rows)}</ul><script>createPageHTML({pages}, 0, 'index', 'html')</script></html>"


def _article(day: str) -> str:
    head = f"<meta charset='utf-8'><meta name='ArticleTitle' content='关于{day}的通知'>"
    return (
        f"<html>{head}<h1>关于{day}的通知</h1><p>发布日期：{day}</p><div class='TRS_Editor'><p>{TEXT}</p></div></html>"
    )


PAGES: dict[str, dict[str, tuple[int, str]]] = {
    "good": {
        "/tzgg/": (200, _list("2026-10-21", "2026-10-02", pages=2)),
        "/tzgg/index_1.html": (200, _list("2026-09-20")),
        "/tzgg/t20261021_1.html": (200, _article("2026-10-21")),
    },
    "walled": {"/tzgg/": (412, "<html><script>$_ts=window['$_ts'];</script></html>")},
    "empty": {"/tzgg/": (200, "<html><ul></ul><p>暂无数据</p></html>")},
    "stuck": {
        "/tzgg/": (200, _list("2026-10-21", pages=3)),
        "/tzgg/index_1.html": (200, _list("2026-10-21", pages=3)),
        "/tzgg/index_2.html": (200, _list("2026-10-21", pages=3)),
        "/tzgg/t20261021_1.html": (200, _article("2026-10-21")),
    },
    "quiet": {"/tzgg/": (200, _list("2026-03-02")), "/tzgg/t20260302_1.html": (200, _article("2026-03-02"))},
    "bare": {"/tzgg/": (200, _list("2026-10-21")), "/tzgg/t20261021_1.html": (200, "<html><body></body></html>")},
}
STATES = {
    "good": "ok",
    "walled": "blocked",
    "empty": "empty",
    "stuck": "degraded",
    "quiet": "late",
    "bare": "parser_gap",
}


class Sites(BaseHTTPRequestHandler):
    """Answers as a proxy for `<name>.yunzhou.gov.cn`."""

    def do_GET(self) -> None:
        """One page, by host and path."""
        parts = urlsplit(self.path)
        status, said = PAGES.get((parts.hostname or "").partition(".")[0], {}).get(parts.path, (404, ""))
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(said.encode())))
        self.end_headers()
        self.wfile.write(said.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def proxy() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Sites)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def portals() -> Iterator[str]:
    with serve(date.fromisoformat(DAY)) as address:
        yield address


def _folder(root: Path, *names: str) -> Path:
    (root / "city").mkdir(parents=True)
    for name in names:
        text = f"""{COMMENTS}
name_zh: 云州市生态环境局
name_ja: 雲州市生態環境局
place: "420100"
kind: environment
platform: trs_wcm
homepage: http://{name}.yunzhou{"" if name == "good" else "-" + name}.gov.cn/
listings:
  - url: http://{name}.yunzhou{"" if name == "good" else "-" + name}.gov.cn/tzgg/   # the only one
    lists: 通知公告
confidence: seen in code
verified: false   # not yet
delay: 0
"""
        (root / "city" / f"{name}.yml").write_text(text, encoding="utf-8")
    return root


def _run(proxy: str, data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ) | {"http_proxy": proxy, "AOZORA_DATA": str(data)}
    command = [sys.executable, "-m", "crawlers", *words, "--as-of", DAY]
    found = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert "Traceback" not in found.stderr, found.stderr
    return found


@pytest.fixture(scope="module")
def checked(proxy: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Six sites checked together, and marked."""
    folder = _folder(tmp_path_factory.mktemp("sources"), *PAGES)
    return folder, _run(proxy, folder, "check", "--folder", str(folder), "--at-once", "2", "--mark")


def test_every_site_is_told_with_its_state(checked: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    _, found = checked
    rows = {line.split()[0]: line.split() for line in found.stdout.splitlines()[1 : 1 + len(PAGES)]}
    assert {name: told[2] for name, told in rows.items()} == STATES
    assert rows["good"][3:] == ["2", "2", "2026-10-21", "differs", f"{len(TEXT)}字"]
    assert rows["stuck"][6] == "same" and rows["quiet"][6] == "none"
    assert all(cells.width(line) <= 110 for line in found.stdout.splitlines()[: 1 + len(PAGES)])
    assert "6 sources, 6 listings: " in found.stdout and "status 412; expected a listing" in found.stdout
    assert found.returncode == 3


def test_the_files_of_those_that_were_read_are_marked(checked: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, found = checked
    assert {source.id for source in registry.load_folder(folder).values() if source.verified} == {"good", "quiet"}
    text = (folder / "city" / "good.yml").read_text(encoding="utf-8")
    assert text.startswith(f"{COMMENTS}\n# Verified live {DAY}.\nname_zh:")
    assert "verified: true   # not yet" in text and "# the only one" in text
    assert marked(text, date(2026, 12, 1)) == text.replace(DAY, "2026-12-01")
    assert "marked verified: good quiet" in found.stdout


def test_a_file_that_says_nothing_of_it_is_marked_too() -> None:
    assert marked("name_zh: 云\nconfidence: seen live\n", date(2026, 12, 1)) == (
        "# Verified live 2026-12-01.\nname_zh: 云\nconfidence: seen live\nverified: true\n"
    )


def test_only_when_all_is_fine_the_check_ends_well(proxy: str, tmp_path: Path) -> None:
    folder = _folder(tmp_path / "sources", "good")
    found = _run(proxy, tmp_path, "check", "good", "--folder", str(folder), "--json")
    assert found.returncode == 0
    (told,) = [json.loads(line) for line in found.stdout.splitlines()]
    assert (told["title"], told["published"], told["characters"]) == ("关于2026-10-21的通知", "2026-10-21", len(TEXT))
    assert "may be set `verified: true` (--mark does it): good" in found.stderr
    assert _run(proxy, tmp_path, "check", "nobody", "--folder", str(folder)).returncode == 2


def test_record_keeps_pages_beside_what_was_read(proxy: str, tmp_path: Path) -> None:
    folder = _folder(tmp_path / "sources", "good", "walled")
    assert _run(proxy, tmp_path, "record", "good", "--folder", str(folder)).returncode == 0
    kept = tmp_path / "record" / "good" / "1"
    assert (kept / "listing.html").read_text(encoding="utf-8") == PAGES["good"]["/tzgg/"][1]
    assert (kept / "article.html").read_text(encoding="utf-8") == PAGES["good"]["/tzgg/t20261021_1.html"][1]
    rows = [json.loads(line) for line in (kept / "rows.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["date"] for row in rows] == ["2026-10-21", "2026-10-02"]
    assert json.loads((kept / "release.json").read_text(encoding="utf-8"))["title"] == rows[0]["title"]
    walled = _run(proxy, tmp_path, "record", "walled", "--folder", str(folder))
    assert walled.returncode == 3 and (tmp_path / "record" / "walled" / "1" / "listing.html").exists()


def test_pages_of_others_are_no_fixtures(proxy: str, tmp_path: Path) -> None:
    folder = _folder(tmp_path / "sources", "good")
    found = _run(proxy, tmp_path, "record", "good", "--folder", str(folder), "--fixture")
    assert found.returncode == 3 and "stay out of the repository" in found.stderr
    assert "/data/\n" in (ROOT / ".gitignore").read_text(encoding="utf-8")


NEW = {
    "ucap": (
        "http://www.hebei.gov.example/c9001/zcwj.shtml",
        "province/sample_hebei_gov",
        "ucap",
        "河北省政府（標本）",
    ),
    "hanweb": (
        "http://sthjt.jiangsu.gov.example/col/col98384/index.html",
        "province/sample_jiangsu_env",
        "hanweb_jpage",
        "江蘇省生態環境庁（標本）",
    ),
    "json": (
        "http://sousuo.www.gov.example/search-gov/data?t=zhengcelibrary_gw&q=&p=1&n=5",
        "central/sample_china_gov",
        "gov_cn_json",
        "中国政府（標本）",
    ),
}


@pytest.mark.parametrize("name", NEW)
def test_an_address_becomes_a_source_that_reads(portals: str, tmp_path: Path, name: str) -> None:
    address, path, platform, name_ja = NEW[name]
    found = _run(portals, tmp_path, "new", address, "--folder", str(tmp_path), "--write")
    source = registry.read(tmp_path / f"{path}.yml")
    assert (found.returncode, source.platform, source.name_ja) == (0, platform, name_ja)
    assert [listing.url for listing in source.listings] == [address]
    assert source.is_sample and not source.verified


def test_a_live_address_is_verified_where_it_was_read(proxy: str, tmp_path: Path) -> None:
    said = ("--place", "武汉", "--name-ja", "雲州市生態環境局", "--id", "yunzhou_env", "--lists", "通知公告")
    PAGES["good"]["/tzgg/"] = (200, PAGES["good"]["/tzgg/"][1].replace("<html>", "<html><title>云州环境</title>", 1))
    address = "http://good.yunzhou.gov.cn/tzgg/"
    found = _run(proxy, tmp_path, "new", address, "--folder", str(tmp_path), "--write", "--delay", "0", *said)
    assert found.returncode == 0, found.stderr
    source = registry.read(tmp_path / "city" / "yunzhou_env.yml")
    assert (source.verified, source.confidence, source.listings[0].lists) == (True, "seen live", "通知公告")
    again = _run(proxy, tmp_path, "new", address, "--folder", str(tmp_path), "--delay", "0", *said)
    assert again.returncode == 2 and "yunzhou_env reads this list already" in again.stderr


def test_a_home_page_shows_its_columns_and_a_list_joins_a_source(portals: str, tmp_path: Path) -> None:
    home, folder = "http://sthjj.yantai.gov.example/", ("--folder", str(tmp_path))
    found = _run(portals, tmp_path, "new", home, *folder)
    assert found.returncode == 3 and not list(tmp_path.rglob("*.yml"))
    lines = [line.split() for line in found.stdout.splitlines() if line.startswith("  ")]
    assert [(told[0], told[1], told[-1]) for told in lines] == [
        ("通知公告", "3", home + "tzgg/"),
        ("空气质量", "2", home + "kqzl/"),
    ]
    _run(portals, tmp_path, "new", home + "tzgg/", *folder, "--write", "--lists", "- 通知: [#1]")
    _run(portals, tmp_path, "new", home + "kqzl/", *folder, "--into", "sample_yantai_env", "--write")
    (source,) = registry.load_folder(tmp_path).values()
    assert (source.platform, source.name_ja) == ("trs_wcm", "煙台市生態環境局（標本）")
    assert [listing.lists for listing in source.listings] == ["- 通知: [#1]", "空气质量"]


def test_what_cannot_be_read_becomes_no_source_and_says_what_to_try(portals: str, tmp_path: Path) -> None:
    address = "http://www.tangshan.gov.example/zwgk/"
    found = _run(portals, tmp_path, "new", address, "--folder", str(tmp_path), "--write")
    assert found.returncode == 3 and not list(tmp_path.rglob("*.yml"))
    assert "scripts and no links" in found.stderr and "js_required: a script fetches the list" in found.stderr


def test_listings_are_added_below_those_that_are_there() -> None:
    text = "# Odd.\nlistings:\n  - {url: http://a.gov.cn/, lists: 甲}   # first\nconfidence: seen live\n"
    joined = with_listing(text, ["  - url: http://b.gov.cn/"], "a.yml")
    assert joined == text.replace("# first\n", "# first\n  - url: http://b.gov.cn/\n")
    with pytest.raises(BadSource):
        with_listing("listings: [{url: http://a.gov.cn/}]\n", ["  - url: http://b.gov.cn/"], "a.yml")


OWNERS = {
    "武汉市生态环境局网站": ("wuhan_env", "city", "420100", "武漢市生態環境局", "environment"),
    "辽宁省人民政府门户网站": ("liaoning_gov", "province", "210000", "遼寧省政府", "government"),
    "内蒙古自治区生态环境厅": ("innermongolia_env", "province", "150000", "内モンゴル自治区生態環境庁", "environment"),
    "上海市交通委员会": None,
}


@pytest.mark.parametrize("name", OWNERS)
def test_names_are_made_of_place_and_office(name: str) -> None:
    page = Saved("http://x.gov.cn/", f"<meta charset=utf-8><meta name=sitename content={name}>".encode())
    if wanted := OWNERS[name]:
        found = owner.owner(page)
        assert (found.id, found.level, found.place.code, found.name_ja, found.kind) == wanted
    else:
        with pytest.raises(owner.Unknown, match="--name-ja"):
            owner.owner(page)


def test_places_come_from_code_and_host_where_the_name_says_none() -> None:
    for meta, url, told in (
        ("<meta name=SiteIDCode content=4201000034>", "http://x.gov.cn/", "420100"),
        ("", "http://sthjj.yantai.gov.cn/", "370600"),
    ):
        page = Saved(url, f"<meta charset=utf-8><title>通知公告-生态环境局</title>{meta}".encode())
        assert owner.owner(page, name_ja="某").place.code == told
    with pytest.raises(owner.Unknown, match="--place"):
        owner.owner(Saved("http://x.gov.cn/", "<meta charset=utf-8><title>生态环境局</title>".encode()))
