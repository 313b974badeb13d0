"""Recall of the checks by class of error, and their false alarms: floors, no goals."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.translation.checks import check
from nlp.translation.checks.flags import blocking, flags, kind, labelled
from nlp.translation.normalise import normalise
from tests import seeded
from tests.eval.checks import found, missed
from warehouse.models import Language

_FLOOR = 0.98
_FLOORS = {"simplified_put_in": 0.95, "clause_dropped": 0.96, "direction_inverted": 0.96}
_ENGLISH_FLOORS = {"truncated": 0.94, "term_replaced": 0.9, "negation_added": 0.92, "meaning_inverted": 0.93}
_PAIRS: dict[Language, list[seeded.Pair]] = {"ja": seeded.pairs("ja"), "en": seeded.pairs("en")}


@pytest.mark.parametrize("made", seeded.CLASSES, ids=[made.__name__ for made in seeded.CLASSES])
def test_each_class_of_error_is_found(made: seeded.Class) -> None:
    lost, total = missed(made, _PAIRS["ja"])
    assert total > 0
    assert 1 - len(lost) / total >= _FLOORS.get(made.__name__, _FLOOR), lost[:5]


@pytest.mark.parametrize("made", seeded.CLASSES, ids=[made.__name__ for made in seeded.CLASSES])
def test_each_class_of_error_is_found_in_english(made: seeded.Class) -> None:
    lost, total = missed(made, _PAIRS["en"])
    assert len(lost) <= total * (1 - _ENGLISH_FLOORS.get(made.__name__, 0.97)), lost[:5]


def test_clean_pairs_raise_hardly_anything() -> None:
    assert len(_PAIRS["ja"]) >= 700
    assert len(_PAIRS["en"]) >= 170
    for clean in _PAIRS.values():
        alarms = [(pair.zh, told) for pair in clean if (told := found(pair, pair.text))]
        assert len(alarms) <= len(clean) // 100, alarms


def test_every_flag_has_a_label_and_a_line_for_readers() -> None:
    pair = _PAIRS["ja"][0]
    given_flags = {
        flag
        for made in seeded.CLASSES
        for p, wrong in seeded.errors(made, _PAIRS["ja"][:40])
        for flag in found(p, wrong)
    }
    assert {kind(flag).code for flag in given_flags} <= set(flags())
    assert all(flag.ja and flag.explained for flag in flags().values())
    assert labelled("NUM:12") == "数値（12）"
    assert blocking(("REFILLED:3→4", "NUM:12")) == ("NUM:12",)
    assert found(pair, pair.text) == ()


def test_long_texts_are_read_in_time() -> None:
    """Eight thousand characters take no more than a few times two thousand do; hostile ones end too."""
    sentences = [pair for pair in _PAIRS["ja"] if pair.zh.endswith("。") and pair.text.endswith("。")]
    zh, ja = (normalise("".join(pair.zh for pair in sentences)), "".join(pair.text for pair in sentences))
    began = time.process_time()
    for source, text in (
        (zh[:8000], ja[:12000]),
        ("十" * 3000, "1," * 3000),
        ("（" * 3000, "「" * 3000),
        ("升" * 3000, "い" * 3000),
    ):
        check(source, text, "ja")
    assert time.process_time() - began < 5


_TEXTS = st.text(
    alphabet="到2027年，全市下降10%以上不低于《方案》（试行）第三季度〔2023〕号一二十百μg/m³亿万トンを低減しない。",
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(zh=st.one_of(st.text(max_size=40), _TEXTS), text=st.one_of(st.text(max_size=40), _TEXTS))
def test_any_two_texts_are_judged_and_always_alike(zh: str, text: str) -> None:
    for lang in ("ja", "en"):
        told = check(normalise(zh), text, lang)
        assert told == check(normalise(zh), text, lang)
        assert all(kind(flag) for flag in told)
