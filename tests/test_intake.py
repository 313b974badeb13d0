"""What others write as a Release is read kindly where they leave out, strictly where they misspell."""

from __future__ import annotations

import json

import pytest

from nlp.intake import NotARelease, releases

TEXT = "各区人民政府：\n到2027年，全市细颗粒物年均浓度控制在32微克/立方米以内。"


def test_title_and_text_are_enough() -> None:
    [release] = releases(json.dumps({"title": "样例市空气质量改善计划", "text": TEXT}), "here")
    assert [block.text for block in release.blocks] == TEXT.splitlines()
    assert release.published is None


def test_blocks_may_be_strings_and_ids_are_kept() -> None:
    row = {"id": "r1", "title": "样例", "blocks": ["一段", {"text": "二段"}], "published": "2026-10-01"}
    [release] = releases(json.dumps(row), "here")
    assert (release.id, [block.text for block in release.blocks]) == ("r1", ["一段", "二段"])


def test_fields_of_their_own_are_passed_over_and_aliases_understood() -> None:
    row = {"title": "样例", "text": "一段", "label": "x", "date": "2026-10-01", "issuer": "样例市生态环境局"}
    [release] = releases(json.dumps(row), "here")
    assert (str(release.published), release.issuers) == ("2026-10-01", ("样例市生态环境局",))
    [undated] = releases(json.dumps(row | {"date": "2026"}), "here")
    assert undated.published is None


def test_a_laid_out_release_is_one() -> None:
    assert len(list(releases(json.dumps({"title": "样例", "blocks": []}, indent=1), "here"))) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[]", "expected an object"),
        ("{}", "title"),
        ('{"title": "样例", "published": "soon"}', "published"),
        ("not JSON", "line 1"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(line: str, said: str) -> None:
    with pytest.raises(NotARelease, match="here, line 1") as caught:
        list(releases(line, "here"))
    assert said in str(caught.value)
