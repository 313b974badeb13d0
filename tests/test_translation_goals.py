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

GOLD = Path(__file__).parent / "gold" / "held_out_ja.tsv"
ROWS = list(csv.DictReader(GOLD.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(("kind", "chrf"), [("title", 90), ("heading", 80), ("target", 85)])
def test_three_quarters_pass_and_are_near_their_references(kind: str, chrf: int) -> None:
    rows = [row for row in ROWS if row["kind"] == kind]
    found = Chain("ja", Memory()).translate((row["zh"], cast(SegmentKind, kind)) for row in rows)
    said = [(item.text, row["ja"]) for item, row in zip(found, rows, strict=True) if item.text is not None]
    assert len(said) / len(rows) >= 0.75
    score = sacrebleu.CHRF(word_order=0).corpus_score([text for text, _ in said], [[ja for _, ja in said]])
    assert score.score >= chrf


def test_what_no_reference_was_written_for_is_refused() -> None:
    refused = [row for row in ROWS if row["ja"] == "-"]
    found = Chain("ja", Memory()).translate((row["zh"], cast(SegmentKind, row["kind"])) for row in refused)
    assert [item.text for item in found] == [None] * len(refused)
