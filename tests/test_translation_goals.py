"""References written before the engine saw their texts: how much passes, and how near it comes."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import cast

import pytest
import sacrebleu

from nlp.translation.chain import Chain
from nlp.translation.memory import Memory
from warehouse.models import SegmentKind

GOLD = Path(__file__).parent / "gold"


def read(name: str) -> list[dict[str, str]]:
    with (GOLD / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def near(pairs: list[tuple[str, str]]) -> float:
    score = sacrebleu.CHRF(word_order=0).corpus_score([text for text, _ in pairs], [[other for _, other in pairs]])
    return float(score.score)


@pytest.mark.parametrize("name", ["held_out_ja.tsv", "held_out_second_ja.tsv"])
@pytest.mark.parametrize(("kind", "chrf"), [("title", 90), ("heading", 80), ("target", 85)])
def test_three_quarters_pass_and_are_near_their_references(name: str, kind: str, chrf: int) -> None:
    rows = [row for row in read(name) if row["kind"] == kind]
    found = Chain("ja", Memory()).translate((row["zh"], cast(SegmentKind, kind)) for row in rows)
    said = [(item.text, row["ja"]) for item, row in zip(found, rows, strict=True) if item.text is not None]
    assert len(said) / len(rows) >= 0.75
    assert near(said) >= chrf


@pytest.mark.parametrize("name", ["held_out_ja.tsv", "held_out_second_ja.tsv"])
def test_what_no_reference_was_written_for_is_refused(name: str) -> None:
    refused = [row for row in read(name) if row["ja"] == "-"]
    found = Chain("ja", Memory()).translate((row["zh"], cast(SegmentKind, row["kind"])) for row in refused)
    assert [item.text for item in found] == [None] * len(refused)


def test_english_titles_read_like_those_of_ministries() -> None:
    rows = read("titles_en.tsv")
    found = Chain("en", Memory()).translate((row["zh"], "title") for row in rows)
    said = [(item.text, row["en"]) for item, row in zip(found, rows, strict=True) if item.text is not None]
    assert len(said) / len(rows) >= 0.9
    assert near(said) >= 90
