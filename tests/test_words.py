"""Words are cut as jieba itself cuts them, in less time."""

from __future__ import annotations

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.words import OURS, Tokenizer
from tests.reading import gold

PIECES = [case["text"] for name in ("targets", "events", "duties", "citations") for case in gold(name)]
TERMS = ("挥发性有机物", "秋冬季大气", "邯郸市", "PM2.5", "中国")
CHARACTERS = (
    "中国人民大学生活着火车站年月日挥发性有机物秋冬季大气邯郸市为了不的是一二〇PM2.5VOCs %+#&_-，。《\r\n\u3000\u9fd6"
)


@pytest.fixture(scope="module")
def cutters(tmp_path_factory: pytest.TempPathFactory) -> tuple[jieba.Tokenizer, Tokenizer]:
    """jieba as it comes and ours, with the same words added."""
    plain = jieba.Tokenizer()
    plain.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    for term in TERMS:
        plain.add_word(term, OURS)
    return plain, Tokenizer(TERMS)


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(st.text(CHARACTERS, max_size=40), st.sampled_from(PIECES), st.text(max_size=20)))
def test_any_text_is_cut_as_by_jieba(cutters: tuple[jieba.Tokenizer, Tokenizer], text: str) -> None:
    plain, ours = cutters
    assert list(ours.cut(text)) == list(plain.cut(text, HMM=False))
