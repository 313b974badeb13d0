"""What other programs count on when they call the commands: a line for a line, plain refusals, pipes that close."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RELEASE = {"id": "r1", "title": "样例市空气质量\u2028改善计划", "text": "到2027年，细颗粒物浓度下降10%。"}


def run(words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", *words.split()], cwd=ROOT, input=given, capture_output=True)


def rows(found: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    assert found.returncode == 0, found.stderr.decode()
    return [json.loads(line) for line in found.stdout.splitlines()]


def test_a_line_out_for_a_line_in_also_an_empty_one() -> None:
    given = "\ufeff一、主要目标\r\n\r\n   \n（二）监督管理\n\n1.保障措施".encode()
    found = rows(run("nlp translate --kind heading", given))
    assert [row["source"] for row in found] == ["一、主要目标", "", "", "（二）监督管理", "", "1.保障措施"]
    assert [str(row["text"])[:2] for row in found] == ["一、", "", "", "（二", "", "1."]


def test_the_marker_of_a_goal_stays_before_its_translation() -> None:
    markers = {"- ": "- ", "● ": "●", "——": "——", "·": "·", "（一）": "（一）", "①": "①"}
    given = "\n".join(f"{marker}2027年优良天数比率达到85%" for marker in markers).encode()
    said = [row["text"] for row in rows(run("nlp translate --kind target", given))]
    assert said == [f"{kept}2027年に、優良日数比率を85%とする" for kept in markers.values()]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_line_without_end_is_refused(lang: str) -> None:
    endless = ["空气质量改善，" * 1500, "空气质量的" * 1500, "空气质量：" * 1500, "1" * 20000]
    found = rows(run(f"nlp translate --to {lang}", "\n".join(endless).encode()))
    assert [(row["text"], row["flags"]) for row in found] == [(None, ["REFUSED:too long"])] * len(endless)


@pytest.mark.parametrize("layout", ["{0}\r\n\r\n{0}", "\ufeff{1}\n{1}\n"])
def test_releases_follow_each_other_in_any_layout(layout: str) -> None:
    line, laid_out = (json.dumps(RELEASE, ensure_ascii=False, indent=indent) for indent in (None, 2))
    given = layout.format(line, laid_out).encode()
    assert [row["release_id"] for row in rows(run("nlp analyse", given))] == ["r1", "r1"]


def test_what_is_no_release_is_told_and_the_others_are_read_all_the_same() -> None:
    copy = RELEASE | {"id": "r2"}
    given = "\n".join([json.dumps(RELEASE), "{no JSON", json.dumps({"text": "x"}), json.dumps(copy)]).encode()
    analysed, grouped = run("nlp analyse", given), run("nlp duplicates", given)
    assert [json.loads(line)["release_id"] for line in analysed.stdout.splitlines()] == ["r1", "r2"]
    assert json.loads(grouped.stdout)["release_ids"] == ["r1", "r2"]
    for found in (analysed, grouped):
        assert found.returncode == 2
        assert [line[:23] for line in found.stderr.decode().splitlines() if line.startswith("standard")] == [
            "standard input, line 2:",
            "standard input, line 3:",
        ]


@pytest.mark.parametrize("command", ["translate", "analyse"])
def test_what_is_not_utf_8_is_refused_with_its_line(command: str) -> None:
    found = run(f"nlp {command}", b"\n" + "空气".encode("gb18030"))
    assert (found.returncode, found.stdout) == (2, b"")
    assert found.stderr == b"standard input, line 2: expected UTF-8, found byte 0xbf\n"


@pytest.mark.parametrize(
    ("command", "url"),
    [("listing", ""), ("parse", "zwgk/t1.html"), ("listing", "http://[bad/t1.html"), ("listing", "ftp://a.example/")],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, command: str, url: str) -> None:
    saved = tmp_path / "saved.html"
    saved.write_bytes(b"<a href='t20261001_1.html'>x</a>")
    found = run(f"crawlers {command} {saved} --url={url}")
    assert (found.returncode, found.stdout) == (2, b"")
    assert b"expected an address with http" in found.stderr


@pytest.mark.parametrize("words", ["nlp translate", "nlp analyse", "crawlers sources --set live --json"])
def test_a_reader_may_leave_early(words: str) -> None:
    given = json.dumps(RELEASE).encode() + b"\n"
    command = [sys.executable, "-m", *words.split()]
    program = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert program.stdin and program.stdout and program.stderr
    program.stdout.close()
    program.stdin.write(given)
    program.stdin.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait() == 141


def test_a_page_whose_address_is_not_known_is_read_all_the_same(tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    body = "<p>" + "为改善环境空气质量，现将有关事项通知如下，请认真落实。" * 6 + "</p>"
    saved.write_text(
        f"<meta charset=utf-8><title>关于扬尘管控的通知</title><h1>关于扬尘管控的通知</h1>{body}", encoding="utf-8"
    )
    found = run(f"crawlers parse {saved} --url=")
    assert json.loads(found.stdout)["url"].startswith("import:///"), found.stderr
