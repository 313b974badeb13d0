"""Themes and need signals against their gold; figures may not fall."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from nlp.reading import Reading
from nlp.themes import theme_of, themes
from nlp.vocabulary import load
from tests.eval.themes import need_cases, report, theme_cases
from tests.eval.understanding import score, wrong
from tests.reading import a_release


def test_themes_of_short_releases() -> None:
    found = score(theme_cases())
    assert found.precision >= 0.92 and found.recall >= 0.92, f"{found}: {wrong(theme_cases())}"


def test_needs_are_told_from_what_only_looks_like_one() -> None:
    found = score(need_cases())
    assert found.precision >= 0.92 and found.recall >= 0.9, f"{found}: {wrong(need_cases())}"
    assert "need signals" in report(Path())


def test_a_word_stands_for_one_theme() -> None:
    counts = Counter(word.lower() for words in load("themes")["words"].values() for word in words)
    assert [word for word, times in counts.items() if times > 1] == []


def test_themes_are_scored_and_strongest_first() -> None:
    lines = ["工地扬尘应当喷淋。", "裸露地面覆盖，渣土车密闭。", "餐饮油烟净化。"]
    tags = themes(Reading(a_release("扬尘和油烟管控通知", lines)), frozenset(range(3)))
    assert [tag.id for tag in tags] == ["dust", "cooking_fumes"]
    assert tags[0].score > tags[1].score and tags[0].quotes[0].text == "扬尘"


def test_a_narrow_theme_goes_before_a_broad_one() -> None:
    assert theme_of("加强能力建设和培训，提高挥发性有机物治理水平") == "voc"
