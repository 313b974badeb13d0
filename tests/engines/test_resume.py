"""What was paid for is not paid for again: after a kill, in the next run, after an edit of other terms."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.translation import cache, chain
from nlp.translation.asking.journal import Journal, JournalDamagedError, Line
from nlp.translation.chain import STALE, Chain, shown
from nlp.translation.memory import Memory
from tests.engines.a_run import texts
from tests.engines.protocols.deepl import DeepL
from tests.engines.server import Asked, Said
from tests.engines.spoken import Spoken, asking
from warehouse import reference
from warehouse.models import Translation
from warehouse.reference import Term

SENTENCE = "推动企业主动加强自身的管理，让群众放心。"
SAID = "企業が自ら管理を強化することを推進し、人々が安心できるようにする。"


class Halting(DeepL):
    """Stops answering at its fourth request for texts, until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go_on = threading.Event(), threading.Event()
        self._begun = 0

    def answer(self, asked: Asked, fault: str) -> Said:
        with self.lock:
            halt = self.for_texts(asked) and self._begun >= 3 and not self.go_on.is_set()
            self._begun += self.for_texts(asked)
        if halt:
            self.reached.set()
            self.go_on.wait(20)
            return Said(503, {})
        return super().answer(asked, fault)


@pytest.fixture
def server() -> Iterator[Halting]:
    running = Halting()
    yield running
    running.close()


def test_a_run_that_is_killed_pays_for_no_text_twice(server: Halting, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "tests.engines.a_run", server.url, str(tmp_path), "25"]
    killed = subprocess.Popen(words, stdout=subprocess.DEVNULL)
    assert server.reached.wait(60)
    while _lines(tmp_path) < len(server.texts):  # what was received is written down before more is asked for
        time.sleep(0.02)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert 10 <= len(server.texts) < 25
    server.go_on.set()
    second = subprocess.run(words, capture_output=True, text=True, check=True)
    assert second.stdout.strip() == "25"
    assert Counter(server.texts) == dict.fromkeys(texts(25), 1)
    assert _lines(tmp_path) == 25


def _lines(folder: Path) -> int:
    journal = folder / "engine.ja.jsonl"
    return len(journal.read_bytes().splitlines()) if journal.exists() else 0


def test_a_line_half_written_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "engine.ja.jsonl"
    journal = Journal(path)
    line = Line("k1", "deepl", "v2", "总则", "総則", "", True, 2)
    journal.write([line])
    with path.open("a") as file:
        file.write('{"key": "k2", "te')
    again = Journal(path)
    again.write([Line("k3", "deepl", "v2", "附则", None, "HTTP 503", False, 2)])
    assert (again.get("k1"), again.get("k2"), again.get("k3")) == (line, None, None)
    assert [json.loads(written)["key"] for written in path.read_text().splitlines()] == ["k1", "k3"]
    path.write_text("something else\n")
    with pytest.raises(JournalDamagedError, match="line 1"):
        Journal(path)


# ---------------------------------------------------------------- the next run


def made(engine: Spoken, known: dict[str, Translation] | None = None) -> Translation:
    (found,) = Chain("ja", Memory(), [asking(engine)], known).translate([(SENTENCE, "sentence")])
    return found


def test_a_stored_text_serves_while_all_that_decides_it_is_the_same() -> None:
    first = made(Spoken({SENTENCE: SAID}))
    assert (first.text, first.state, first.flags, first.characters) == (SAID, "machine", (), len(SENTENCE))
    known = {first.text_id: first}
    again = Spoken()
    assert made(again, known) == first and again.asked == []
    (alone,) = Chain("ja", Memory(), (), known).translate([(SENTENCE, "sentence")])
    assert alone == first


def test_another_version_of_the_engine_is_asked_anew() -> None:
    first = made(Spoken({SENTENCE: SAID}))
    newer = Spoken({SENTENCE: SAID.replace("人々", "住民")})
    newer.version = "2"
    second = made(newer, {first.text_id: first})
    assert "住民" in (second.text or "") and second.cache_key != first.cache_key


def test_an_old_text_is_kept_for_the_reviewer_when_the_engine_fails_now() -> None:
    first = made(Spoken({SENTENCE: SAID}))
    newer = Spoken(failure="quota used up")
    newer.version = "2"
    kept = made(newer, {first.text_id: first})
    assert (kept.text, kept.flags) == (SAID, (STALE, "ENGINE:quota used up"))
    assert (shown(kept).text, shown(kept).state) == (None, "untranslated")
    assert shown(kept).gloss and shown(first) == first


def term(zh: str, ja: str, note: str = "") -> Term:
    return reference.glossary()[0].model_copy(update={"zh": zh, "ja": ja, "aliases": (), "forbidden": (), "note": note})


def test_an_edit_of_the_glossary_is_felt_only_where_the_term_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    glossary = {"企业": term("企业", "企業"), "群众": term("群众", "住民")}
    monkeypatch.setattr(chain, "matched", lambda text: tuple(t for zh, t in glossary.items() if zh in text))
    pieces = [
        (SENTENCE, "sentence"),
        ("让群众更加放心地生活起来。", "sentence"),
        ("让大家更加放心地生活起来。", "sentence"),
    ]
    engine = Spoken()
    first = Chain("ja", Memory(), [asking(engine)]).translate(pieces)  # type: ignore[arg-type]
    assert [item.text for item in engine.items[0]] == [text for text, _ in pieces]
    assert engine.items[0][1].terms == (("群众", "住民"),)
    glossary["企业"] = term("企业", "企業", note="another note")
    glossary["群众"] = term("群众", "大衆")
    known = {t.text_id: t for t in first}
    engine.asked.clear()
    Chain("ja", Memory(), [asking(engine)], known).translate(pieces)  # type: ignore[arg-type]
    assert engine.asked == [text for text, _ in pieces[:2]]


def test_the_key_knows_source_language_engine_version_and_terms() -> None:
    terms = (term("企业", "企業"),)
    known = {
        cache.key(source, lang, engine, version, given)
        for source in ("总则", "附则")
        for lang in ("ja", "en")
        for engine in ("deepl", "textra")
        for version in ("1", "2")
        for given in ((), terms)
    }
    assert len(known) == 32
    assert cache.key(" 总则", "ja", "deepl", "1", terms) in known


@pytest.mark.parametrize(("failure", "asked_again"), [("", 0), ("quota used up", 1)])
def test_an_answer_of_no_use_is_not_paid_for_again_a_failure_is_tried(
    tmp_path: Path, failure: str, asked_again: int
) -> None:
    path = tmp_path / "engine.ja.jsonl"
    first = Chain("ja", Memory(), [asking(Spoken({}, failure))], {}, Journal(path)).translate([(SENTENCE, "sentence")])
    (line,) = map(json.loads, path.read_text().splitlines())
    assert (line["text"], line["reason"]) == (None, failure or "empty answer")
    engine = Spoken({}, failure)
    again = Chain("ja", Memory(), [asking(engine)], {}, Journal(path)).translate([(SENTENCE, "sentence")])
    assert again == first and len(engine.asked) == asked_again
