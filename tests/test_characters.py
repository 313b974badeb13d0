"""No simplified character stays in what the vocabulary says; words are written as Japan writes them."""

from __future__ import annotations

import pytest

from nlp.translation.offline.han import is_simplified, japanese
from nlp.translation.offline.lexicon import Word, lexicon


def said(word: Word) -> str:
    forms = [word.noun, *((word.action.ja, word.action.attributive) if word.action else ())]
    if word.modifier:
        forms += [word.modifier.adverb, word.modifier.adnominal, word.modifier.compound]
    return "".join(forms)


def test_no_word_of_the_vocabulary_is_said_with_a_simplified_character() -> None:
    left = {
        zh: found for zh, word in lexicon().items() if (found := [char for char in said(word) if is_simplified(char)])
    }
    assert left == {}


@pytest.mark.parametrize(
    ("zh", "ja"),
    [
        ("盐业", "塩業"),
        ("矿山", "鉱山"),
        ("锅炉", "ボイラー"),
        ("发布", "発布"),
        ("办公厅", "弁公庁"),
        ("复函", "復函"),
        ("划定", "画定"),
        ("升级", "昇級"),
        ("台账", "台帳"),
        ("咸阳", "咸陽"),
        ("范县", "范県"),
        ("余干县", "余干県"),
        ("叶县", "葉県"),
        ("峁", "峁"),
    ],
)
def test_words_are_written_as_japan_writes_them(zh: str, ja: str) -> None:
    assert japanese(zh) == ja


def test_a_character_that_both_write_is_no_mistake() -> None:
    assert [char for char in "机广厂后国会体学区邢漯" if is_simplified(char)] == []
    assert all(is_simplified(char) for char in "县发电车颗")
