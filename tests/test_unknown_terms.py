"""Words that no vocabulary knows come out ranked, each with a sentence; places, people and numbers do not."""

from __future__ import annotations

import json

from nlp.intake import releases
from nlp.translation.unknown import Stretch, stretches, unknown_words
from warehouse.models import Release

TITLES = ["关于开展碓氷装置治理的通知", "唐山市碓氷装置大气污染治理方案", "关于磷硎炉治理的通知"]


def found(*texts: tuple[str, str]) -> dict[str, tuple[int, int, int]]:
    given = [Stretch(str(number), place, text) for number, (place, text) in enumerate(texts)]  # type: ignore[arg-type]
    return {word.word: (word.releases, word.titles, word.targets) for word in unknown_words(given)}


def test_a_word_of_more_titles_comes_first_with_the_first_of_them() -> None:
    first, *rest = unknown_words(Stretch(str(number), "title", title) for number, title in enumerate(TITLES))
    assert first == ("碓氷", 2, 2, 0, TITLES[0])
    assert [word.word for word in rest] == ["磷硎炉"]


def test_words_of_titles_and_targets_come_before_more_frequent_ones_of_the_rest() -> None:
    body = [("body", "加强碓氷装置治理")] * 9
    assert list(found(*body, ("target", "磷硎炉下降10%"), ("title", "堃锘炉治理方案"))) == ["堃锘炉", "磷硎炉", "碓氷"]


def test_places_people_numbers_and_what_is_known_are_no_terms() -> None:
    texts = ["唐山市细颗粒物浓度下降10%", "磁县、丰润区人民政府", "厅长邢玥堃指出", "2027年3月1日（冀环〔2026〕12号）"]
    assert found(*(("body", text) for text in texts)) == {}


def test_verbs_of_law_and_wording_of_targets_are_no_terms() -> None:
    texts = ["企业不得擅自停运碓氷装置，应当定期检修", "力争氮氧化物排放量降至500吨，每季度提出报告（样例）"]
    assert list(found(*(("target", text) for text in texts))) == ["碓氷", "停运"]


def test_a_release_gives_title_targets_and_text_and_none_when_it_is_not_on_air() -> None:
    rows = [
        {"title": "云州市大气污染防治方案", "text": "到2027年，碓氷装置氮氧化物排放量下降10%。推广磷硎炉。"},
        {"title": "云州市碓氷旅游节公告", "text": "碓氷旅游节将举行。"},
    ]
    given = releases([json.dumps(row) for row in rows], "here")
    on_air, other = (list(stretches(release)) for release in given if isinstance(release, Release))
    assert other == []
    assert [stretch.place for stretch in on_air] == ["title", "target", "body", "body"]
    assert {word.word: (word.titles, word.targets) for word in unknown_words(on_air)}["碓氷"] == (0, 1)
