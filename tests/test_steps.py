"""What joins the stages holds when something came between: other files, other collections, a killed run."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from crawlers import registry
from dags import guards, in_process, posting, steps
from dags.cli import main
from dags.mailbox import mailbox
from digests import typesetting
from warehouse.models import Coverage

MONTH = "2026-10"
ANSWER: dict[str, Any] = {"responded_by_user": {"name": "editor"}, "responded_at": datetime(2026, 11, 3).astimezone()}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("AOZORA_DATA", str(tmp_path))
    monkeypatch.setenv("AOZORA_SAMPLE_PROXY", "http://127.0.0.1:1")
    with steps.store() as warehouse:
        warehouse.save(registry.load("sample").values(), MONTH)
    return tmp_path


def test_a_warehouse_whose_maker_was_killed_has_no_approval(data: Path) -> None:
    (data / "warehouse.duckdb").unlink()
    duckdb.connect(data / "warehouse.duckdb").close()
    assert not steps.approved(MONTH)


@pytest.mark.parametrize("collection", ["live", "import"])
def test_what_the_sample_invents_stays_out_of_real_months(data: Path, collection: str) -> None:
    for step in (steps.sources, steps.load):
        with pytest.raises(guards.CollectionsMixed, match="AOZORA_DATA"):
            step(MONTH, collection)
    assert steps.sources(MONTH, "sample")


def test_a_crawl_that_dies_does_not_leave_the_last_ones_word_standing(data: Path) -> None:
    known = steps.folder(MONTH, "coverage") / "no_such_source.json"
    known.write_text(Coverage(source_id="no_such_source", month=MONTH, state="ok").model_dump_json(), encoding="utf-8")
    with pytest.raises(steps.CrawlFailed, match="ended without a word"):
        steps.crawl(MONTH, "sample", "no_such_source")
    assert not known.exists()


def test_the_approver_sees_what_is_odd_of_sources_that_were_read(data: Path) -> None:
    source = next(iter(registry.load("sample")))
    odd = {"warnings": ("template: another",), "unseen_numbers": ("云环〔2026〕3号",)}
    found = Coverage(source_id=source, month=MONTH, state="late", reason="newest 2026-07-01", is_sample=True, **odd)
    with steps.store() as warehouse:
        warehouse.save([found], MONTH)
    said = steps.draft(MONTH, "sample")
    assert "1 of 1 sources read" in said
    assert [line.removeprefix(f"- {source}: ") for line in said.splitlines() if line.startswith(f"- {source}")] == [
        "late, newest 2026-07-01",
        "template: another",
        "not seen, 云环〔2026〕3号",
    ]


def test_an_earlier_draft_is_not_approved_with_the_last(data: Path) -> None:
    place = steps.folder(MONTH, "editions")
    steps.draft(MONTH, "sample")
    for path in place.glob("common.*"):
        path.with_name(path.name.replace("common", "atlantis")).write_bytes(path.read_bytes())
    steps.draft(MONTH, "sample")
    assert not list(place.glob("atlantis*"))
    assert list(place.glob("common.*"))


def test_only_the_approved_bytes_are_mailed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps.draft(MONTH, "sample")
    steps.freeze(MONTH, ANSWER)
    changed = steps.folder(MONTH, "editions") / "common.txt"
    approved = changed.read_bytes()
    received = steps.folder("received")
    with mailbox(received) as smtp:
        monkeypatch.setenv("SMTP_URL", smtp)
        changed.write_text("changed after the approval", encoding="utf-8")
        with pytest.raises(guards.EditionChanged, match=r"common\.txt"):
            posting.send(MONTH)
        assert not list(received.iterdir())
        changed.write_bytes(approved)
        posting.send(MONTH)
    assert list(received.iterdir())


def test_a_month_without_what_pdf_needs_goes_on_without_pdf_and_says_so(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typesetting._compiler.cache_clear()
    monkeypatch.setitem(sys.modules, "typst", None)
    said = steps.draft(MONTH, "sample")
    assert "- No .pdf files: PDF needs the package typst: pip install" in said
    suffixes = {path.suffix for path in steps.folder(MONTH, "editions").iterdir()}
    assert suffixes == {".docx", ".html", ".json", ".txt", ".xlsx"}
    steps.freeze(MONTH, ANSWER)
    assert steps.approved(MONTH)


@pytest.mark.parametrize("month", ["2026-13", "../2026-10", "october"])
def test_only_a_month_is_run(month: str) -> None:
    with pytest.raises(SystemExit):
        main(["run", month])


def test_only_this_runs_question_is_answered() -> None:
    mine, other = datetime(2026, 10, 3).astimezone(), datetime(2026, 9, 3).astimezone()
    asked = [{"logical_date": day.isoformat() if day else None} for day in (other, None, mine)]
    assert [in_process.is_of(question, mine) for question in asked] == [False, False, True]


def test_a_memory_comes_in_is_used_by_a_run_and_goes_out(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    given, out = tmp_path / "omegat.tmx", tmp_path / "out.tmx"
    tuv = '<tuv xml:lang="{}"><seg>{}</seg></tuv>'
    unit = f"<tu>{tuv.format('ZH-CN', '优化产业结构。')}{tuv.format('JA', '産業構造の最適化。')}</tu>"
    given.write_text(f'<tmx version="1.4"><header creationtool="OmegaT"/><body>{unit}</body></tmx>', encoding="utf-8")
    assert main(["memory", "import", str(given)]) == 2
    assert "--reviewer" in capsys.readouterr().err
    assert main(["memory", "import", str(given), "--reviewer", "編集", "--on", "2026-10-05"]) == 0
    (data / "review" / "b.ja.csv").write_text(
        "原文,校閲訳,日付\n优化产业结构。,産業構造を最適化する。,2026-11-05\n", encoding="utf-8"
    )
    steps.translate(MONTH)
    assert "産業構造の最適化。" in caplog.text and "2026-10-05" in caplog.text
    assert main(["memory", "export", str(out)]) == 0
    assert "産業構造を最適化する。" in out.read_text(encoding="utf-8")
