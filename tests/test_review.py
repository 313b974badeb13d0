"""Reviewed pairs come in from a CSV, and a bad row is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nlp.translation.review import BadReviewRowError, read


def written(folder: Path, text: str, name: str = "plan.ja.csv") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_pairs_and_leaves_out_unreviewed(tmp_path: Path) -> None:
    path = written(
        tmp_path / "sample",
        "\ufeff原文,校閲訳,校閲者,日付\n加强组织领导,組織的指導の強化,編集,2026-10-05\n总则,,,\n优化布局。,配置を最適化する。,,\n",
    )
    first, second = read(path)
    assert (first.state, first.reviewer, first.reviewed_on, first.is_sample) == (
        "reviewed",
        "編集",
        date(2026, 10, 5),
        True,
    )
    assert (first.lang, first.kind, second.kind) == ("ja", "heading", "sentence")


def test_the_file_name_says_the_language_and_the_folder_whether_it_is_a_sample(tmp_path: Path) -> None:
    (found,) = read(written(tmp_path / "review", "原文,校閲訳\n总则,General Provisions\n", "plan.en.csv"))
    assert (found.lang, found.is_sample) == ("en", False)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("原文,訳\n总则,総則\n", "line 1: column 校閲訳"),
        ("原文,校閲訳,日付\n总则,総則,昨日\n", "line 2, column 日付"),
        ("原文,校閲訳\n,総則\n", "line 2, column 原文"),
        ("原文,校閲訳\n总则,総則\n总则,通則\n", "line 3, column 校閲訳"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, text: str, where: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BadReviewRowError) as failure:
        read(path)
    assert str(path) in str(failure.value)
    assert where in str(failure.value)


def test_the_samples_own_review_files_are_readable() -> None:
    files = sorted((Path(__file__).parents[1] / "crawlers" / "sample" / "review").glob("*.csv"))
    assert files
    for file in files:
        assert all(item.is_sample and item.state == "reviewed" for item in read(file))
