"""The command line asks before it sends, and only a plain yes is one."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from dags import cli


@pytest.mark.parametrize(
    ("answer", "approved"), [("y\n", True), ("YES\n", True), ("n\n", False), ("\n", False), ("", False)]
)
def test_only_a_plain_yes_approves(monkeypatch: pytest.MonkeyPatch, answer: str, approved: bool) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    assert cli.ask(terminal, "**2026-10**: 41 items") is approved
    assert "41 items" in terminal.getvalue()


def test_live_needs_a_month(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["run", "--set", "live"]) == 2
    assert "2026-10" in capsys.readouterr().err


def test_the_unknown_words_of_a_month_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AOZORA_DATA", str(tmp_path))
    assert cli.main(["terms", "2026-10"]) == 2
    assert "2026-10" in capsys.readouterr().err
    release = {"title": "唐山市大气污染防治方案", "text": "推广碓氷装置，治理磷硎炉大气污染。"}
    (tmp_path / "2026-10" / "releases" / "one.jsonl").write_text(json.dumps(release), encoding="utf-8")
    assert cli.main(["terms", "2026-10", "--at-most", "1"]) == 0
    assert [json.loads(line)["word"] for line in capsys.readouterr().out.splitlines()] == ["碓氷"]
