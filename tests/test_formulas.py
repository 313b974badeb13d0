"""Sentences of fixed form and cells of tables: exactly as read, or refused."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from nlp.translation.chain import Chain
from nlp.translation.memory import Memory
from warehouse.models import SegmentKind

GOLD = Path(__file__).parent / "gold" / "sentences_ja.tsv"
ROWS = [line.split("\t") for line in GOLD.read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize("row", ROWS, ids=["".join(row[1:-1]) for row in ROWS])
def test_said_as_read_or_refused(row: list[str]) -> None:
    kind, zh, ja = cast(SegmentKind, row[0]), "\t".join(row[1:-1]), row[-1]
    (translation,) = Chain("ja", Memory()).translate([(zh, kind)])
    assert (translation.text or "-") == ja
