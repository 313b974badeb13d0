"""The whole sample, crawl to mail, through the real DAG: undisturbed, run again, and killed on the way."""

from __future__ import annotations

import email
import os
import signal
import subprocess
import sys
from email.policy import default as modern
from pathlib import Path

import duckdb
import pytest
import yaml

from dags.cli import SAMPLE_MONTHS
from tests.figures import untraced
from warehouse import queries
from warehouse.__main__ import main as warehouse
from warehouse.answers import opened, query
from warehouse.search import search

KILLED_AFTER = ("2026-09 crawled", "2026-09 understood", "2026-10 approved")


def command(data: Path) -> tuple[list[str], dict[str, str]]:
    """The command line of `make run`, and its environment with a data folder of its own."""
    return [sys.executable, "-m", "dags.cli", "run"], dict(os.environ) | {"AOZORA_DATA": str(data)}


def run(data: Path) -> str:
    """Run the sample to its end; what it printed."""
    words, environment = command(data)
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout + done.stderr


def killed(data: Path, after: str) -> None:
    """Start the sample and kill it and all its children when a line of progress shows up."""
    words, environment = command(data)
    process = subprocess.Popen(words, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stderr is not None
    seen = any(after in line for line in process.stderr)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert seen, f"the run ended without saying {after!r}"


def dump(data: Path) -> str:
    """Everything in the warehouse but provenance, in order."""
    words = [sys.executable, "-m", "warehouse", "dump", str(data / "warehouse.duckdb")]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout


def files(data: Path, pattern: str) -> dict[str, bytes]:
    """The bytes of every file that a pattern finds, by its place in the data folder."""
    return {str(path.relative_to(data)): path.read_bytes() for path in sorted(data.glob(pattern))}


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    run(data)
    return data


def test_every_municipality_gets_its_mail(month: Path) -> None:
    for name in SAMPLE_MONTHS:
        mails = [email.message_from_bytes(raw, policy=modern) for raw in files(month, f"{name}/mail/*.eml").values()]
        assert len(mails) == 12
        for message in mails:
            assert isinstance(message, email.message.EmailMessage)
            assert "【標本】" in str(message["Subject"])
            assert next(message.iter_parts()).get_content_type() == "text/plain"


def test_the_plan_that_was_read_whole_goes_to_those_it_concerns_apart_from_the_monthly(month: Path) -> None:
    (place,) = {Path(name).parent for name in files(month, "plans/*/mail/*.eml")}
    mails = files(month, f"{place}/*.eml")
    arrived = files(month, f"{SAMPLE_MONTHS[-1]}/received/plans/*.eml")
    assert {Path(name).name.split(".")[0] for name in mails} == {"kitakyushu", "kobe", "yokkaichi"}
    assert len(arrived) == 3
    for raw in arrived.values():
        assert "全訳（仮訳・確認済（標本用訳））" in str(email.message_from_bytes(raw, policy=modern)["Subject"])


def test_what_could_not_be_read_is_named_with_its_reason(month: Path) -> None:
    text = (month / SAMPLE_MONTHS[0] / "editions" / "common.txt").read_text(encoding="utf-8").replace("\n　", "")
    assert "湖北省生態環境庁（標本）：先方が接続を拒否" in text
    assert "唐山市人民政府（標本）：画面の動的生成により読み取れず" in text


def test_the_way_of_the_sample_plan_of_hebei_is_followed(month: Path) -> None:
    asked = "FROM cascade WHERE title LIKE '河北省空气质量持续改善%' ORDER BY place"
    published = month / "published" / "aozora.duckdb"
    assert query(published, f"SELECT place, state, days_after, is_covered {asked}").rows == [
        ("130200", "not_seen", None, False),
        ("130400", "issued", 35, True),
    ]
    asked = "SELECT plan_value, value, unit FROM cascade_targets WHERE place = '130400' AND differs ORDER BY ALL"
    assert (7.0, 10.0, "%") in query(published, asked).rows


def test_every_figure_of_every_item_is_traced_to_its_passage_and_page(month: Path) -> None:
    assert sorted(untraced(month / "published" / "aozora.duckdb")) == []


def test_the_saved_queries_answer_on_the_sample(month: Path) -> None:
    asked = {"first_use": {"term": "揮発性有機化合物"}, "comments_open": {"on": "2026-10-01"}}
    with duckdb.connect(month / "published" / "aozora.duckdb", read_only=True) as connection:
        answers = {name: queries.run(connection, name, **asked.get(name, {})).fetchall() for name in queries.names()}
    assert [name for name, rows in answers.items() if not rows] == []


def test_nothing_is_found_wrong_with_it(month: Path) -> None:
    for name in ("warehouse.duckdb", "published/aozora.duckdb"):
        assert warehouse(["check", str(month / name), "--data", str(month)]) == 0


def test_a_second_run_changes_nothing(month: Path) -> None:
    before = dump(month), files(month, "*/editions/*"), files(month, "*/mail/*.eml")
    said = run(month)
    assert (dump(month), files(month, "*/editions/*"), files(month, "*/mail/*.eml")) == before
    assert "approved and closed" in said


def test_killed_at_three_points_it_ends_the_same(month: Path, tmp_path: Path) -> None:
    for after in KILLED_AFTER:
        killed(tmp_path, after)
    run(tmp_path)
    assert dump(tmp_path) == dump(month)
    assert files(tmp_path, "*/editions/*") == files(month, "*/editions/*")
    assert files(tmp_path, "*/mail/*.eml").keys() == files(month, "*/mail/*.eml").keys()


def test_questions_in_both_languages_are_answered_among_the_first_three(month: Path) -> None:
    gold = yaml.safe_load((Path(__file__).parent / "gold" / "search.yml").read_text(encoding="utf-8"))
    with opened(month / "published" / "aozora.duckdb", 300) as connection:
        found = {asked: search(connection, asked, 3) for asked in gold}
    answered = {asked: answer in {name for hit in found[asked] for name in hit[:5]} for asked, answer in gold.items()}
    assert [asked for asked, well in answered.items() if not well] == []
