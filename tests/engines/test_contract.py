"""What holds for every engine: order, count, faults told apart, no text lost to another's fault, no key in any word."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from nlp.translation import engines
from nlp.translation.asking.failures import EngineFailedError
from nlp.translation.asking.items import Item
from tests.engines.server import HANG, KEY, SECRET, japanese
from tests.engines.stand_ins import ALL, careful

TEXTS = [f"推动第{n}家企业加强管理" for n in range(1, 8)]
ITEMS = [Item(text) for text in TEXTS]


@pytest.fixture(params=ALL, ids=lambda kind: kind.name)
def stand_in(request: pytest.FixtureRequest) -> Iterator[Any]:
    running = request.param()
    yield running
    running.close()


def test_every_engine_has_a_stand_in() -> None:
    assert sorted(kind.name for kind in ALL) == list(engines.names())


def test_one_answer_a_text_in_order(stand_in: Any) -> None:
    asking = careful(stand_in)
    assert [answer.text for answer in asking.translate(ITEMS)] == list(map(japanese, TEXTS))
    assert stand_in.texts == TEXTS
    assert asking.budget.used == sum(map(len, TEXTS))
    assert asking.engine.sends_data_to == "127.0.0.1"


def test_the_shape_of_deep_translator(stand_in: Any) -> None:
    engine: Any = careful(stand_in).engine
    assert engine.translate(TEXTS[0]) == japanese(TEXTS[0])
    assert engine.translate_batch(TEXTS[:2]) == list(map(japanese, TEXTS[:2]))
    assert engine.is_language_supported("japanese")


def test_a_text_without_chinese_is_not_sent_and_breaks_are_rebuilt(stand_in: Any) -> None:
    odd = ["PM2.5 ≤ 32 μg/m³", "", "　" + TEXTS[0] + "\n\n  " + TEXTS[1] + "\n"]
    answers = [answer.text for answer in careful(stand_in).translate([Item(text) for text in odd])]
    assert answers == [*odd[:2], "　" + japanese(TEXTS[0]) + "\n\n  " + japanese(TEXTS[1]) + "\n"]
    assert stand_in.texts == TEXTS[:2]


@pytest.mark.parametrize("fault", ["429", "503", "500", "html", "redirect", "drop", "hang"])
def test_a_passing_fault_is_tried_again(stand_in: Any, fault: str) -> None:
    waits: list[float] = []
    stand_in.faults = [fault]
    asking = careful(stand_in, waits=waits, patience=HANG / 2 if fault == "hang" else 5.0)
    assert [answer.text for answer in asking.translate(ITEMS)] == list(map(japanese, TEXTS))
    assert waits == [0.5]


def test_a_server_says_how_long_to_wait_in_seconds_or_as_a_date(stand_in: Any) -> None:
    waits: list[float] = []
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    stand_in.faults = ["429 7", f"429 {date}"]
    assert careful(stand_in, waits=waits).translate(ITEMS[:1])[0].text == japanese(TEXTS[0])
    first, second = waits
    assert first == 7 and 15 < second <= 20


def test_a_server_that_asks_for_an_hour_is_not_waited_for(stand_in: Any) -> None:
    waits: list[float] = []
    stand_in.faults = ["429 3600"]
    (answer,) = careful(stand_in, waits=waits).translate(ITEMS[:1])
    assert answer.text is None and "429" in answer.reason and waits == []


@pytest.mark.parametrize("fault", ["empty", "same", "wrong language"])
def test_what_is_no_translation_is_a_failure_with_its_reason(stand_in: Any, fault: str) -> None:
    stand_in.faults = [fault] * len(ITEMS)
    answers = careful(stand_in).translate(ITEMS)
    assert {answer.text for answer in answers} == {None}
    assert all(answer.reason for answer in answers)


@pytest.mark.parametrize("fault", ["missing", "truncated"])
def test_an_answer_cut_short_crosses_no_texts(stand_in: Any, fault: str) -> None:
    stand_in.faults = [fault]
    answers = [answer.text for answer in careful(stand_in).translate(ITEMS)]
    assert all(text in (None, japanese(asked)) for text, asked in zip(answers, TEXTS, strict=True))
    assert sum(text is None for text in answers) <= 1


def test_a_spent_quota_or_a_refused_key_stops_the_engine(stand_in: Any) -> None:
    for fault in ("quota", "401"):
        asking = careful(stand_in)
        if stand_in.name == "google" and fault == "quota":
            continue  # it has none to tell of
        before = len(stand_in.asked)
        stand_in.faults = [fault]
        answers = asking.translate(ITEMS * 10)
        assert {answer.text for answer in answers} == {None}
        assert sum(map(stand_in.for_texts, stand_in.asked[before:])) == 1


def test_a_text_that_kills_the_server_takes_no_other_along(stand_in: Any) -> None:
    poison = TEXTS[4]

    def deadly(text: str) -> str:
        if text == poison:
            raise RuntimeError
        return japanese(text)

    stand_in.translate = deadly
    answers = [answer.text for answer in careful(stand_in).translate(ITEMS)]
    assert answers == [None if text == poison else japanese(text) for text in TEXTS]


@pytest.mark.parametrize("fault", ["503", "400"])
def test_a_dead_engine_is_left_alone(stand_in: Any, fault: str) -> None:
    stand_in.faults = [fault] * 1000
    asking = careful(stand_in)
    answers = asking.translate([Item(f"推动第{n}家企业加强管理") for n in range(300)])
    assert {answer.text for answer in answers} == {None}
    assert sum(map(stand_in.for_texts, stand_in.asked)) == 10
    assert "left alone after 10 failures" in answers[-1].reason


def test_sixteen_threads_on_one_engine_cross_nothing(stand_in: Any) -> None:
    texts = [f"推动第{n}家企业加强管理" for n in range(400)]
    asking = careful(stand_in)
    with ThreadPoolExecutor(16) as pool:
        answers = pool.map(lambda text: asking.translate([Item(text)])[0].text, texts)
        assert list(answers) == list(map(japanese, texts))


@pytest.mark.parametrize("fault", ["400", "401", "403", "429", "500", "html", "drop", "quota", "expired"])
def test_no_word_of_a_failure_holds_a_key(stand_in: Any, fault: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    if fault == "403":
        stand_in.settings = stand_in.settings | {"KEY": "wr0ng/key=="}
    else:
        stand_in.faults = [fault] * 8
    engine: Any = careful(stand_in).engine
    said = [repr(engine), repr(engine.service), str(careful(stand_in).translate(ITEMS))]
    try:
        engine.ask(ITEMS[:1])
    except EngineFailedError as failure:
        said += ["".join(traceback.format_exception(failure)), repr(failure.__context__), repr(failure.__cause__)]
    everything = "\n".join([*said, caplog.text])
    assert not [key for key in (KEY, SECRET, "wr0ng", "k3y", "token-1") if key in everything]


def test_an_unreachable_engine_is_named_with_its_host(stand_in: Any) -> None:
    stand_in.close()
    (answer,) = careful(stand_in).translate(ITEMS[:1])
    assert answer.text is None and "127.0.0.1" in answer.reason and answer.characters == 0
