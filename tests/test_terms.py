"""The glossary's terms are found where they stand."""

from __future__ import annotations

import pytest

from nlp.translation.terms import matched


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("推进重污染天气应急响应和应急减排", ["重污染天气", "应急响应", "应急"]),
        ("细颗粒物和颗粒物，细颗粒物", ["细颗粒物", "颗粒物"]),
        ("关于印发《计划》的通知", ["印发", "计划", "通知"]),
        ("第三条", []),
    ],
)
def test_the_longest_terms_are_found_in_their_order_and_once(text: str, terms: list[str]) -> None:
    assert [term.zh for term in matched(text)] == terms
