"""`aozora review` from the warehouse to a reviewer and back into the next draft."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dags import review_steps, steps
from dags.cli import main
from tests import plans, records
from warehouse.models import Release, made_id

MONTH = "2026-10"
NUMBER = "武环〔2026〕3号"
TITLE = "武汉市大气污染防治方案"


def stored(release: Release, **judged: object) -> None:
    """Save a key plan as a run would, up to its translation."""
    with steps.store() as warehouse:
        assessment = records.assessment(release, MONTH, made_id(release.url), key_plan=True, **judged)
        warehouse.save(
            [records.source("wuhan"), release, records.analysis(release, targets=(), events=()), assessment], MONTH
        )
    steps.translate(MONTH)


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("translated")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AOZORA_DATA", str(place))
        stored(plans.plan(1).model_copy(update={"doc_number": NUMBER}))
    return place


@pytest.fixture
def data(tmp_path: Path, translated: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = shutil.copytree(translated, tmp_path / "data")
    monkeypatch.setenv("AOZORA_DATA", str(place))
    return place


def review(*words: str) -> int:
    return main(["review", *words])


def exported(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Path]:
    assert review("export", *words) == 0
    return {Path(line).suffix: Path(line) for line in capsys.readouterr().out.splitlines()}


def page(data: Path) -> str:
    (found,) = data.glob("plans/*/ja.html")
    return found.read_text(encoding="utf-8")


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_what_a_reviewer_wrote_is_in_the_next_draft_and_in_the_plan(
    data: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    files = exported(capsys, "武环[2026]3号")
    assert sorted(files) == [".docx", ".xlsx"]
    sent = files[suffix].read_bytes()
    said = {TITLE: "武漢市の校閲済の題", "（1）优化第1类布局。": "（1）校閲済の見出し"}
    files[suffix].write_bytes(plans.filled(suffix, sent, lambda row: {"校閲訳": said.get(row["原文"], "")}))
    assert review("export", NUMBER) == 2, "nothing that a reviewer wrote is overwritten"
    assert "holds a review that was not imported" in capsys.readouterr().err
    assert review("import", str(files[suffix])) == 0
    assert "2 texts new in the memory, 0 refused" in capsys.readouterr().out
    assert "校閲済の見出し" in page(data)
    assert review("import", str(files[suffix])) == 0
    assert "2 as before" in (twice := capsys.readouterr().out)
    assert "0 texts new" in twice
    assert len(list((data / "review" / "received").iterdir())) == 1
    assert review("export", NUMBER) == 0
    steps.translate(MONTH)
    steps.draft(MONTH, "live")
    assert "武漢市の校閲済の題" in (data / MONTH / "editions" / "common.txt").read_text(encoding="utf-8")
    assert "校閲済の見出し" in page(data)
    capsys.readouterr()
    assert review("status") == 0
    assert "確認済 9、" in (status := capsys.readouterr().out) and "／46" in status
    assert "2026-11-05 田中" in status
    assert NUMBER in status


def test_a_warehouse_made_anew_knows_what_was_reviewed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = exported(capsys, NUMBER)[".xlsx"]
    path.write_bytes(
        plans.filled(".xlsx", path.read_bytes(), lambda row: {"校閲訳": "題"} if row["原文"] == TITLE else {})
    )
    assert review("import", str(path)) == 0
    (data / "warehouse.duckdb").unlink()
    stored(plans.plan(1).model_copy(update={"doc_number": NUMBER}))
    with steps.store() as warehouse:
        (known,) = warehouse.reviewed()
    assert (known.text, known.reviewer, known.reviewed_on) == ("題", "田中", plans.DAY)


def test_a_bad_row_is_told_and_the_exit_says_so(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = exported(capsys, NUMBER, "--out", str(data / "for tanaka"))[".xlsx"]
    assert path.parent == data / "for tanaka"
    path.write_bytes(
        plans.filled(".xlsx", path.read_bytes(), lambda row: {"状態": "済" if row["原文"] == TITLE else "確認済"})
    )
    assert review("import", str(path), str(data / "none.docx")) == 2
    told = capsys.readouterr().err.splitlines()
    assert f"refused  {path}, sheet 校閲, cell E6: unknown 状態 '済'" in told[0]
    assert "none.docx" in told[-1]
    assert review("import", str(path)) == 1


def test_a_document_that_nobody_knows_is_told_with_those_that_come_near(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review("export", "武环〔2026〕4号") == 2
    assert "武环〔2026〕4号: no document is called so" in (told := capsys.readouterr().err)
    assert f"{NUMBER}  {TITLE}" in told


def test_a_table_of_another_warehouse_is_refused(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = exported(capsys, NUMBER)[".docx"]
    (data / "warehouse.duckdb").unlink()
    assert review("import", str(path)) == 2
    assert "the warehouse in" in capsys.readouterr().err


def test_english_goes_out_too(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = exported(capsys, NUMBER, "--to", "en")[".xlsx"]
    assert path.name.endswith(".en.xlsx")
    said = "Wuhan Plan"
    path.write_bytes(
        plans.filled(".xlsx", path.read_bytes(), lambda row: {"校閲訳": said} if row["原文"] == TITLE else {})
    )
    taken = review_steps.load(path)
    assert [(pair.lang, pair.text) for pair in taken.pairs] == [("en", said)]
