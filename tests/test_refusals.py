"""Negations, exceptions, doers of a second verb: refused, or said just as they mean; none turned round."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import cast

from nlp.translation.chain import Chain
from nlp.translation.memory import Memory
from warehouse.models import SegmentKind

GOLD = Path(__file__).parent / "gold" / "refusals_ja.tsv"
ROWS = list(csv.DictReader(GOLD.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))


def test_what_is_easily_turned_round_is_refused_or_said_right() -> None:
    found = Chain("ja", Memory()).translate((row["zh"], cast(SegmentKind, row["kind"])) for row in ROWS)
    wrong = {row["zh"]: item.text for item, row in zip(found, ROWS, strict=True) if (item.text or "-") != row["ja"]}
    assert wrong == {}


def test_no_english_is_made_of_what_is_refused_in_japanese() -> None:
    refused = [row["zh"] for row in ROWS if row["ja"] == "-" and row["kind"] in ("title", "heading")]
    found = Chain("en", Memory()).translate((zh, "title") for zh in refused)
    assert {item.source: item.text for item in found if item.text is not None} == {}
