"""The checks find every kind of error that is put in, and leave clean pairs alone."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nlp.translation.checks import check
from nlp.translation.normalise import normalise

GOLD = Path(__file__).parent / "gold"

ZH = "到2027年，全市细颗粒物年均浓度比2025年下降10%以上，控制在32微克/立方米以内，"
ZH += "重污染天数不超过三天（国发〔2023〕24号）。"
JA = "2027年までに、全市の微小粒子状物質年平均濃度を2025年比で10%以上低減し、32μg/m³以内に抑制し、"
JA += "重度汚染日数が3日を超えないものとする（国発〔2023〕24号）。"


def pairs() -> list[tuple[str, str]]:
    found = []
    for name in ("titles_ja.tsv", "targets_ja.tsv"):
        with (GOLD / name).open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
        found += [(row["zh"], row["ja"]) for row in rows if row["ja"] != "-"]
    return found


def test_clean_pairs_raise_nothing() -> None:
    assert check(normalise(ZH), JA, "ja") == ()
    alarms = [(zh, flags) for zh, ja in pairs() if (flags := check(normalise(zh), ja, "ja"))]
    assert alarms == []


@pytest.mark.parametrize(
    ("wrong", "right", "flag"),
    [
        ("33μg/m³", "32μg/m³", "NUM"),
        ("2024年比で", "2025年比で", "DATE"),
        ("を", "を2025年比で", "DATE"),
        ("4日を", "3日を", "NUM"),
        ("32mg/m³", "32μg/m³", "UNIT"),
        ("10ポイント", "10%", "UNIT"),
        ("増加し", "低減し", "DIR"),
        ("10%以下", "10%以上", "DIR"),
        ("3日となる", "3日を超えない", "DIR"),
        ("〔2023〕25号", "〔2023〕24号", "DOCNO"),
        ("细颗粒物", "微小粒子状物質", "HAN"),
        ("（国発〔2023〕24号", "（国発〔2023〕24号）", "BRACKET"),
    ],
)
def test_a_seeded_error_is_found(wrong: str, right: str, flag: str) -> None:
    seeded = JA.replace(right, wrong)
    assert seeded != JA
    assert any(found.startswith(flag) for found in check(normalise(ZH), seeded, "ja"))


@pytest.mark.parametrize(
    ("zh", "ja", "flag"),
    [
        ("禁止露天焚烧秸秆", "わらの野外焼却", "NEG"),
        ("尚未完成改造的企业", "改修を完了した企業", "NEG"),
        ("国务院关于印发计划的通知", "州議会：計画の配布に関する通知", "TERM"),
        ("水泥行业超低排放", "コンクリート業の超低排出", "TERM"),
        ("第十四个五年规划", "第13次5カ年計画", "NUM"),
        ("加强组织领导", "", "EMPTY"),
        ("关于印发《大气污染防治条例》的通知", "大気汚染防止条例の配布に関する通知", "BRACKET"),
        ("深入推进产业结构优化调整工作", "推進", "LEN"),
        ("加强监督", "監督を強化監督を強化監督を強化監督を強化", "REP"),
    ],
)
def test_meaning_and_form(zh: str, ja: str, flag: str) -> None:
    assert any(found.startswith(flag) for found in check(normalise(zh), ja, "ja"))


def test_every_digit_of_every_pair_matters() -> None:
    missed = []
    for zh, ja in pairs():
        for place, char in enumerate(ja):
            if char.isdecimal() and not check(
                normalise(zh), ja[:place] + str((int(char) + 1) % 10) + ja[place + 1 :], "ja"
            ):
                missed.append((zh, ja, place))
    assert missed == []


def test_english_numbers_may_be_words_and_months_names() -> None:
    zh = "2026年9月空气质量三年行动计划"
    assert check(zh, "Three-Year Action Plan for Air Quality, September 2026", "en") == ()
    assert "DATE:9" in check(zh, "Three-Year Action Plan for Air Quality, August 2026", "en")


@pytest.mark.parametrize("end", ["Vehic", "Heav", "of", "the Control of", "L", "o"])
def test_an_english_text_that_breaks_off_is_seen_by_its_last_word(end: str) -> None:
    zh, said = "关于解除重污染天气黄色预警的通知", "Notice on Lifting the Yellow Alert for Heavy Pollution Weather"
    assert check(zh, said, "en") == ()
    assert "TRUNC" in check(zh, f"{said} {end}", "en")
