"""Numeric targets: every number, unit, direction and base year right, or nothing said."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nlp.translation.chain import Chain
from nlp.translation.memory import Memory

GOLD = Path(__file__).parent / "gold" / "targets_ja.tsv"
ROWS = list(csv.DictReader(GOLD.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=[row["zh"] for row in ROWS])
def test_said_as_read_or_refused(row: dict[str, str]) -> None:
    (translation,) = Chain("ja", Memory()).translate([(row["zh"], "target")])
    assert (translation.text or "-") == row["ja"]
    assert translation.source == row["zh"]
