"""The wrapper: what it sends, what it lets pass, when it stops."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from nlp.translation.asking.budget import Budget
from nlp.translation.asking.failures import (
    EngineFailedError,
    IndigestibleError,
    OverBudgetError,
    PassingError,
    StoppedError,
)
from nlp.translation.asking.items import Item
from nlp.translation.asking.usable import unusable
from tests.engines.server import japanese
from tests.engines.spoken import Spoken, asking

TEXTS = [f"推动第{n}家企业加强管理" for n in range(10, 34)]
ITEMS = [Item(text) for text in TEXTS]
EACH = len(TEXTS[0])


def test_batches_keep_to_the_engines_number_and_room_and_leave_some_alone() -> None:
    engine = Spoken()
    engine.room = EACH * 3
    asking(engine).translate([*ITEMS[:7], Item("单独的一句"), *ITEMS[7:9]])
    assert [len(items) for items in engine.items] == [3, 3, 1, 1, 2]


@pytest.mark.parametrize("at", range(8))
@pytest.mark.parametrize("failure", [IndigestibleError, PassingError])
def test_one_poison_text_costs_the_others_nothing(at: int, failure: type[EngineFailedError]) -> None:
    def deadly(text: str) -> str:
        if text == TEXTS[at]:
            raise failure("dead") if failure is IndigestibleError else PassingError("dead", poison=True)
        return japanese(text)

    answers = asking(Spoken(deadly)).translate(ITEMS)
    assert [answer.text for answer in answers] == [None if n == at else japanese(text) for n, text in enumerate(TEXTS)]
    assert answers[at].reason == "dead"


def test_waits_grow_and_are_jittered() -> None:
    waits: list[float] = []
    engine = Spoken()
    engine.failures = [PassingError("busy")] * 3
    asking(engine, sleep=waits.append, jitter=lambda: 0.5).translate(ITEMS[:1])
    assert waits == [0.75, 1.5, 3.0]


def test_a_stop_is_for_the_run_and_the_reason_stays() -> None:
    engine = Spoken(failure="quota used up")
    patient = asking(engine)
    assert {answer.reason for answer in patient.translate(ITEMS)} == {"quota used up"}
    assert {answer.reason for answer in patient.translate(ITEMS)} == {"quota used up"}
    assert len(engine.items) == 1
    assert (patient.texts, patient.refused) == (48, 48)


def test_white_space_without_end_is_taken_apart_at_once() -> None:
    text = "总则" + " " * 200_000 + "附则的规定\r\n\t第一条\u3000\n" + " " * 200_000
    (answer,) = asking(engine := Spoken(lambda text: "訳である")).translate([Item(text)])
    assert engine.asked == ["第一条"]  # the first line is longer than the engine takes
    assert answer.reason.startswith("too long")
    (short,) = asking(Spoken(lambda text: "訳\nである")).translate([Item("总则\r\n\t第一条\u3000\n  ")])
    assert short.text == "訳である\r\n\t訳である\u3000\n  "


# ---------------------------------------------------------------- budget


def test_what_fits_the_budget_is_sent_and_the_rest_says_why(tmp_path: Path) -> None:
    engine = Spoken()
    answers = asking(engine, budget=Budget("spoken", run=EACH * 10 + 3)).translate(ITEMS)
    assert [answer.text is not None for answer in answers] == [True] * 10 + [False] * 14
    assert engine.asked == TEXTS[:10]
    assert answers[-1].reason == f"budget of the run: {EACH * 10} of {EACH * 10 + 3} characters used, {EACH} asked"


def test_the_months_characters_outlive_the_run_and_another_month_begins_anew(tmp_path: Path) -> None:
    ledger, day = tmp_path / "engines" / "characters.json", date(2026, 11, 30)
    first = Budget("deepl", ledger, month=100, today=lambda: day)
    first.take(90)
    second = Budget("deepl", ledger, month=100, today=lambda: day)
    with pytest.raises(OverBudgetError, match="month 2026-11: 90 of 100 characters used, 11 asked"):
        second.take(11)
    assert second.used == 0
    Budget("textra", ledger, month=100, today=lambda: day).take(60)
    day = date(2026, 12, 1)
    second.take(11)
    assert json.loads(ledger.read_text()) == {"deepl": {"2026-11": 90, "2026-12": 11}, "textra": {"2026-11": 60}}


def test_the_ledger_counts_all_that_write_it_at_once(tmp_path: Path) -> None:
    ledger = tmp_path / "characters.json"
    budgets = [Budget("deepl", ledger, today=lambda: date(2026, 11, 1)) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda budget: [budget.take(3) for _ in range(20)], budgets))
    assert json.loads(ledger.read_text())["deepl"]["2026-11"] == 480


def test_a_ledger_that_cannot_be_read_stops_the_engine(tmp_path: Path) -> None:
    ledger = tmp_path / "characters.json"
    ledger.write_text("[1, 2")
    engine = Spoken()
    (answer,) = asking(engine, budget=Budget("spoken", ledger)).translate(ITEMS[:1])
    assert str(ledger) in answer.reason and engine.asked == []


def test_what_an_engine_did_not_read_is_not_counted() -> None:
    engine = Spoken()
    engine.failures = [PassingError("reset", poison=True), PassingError("busy")]
    patient = asking(engine)
    (answer,) = patient.translate(ITEMS[:1])
    assert (answer.characters, patient.budget.used) == (2 * EACH, 2 * EACH)


def test_a_disk_that_is_full_ends_the_spending() -> None:
    def full(_: object) -> None:
        raise OSError("no space left")

    engine = Spoken()
    with pytest.raises(OSError, match="no space"):
        asking(engine).translate([Item("PM"), *ITEMS], full)
    assert engine.asked == []


def test_a_stop_in_a_batch_is_told_of_all_its_texts() -> None:
    engine = Spoken()
    engine.failures = [StoppedError("HTTP 403")]
    assert {answer.reason for answer in asking(engine).translate(ITEMS[:5])} == {"HTTP 403"}


# ---------------------------------------------------------------- usable


@pytest.mark.parametrize(
    ("source", "text", "reason"),
    [
        ("推动企业加强管理", "企業による管理強化の推進", ""),
        ("总则", "総則", ""),
        ("国发〔2023〕24号", "国发〔2023〕24号による", ""),
        ("二氧化硫", "SO2", ""),
        ("推动企业加强管理", "推动企业 加强管理", "the Chinese came back"),
        ("推动企业加强环境管理", "推动企业加强对环境的管理", "still simplified Chinese"),
        ("推动企业加强管理", "Promote management by enterprises", "not Japanese"),
        ("推动企业加强管理", "Promote", "not Japanese"),
        ("推动企业加强管理", "기업의 관리 강화를 추진", "not Japanese"),
        ("推动企业加强管理", " \n", "empty answer"),
        ("推动企业加强管理", None, "empty answer"),
    ],
)
def test_what_is_japanese(source: str, text: str | None, reason: str) -> None:
    assert unusable(source, text, "ja") == reason
