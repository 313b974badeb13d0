"""The glossary says one thing once, in characters and forms that can be printed, and refuses any other file."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from nlp.translation.offline.han import is_simplified
from nlp.translation.offline.tables import table
from nlp.translation.terms import matched
from warehouse import reference
from warehouse.reference.termbase import GlossaryError, Term, terms

GLOSSARY = reference.glossary()
FORMS = {form: term for term in GLOSSARY for form in (term.zh, *term.aliases)}
ROW = {
    "zh": "扬尘",
    "ja": "飛散粉じん",
    "en": "fugitive dust",
    "category": "dust",
    "confidence": "high",
    "source": "us",
}


def written(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "glossary.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(Term.model_fields), restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_the_vocabulary_of_the_field_is_there() -> None:
    assert len(GLOSSARY) >= 1500
    assert min(Counter(term.category for term in GLOSSARY).values()) >= 10


def test_one_form_stands_for_one_meaning() -> None:
    preferred = {term.ja for term in GLOSSARY}
    assert [(term.zh, form) for term in GLOSSARY for form in term.variants if form in preferred] == []
    variants = Counter(form for term in GLOSSARY for form in term.variants)
    assert [form for form, count in variants.items() if count > 1] == []


def test_no_form_that_is_forbidden_stands_within_the_one_to_write() -> None:
    assert [(t.zh, bad) for t in GLOSSARY for bad in t.forbidden if bad in t.ja] == []


def test_no_simplified_character_is_left() -> None:
    texts = [(t.zh, text) for t in GLOSSARY for text in (t.ja, t.explanation_ja, *t.variants, *t.forbidden)]
    assert [(zh, text) for zh, text in texts if any(map(is_simplified, text))] == []


def test_regions_bear_the_name_of_their_own_table() -> None:
    names = {name: region for region in reference.regions().values() for name in (region.zh, *region.aliases_zh)}
    assert [(zh, t.ja) for zh, t in FORMS.items() if zh in names and t.ja != names[zh].ja] == []


@pytest.mark.parametrize("name", ["nouns.tsv", "agencies.tsv", "districts.tsv"])
def test_the_grammar_keeps_no_copy_of_a_term(name: str) -> None:
    assert [row["zh"] for row in table(name) if row["zh"] in FORMS] == []


@pytest.mark.parametrize("name", ["heads.tsv", "doctypes.tsv", "actions.tsv"])
def test_words_that_bend_by_grammar_have_the_glossary_s_form(name: str) -> None:
    both = [(row["zh"], row["ja"], FORMS[row["zh"]].ja) for row in table(name) if row["zh"] in FORMS and row["ja"]]
    assert [(zh, ja, term) for zh, ja, term in both if ja != term] == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"category": "weather"}, "line 2, column category: Input should be"),
        ({"confidence": "low"}, "line 2, column confidence: Input should be"),
        ({"ja": ""}, "line 2, column ja: "),
        ({"ja": "飛散粉じん（ダスト）"}, "line 2, column ja: "),
        ({"ja": "飛散粉し\u3099ん"}, "line 2, column ja: "),
        ({"en": ""}, "line 2, column en: "),
        ({"source": ""}, "line 2, column source: "),
        ({"variants": "揚塵||粉塵"}, "line 2, column variants: expected another form than those before"),
        ({"variants": "飛散粉じん"}, "line 2, column variants: expected another form than those before"),
        ({"variants": "黄砂", "forbidden": "黄砂"}, "line 2, column forbidden: expected another form"),
        ({"aliases": "揚塵|揚塵"}, "line 2, column aliases: expected a form of this term only, found 揚塵 of line 2"),
        ({"abbreviation": "粉じん"}, "line 2, column abbreviation: "),
    ],
)
def test_a_row_that_is_no_term_is_refused_with_its_line_and_column(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    with pytest.raises(GlossaryError) as error:
        terms(written(tmp_path, ROW | changed))
    assert f"glossary.csv, {said}" in str(error.value)


def test_a_chinese_form_is_told_once(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match=r"line 3, column aliases: expected .* found 扬尘 of line 2"):
        terms(written(tmp_path, ROW, ROW | {"zh": "扬尘污染", "ja": "粉じん汚染", "aliases": "扬尘"}))


def test_other_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text("zh,ja\n扬尘,飛散粉じん\n", encoding="utf-8")
    with pytest.raises(GlossaryError, match="line 1: expected the columns zh, ja, en, category"):
        terms(path)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("推进重污染天气应急响应和应急减排", ["重污染天气", "应急响应", "应急减排"]),
        ("细颗粒物和颗粒物，细颗粒物", ["细颗粒物", "颗粒物"]),
        ("关于印发《计划》的通知", ["印发", "计划", "通知"]),
        ("国家发改委、工信部", ["国家发展和改革委员会", "工业和信息化部"]),
        ("整治“散乱污”企业", ["“散乱污”企业"]),
        ("第三条", []),
    ],
)
def test_the_longest_terms_are_found_in_their_order_and_once(text: str, found: list[str]) -> None:
    assert [term.zh for term in matched(text)] == found


def test_another_form_is_no_explanation(tmp_path: Path) -> None:
    path = written(tmp_path, ROW | {"variants": "土ぼこり", "explanation_ja": "土ぼこり"})
    with pytest.raises(GlossaryError, match="line 2, column explanation_ja: expected what the word means"):
        terms(path)
