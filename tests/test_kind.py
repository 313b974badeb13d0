"""Kinds and stages told by titles."""

from __future__ import annotations

import pytest

from nlp.kind import kind
from nlp.reading import Reading
from nlp.titles import bare
from tests.reading import a_release, gold
from warehouse.reference import kinds, themes


@pytest.mark.parametrize(("expected", "status", "title"), gold("kinds"))
def test_kind(expected: str, status: str, title: str) -> None:
    found = kind(Reading(a_release(title)))
    assert (found.kind, found.status) == (expected, status)
    assert all(title[quote.start : quote.end] == quote.text for quote in found.quotes)


def test_vocabulary_names_known_ids() -> None:
    from nlp.vocabulary import load

    assert {rule["kind"] for rule in load("kinds")["rules"]} <= set(kinds())
    assert set(load("importance")["kind"]) == set(kinds())
    assert set(load("themes")["words"]) == set(themes())


@pytest.mark.parametrize(
    "title",
    [
        "关于公开征求《武汉市空气质量改善方案（征求意见稿）》意见的公告",
        "武汉市人民政府办公厅关于印发武汉市空气质量改善方案的通知",
        "《武汉市空气质量改善方案》政策解读",
        "市政府关于印发《武汉市空气质量改善方案（样例）》的通知（武政〔2026〕9号）",
        "武汉市空气质量改善方案",
    ],
)
def test_bare_title_is_one_for_notice_draft_and_reading(title: str) -> None:
    assert bare(title) == "武汉市空气质量改善方案"
