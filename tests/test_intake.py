"""What others write as a Release is read kindly where they leave out, strictly where they misspell."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.intake import NotARelease, releases
from warehouse.models import Release

TEXT = "各区人民政府：\n到2027年，全市细颗粒物年均浓度控制在32微克/立方米以内。"


def read(text: str) -> list[Release]:
    """The releases of a text in which all are."""
    found = [row for row in read_all(text) if isinstance(row, Release)]
    assert len(found) == len(read_all(text))
    return found


def read_all(text: str) -> list[Release | NotARelease]:
    return list(releases(text.splitlines(keepends=True), "here"))


def test_title_and_text_are_enough() -> None:
    [release] = read(json.dumps({"title": "样例市空气质量改善计划", "text": TEXT}))
    assert [block.text for block in release.blocks] == TEXT.splitlines()
    assert release.published is None


def test_blocks_may_be_strings_and_ids_are_kept() -> None:
    row = {"id": "r1", "title": "样例", "blocks": ["一段", {"text": "二段"}], "published": "2026-10-01"}
    [release] = read(json.dumps(row))
    assert (release.id, [block.text for block in release.blocks]) == ("r1", ["一段", "二段"])


def test_fields_of_their_own_are_passed_over_and_aliases_understood() -> None:
    row = {"title": "样例", "text": "一段", "label": "x", "date": "2026-10-01", "issuer": "样例市生态环境局"}
    [release] = read(json.dumps(row))
    assert (str(release.published), release.issuers) == ("2026-10-01", ("样例市生态环境局",))
    [undated] = read(json.dumps(row | {"date": "2026"}))
    assert undated.published is None


def test_a_county_is_its_citys() -> None:
    [release] = read(json.dumps({"title": "样例", "text": "一段", "place": "420106"}))
    assert release.place == "420100"


def test_a_laid_out_release_is_one() -> None:
    assert len(read(json.dumps({"title": "样例", "blocks": []}, indent=1))) == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[]", "expected an object"),
        ("{}", "title"),
        ('{"title": "样例", "published": "soon"}', "published"),
        ('{"title": "样例", "blocks": 5}', "blocks"),
        ('{"title": 5}', "title: Input should be a valid string, found 5"),
        ('{"title": "样例", "place": "990000"}', "place: expected a code of GB/T 2260, found '990000'"),
        ('{"title": "\\ud800"}', "surrogates"),
        ("not JSON", "Expecting value"),
        ("[" * 100_000, "recursion"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(line: str, said: str) -> None:
    [found] = read_all(line)
    assert str(found).startswith("here, line 1: no Release: ")
    assert said in str(found)


GOOD = json.dumps({"title": "样例", "text": "一段"}, ensure_ascii=False)


@pytest.mark.parametrize(
    "bad",
    [
        "not JSON",
        '{"title": "样例"',
        '{"title": "样例}',
        "[]",
        '{\n "title": "样例",\n "blocks": [\n  {',
        "}",
        '{"title": 1}\n\n',
    ],
)
def test_the_releases_around_what_is_none_are_kept(bad: str) -> None:
    before, found, after = read_all(f"{GOOD}\n\n{bad}\n{GOOD}\n")
    assert isinstance(before, Release)
    assert isinstance(after, Release)
    assert str(found).startswith("here, line 3: ")


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5), lambda one: st.lists(one, max_size=3), max_leaves=5
)


@given(
    st.dictionaries(st.sampled_from(["title", "text", "blocks", "date", "issuer", "id", "url", "published"]), values)
)
def test_any_object_is_a_release_or_said_to_be_none(row: dict[str, object]) -> None:
    assert len(read_all(json.dumps(row, indent=1) + "\n" + json.dumps(row))) == 2
