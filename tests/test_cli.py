"""The command line asks before it sends, and only a plain yes is one."""

from __future__ import annotations

import io
import sys

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
