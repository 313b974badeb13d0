"""A run's engine: one budget for both languages, what was sent told to the approver; and the commands on engines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dags import steps
from dags.engine import Engine, told
from nlp.translation.asking.failures import EngineSettingError
from tests.engines.protocols.deepl import DeepL
from tests.engines.stand_ins import environment
from warehouse.models import SegmentKind

ASKED: list[tuple[str, SegmentKind]] = [
    ("推动企业主动加强自身的管理，让群众放心。", "sentence"),
    ("到2027年让30家企业主动搬走。", "sentence"),
    ("让群众都满意。", "sentence"),
]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[DeepL]:
    running = DeepL()
    for name, value in environment(DeepL, running.url).items():
        monkeypatch.setenv(name, value)
    yield running
    running.close()


def test_what_was_sent_is_told_with_what_came_of_it(server: DeepL, tmp_path: Path) -> None:
    server.translate = {
        ASKED[0][0]: "企業が自ら管理を強化することを推進し、人々が安心できるようにする。",
        ASKED[1][0]: "2027年までに40社の企業が自主的に移転する。",
    }.get
    engine = Engine(tmp_path, tmp_path)
    right, wrong, none = made = engine.chain("ja", {}).translate(ASKED)
    engine.tell(made)
    assert (right.state, wrong.state, none.state) == ("machine", "machine", "untranslated")
    characters = sum(len(text) for text, _ in ASKED)
    assert told(tmp_path) == [
        f"Sent to 127.0.0.1 (deepl, v2): 3 texts, {characters} characters; "
        "1 are held back for what the checks found, 1 came to nothing (most often: empty answer)"
    ]
    (used,) = json.loads((tmp_path / "engines" / "characters.json").read_text())["deepl"].values()
    assert used == characters


def test_both_languages_spend_one_budget(server: DeepL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AOZORA_ENGINE_RUN_CHARACTERS", str(len(ASKED[0][0]) + 5))
    engine = Engine(tmp_path, tmp_path)
    (japanese,) = engine.chain("ja", {}).translate(ASKED[:1])
    (english,) = engine.chain("en", {}).translate(ASKED[:1])
    assert japanese.text and english.text is None
    assert any(flag.startswith("ENGINE:budget of the run") for flag in english.flags)
    assert len(server.texts) == 1


def test_nothing_is_told_when_nothing_may_be_sent(tmp_path: Path) -> None:
    (tmp_path / "engine.md").write_text("of an earlier run")
    Engine(tmp_path, tmp_path).tell(())
    assert told(tmp_path) == []


def test_a_run_says_at_once_what_its_engine_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AOZORA_ENGINE", "deepl")
    with pytest.raises(EngineSettingError, match="AOZORA_ENGINE_KEY"):
        steps.until()


def nlp(*words: str, lines: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "nlp", *words],
        input=lines,
        capture_output=True,
        text=True,
        env=dict(os.environ) | settings,
        check=False,
    )


def test_engines_are_listed_and_tried_and_no_key_is_shown(server: DeepL, tmp_path: Path) -> None:
    listed = nlp("engines")
    assert "deepl: chosen and ready; texts go to 127.0.0.1" in listed.stdout
    tried = nlp("engines", "try", AOZORA_DATA=str(tmp_path))
    assert (tried.returncode, tried.stdout.split(":")[0]) == (0, "to 127.0.0.1 (deepl, v2)")
    assert "についてである" in tried.stdout
    line = nlp(
        "translate", "--kind", "sentence", "--engine", "configured", lines=ASKED[0][0], AOZORA_DATA=str(tmp_path)
    )
    assert json.loads(line.stdout)["engine"] == "deepl"
    assert line.stderr.strip() == "texts are sent to 127.0.0.1"
    assert not [key for key in ("k3y", "very+") if key in listed.stdout + tried.stdout + tried.stderr + line.stdout]
    (used,) = json.loads((tmp_path / "engines" / "characters.json").read_text())["deepl"].values()
    assert used == sum(map(len, server.texts))


def test_what_cannot_be_used_is_said_on_one_line() -> None:
    for settings, expected in (
        ({"AOZORA_ENGINE": "oracle"}, "AOZORA_ENGINE=oracle: expected none or one of"),
        ({"AOZORA_ENGINE": "libretranslate", "AOZORA_ENGINE_URL": "localhost:5000"}, "begins with http:// or https://"),
        ({}, "AOZORA_ENGINE: expected the name of an engine"),
    ):
        said = nlp("engines", "try", **settings)
        assert (said.returncode, said.stderr.count("\n")) == (2, 1)
        assert expected in said.stderr
