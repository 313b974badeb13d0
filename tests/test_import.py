"""The import lane: a dropped folder becomes releases, or reasons."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from crawlers import attribution, page_commands
from crawlers.address import canonical, release_id
from crawlers.attribution import CENTRE, attribute, by_code
from crawlers.imports import commands, lane
from crawlers.imports.drop import BadTable
from crawlers.page import parse
from tests.test_attachments import docx
from tests.test_page import SENTENCE, URL, article, page
from warehouse.models import Coverage, Release
from warehouse.reference import places

MONTH = "2026-10"


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    """A folder with pages, files, texts and what cannot be read."""
    folder = tmp_path / "drop"
    (folder / "more").mkdir(parents=True)
    own = page(
        article("<p>附件：<a href='W7.docx'>兰亭市扬尘管控计划</a></p>"), head=f'<link rel="canonical" href="{URL}">'
    )
    (folder / "a.html").write_bytes(own)
    (folder / "again.html").write_bytes(own + b"<!-- later -->")
    (folder / "W7.docx").write_bytes(docx())
    (folder / "more" / "plan.txt").write_text(
        f"武汉市人民政府\n关于扬尘管控的通知\n武政规〔2026〕4号\n{SENTENCE}", "gb18030"
    )
    (folder / "list.html").write_bytes(b"<html><body>no</body></html>")
    (folder / "scan.tif").write_bytes(b"II*\x00")
    rows = [
        {"id": "p1", "url": "", "title": "天津市扬尘管控方案", "text": f"一、目标\n{SENTENCE}", "date": "2026-10-08",
         "issuer": "天津市生态环境局", "doc_number": "津环气[2026] 5 号"},
        {"id": "p2", "title": ""},
    ]  # fmt: skip
    (folder / "partner.jsonl").write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n[", "utf-8"
    )
    return folder


def releases(data: Path) -> dict[str, Release]:
    lines = (data / MONTH / "releases" / "import.jsonl").read_text(encoding="utf-8").splitlines()
    return {release.title: release for release in map(Release.model_validate_json, lines)}


def report(data: Path) -> dict[str, dict[str, str]]:
    with (data / MONTH / "import_report.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def test_every_file_becomes_a_release_or_a_reason(drop: Path, tmp_path: Path) -> None:
    covered = lane.run(drop, MONTH, tmp_path / "data")
    outcomes = {name: row["outcome"] for name, row in report(tmp_path / "data").items()}
    assert outcomes == {
        "W7.docx": "attachment",
        "a.html": "release",
        "again.html": "refused",
        "list.html": "refused",
        "more/plan.txt": "release",
        "scan.tif": "refused",
        "partner.jsonl#p1": "release",
        "partner.jsonl#line 2": "refused",
        "partner.jsonl#line 3": "refused",
    }
    assert all(row["reason"] for row in report(tmp_path / "data").values() if row["outcome"] == "refused")
    assert (covered.state, covered.releases, len(covered.failures)) == ("degraded", 3, 5)
    written = (tmp_path / "data" / MONTH / "coverage" / "import.json").read_text(encoding="utf-8")
    assert Coverage.model_validate_json(written) == covered


def test_imported_pages_bear_their_provenance(drop: Path, tmp_path: Path) -> None:
    lane.run(drop, MONTH, tmp_path / "data")
    found = releases(tmp_path / "data")
    own = found["兰亭市扬尘污染防治工作方案"]
    assert (own.id, own.url, own.source_id, own.is_sample) == (release_id(URL), URL, "import", True)
    assert own.body_source == "attachment"
    assert own.archive is not None
    assert (tmp_path / "data" / own.archive.file).read_bytes() == (drop / "a.html").read_bytes()
    text = found["天津市扬尘管控方案"]
    assert (text.place, text.level, text.doc_number) == ("120000", "province", "津环气〔2026〕5号")
    assert (str(text.published), text.published_basis) == ("2026-10-08", "import")
    assert text.url.startswith("import:///")
    assert text.archive is not None
    kept = (tmp_path / "data" / text.archive.file).read_bytes()
    assert kept[text.archive.offset :].startswith(b'{"id": "p1"')
    plan = found["武汉市人民政府关于扬尘管控的通知"]
    assert (plan.place, plan.level, plan.doc_number) == ("420100", "city", "武政规〔2026〕4号")


def test_saving_twice_is_saving_once(drop: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    lane.run(drop, MONTH, data)
    before = {path: path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}
    lane.run(drop, MONTH, data)
    assert {path: path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()} == before


def test_a_page_of_a_later_month_waits_for_its_month(tmp_path: Path) -> None:
    page = {"title": "兰亭市扬尘污染防治工作方案", "text": "一、总体要求。" * 20, "date": "2026-11-02"}
    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "texts.jsonl").write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
    lane.run(folder, MONTH, tmp_path)
    [row] = report(tmp_path).values()
    assert (row["outcome"], row["reason"]) == (
        "refused",
        "published 2026-11-02, after 2026-10-31; import it for 2026-11",
    )
    lane.run(folder, "2026-11", tmp_path)
    assert (tmp_path / "2026-11" / "releases" / "import.jsonl").read_text(encoding="utf-8")


def test_a_later_drop_adds_and_corrects(drop: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    lane.run(drop, MONTH, data)
    second = tmp_path / "second"
    second.mkdir()
    (second / "a.html").write_bytes(page(article(f"<p>{SENTENCE}</p>")))
    table = second / "t.csv"
    table.write_text(f"file,url,title,published\na.html,{URL}?utm_source=x,改正的题名,2026-10-09\n", "utf-8-sig")
    lane.run(second, MONTH, data, table)
    found = releases(data)
    assert found["改正的题名"].id == release_id(URL)
    assert "兰亭市扬尘污染防治工作方案" not in found
    assert str(found["改正的题名"].published) == "2026-10-09"
    assert len(found) == 3


@pytest.mark.parametrize(
    ("table", "told"), [("name,url\na.html,x\n", "expected file, url"), ("file,url\nb.html,x\n", "no file 'b.html'")]
)
def test_a_table_that_cannot_be_used_is_refused(drop: Path, tmp_path: Path, table: str, told: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text(table, "utf-8")
    with pytest.raises(BadTable, match=told):
        lane.run(drop, MONTH, tmp_path / "data", path)


def test_links_out_of_the_folder_and_hostile_names_are_not_followed(drop: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密" * 50, "utf-8")
    (drop / "out.txt").symlink_to(secret)
    (drop / "a.html; rm -rf").write_bytes(page(article("<p>第二份。</p>")))
    lane.run(drop, MONTH, tmp_path / "data")
    assert "out.txt" not in report(tmp_path / "data")
    names = [path.name for path in (tmp_path / "data" / "archive" / MONTH / "import").iterdir()]
    assert all(name.partition(".")[0].isalnum() and len(name) <= 70 for name in names)


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("HTTP://A.example:80/x/../y/./mpost_12.html?from=qq&id=3#top", "http://a.example/y/post_12.html?id=3"),
        ("https://a.example", "https://a.example/"),
        ("import:///abc", "import:///abc"),
    ],
)
def test_one_page_has_one_address(url: str, wanted: str) -> None:
    assert canonical(url) == wanted
    assert canonical(wanted) == wanted


def test_http_and_https_are_one_page_and_two_hashes_two() -> None:
    assert release_id("http://a.example/x") == release_id("https://a.example/x")
    assert release_id("import:///a") != release_id("import:///b")


def test_code_of_a_site_names_its_area() -> None:
    assert by_code("4201000012") == ("420100", "city")
    assert by_code("3100000087") == ("310000", "province")
    assert by_code("bm17000002") == ("100000", "central")
    assert by_code("9901000001") is None


@pytest.mark.parametrize(
    ("issuers", "title", "code", "url", "wanted"),
    [
        (["某某单位", "沈阳市生态环境局"], "", "", "", ("210100", "city")),
        (["上海市人民代表大会常务委员会"], "大气污染防治条例", "4201000012", "", ("310000", "province")),
        (["国家能源局湖南监管办公室"], "", "", "http://hunb.nea.gov.cn/a.html", ("430000", "province")),
        ([], "《上海市大气污染防治条例》", "", "", ("310000", "province")),
        (["国务院办公厅"], "关于扬尘的通知", "4201000012", "", (CENTRE, "central")),
        (["市司法局"], "关于扬尘的通知", "4201000012", "", ("420100", "city")),
        ([], "关于扬尘的通知", "", "https://gjj.hainan.gov.cn/a.html", ("460000", "province")),
        (["市房屋管理局"], "关于扬尘的通知", "", "https://fgj.sh.gov.cn/a.html", ("310000", "province")),
        ([], "北京空气质量持续改善", "", "https://tv.cctv.com/a.html", (CENTRE, "central")),
        (["安化县人民政府"], "关于扬尘的通知", "", "http://a.example/", (CENTRE, "city")),
    ],
)
def test_whose_page_it_is(issuers: list[str], title: str, code: str, url: str, wanted: tuple[str, str]) -> None:
    said = parse(page(article("")), URL).model_copy(
        update={"issuers": tuple(issuers), "title": title, "site_code": code, "url": url}
    )
    assert attribute(said, {}) == wanted


def test_commands(
    drop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import argparse

    monkeypatch.setenv("AOZORA_DATA", str(tmp_path / "data"))
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers()
    page_commands.add(subparsers)
    commands.add(subparsers)

    def run(*arguments: str) -> int:
        args = parser.parse_args(arguments)
        return int(args.run(args))

    assert run("parse", str(drop / "a.html"), "--url", URL) == 0
    assert Release.model_validate_json(capsys.readouterr().out).title == "兰亭市扬尘污染防治工作方案"
    assert run("parse", str(drop / "list.html"), "--url", URL) == 1
    assert "expected" in capsys.readouterr().err
    assert run("import", str(drop), "--month", MONTH) == 0
    assert "3 releases, 5 refused" in capsys.readouterr().out
    assert run("import", str(tmp_path / "none"), "--month", MONTH) == 2


def test_hosts_lead_to_places_that_exist() -> None:
    assert set(attribution.addressed().values()) <= places().keys()
