"""Reads the vocabulary files: tab-separated tables and YAML rules."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parents[1] / "vocabulary"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a tab-separated file by column name; a missing last column is empty."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
        return tuple(rows)


@cache
def rules(name: str) -> Any:
    """The content of a YAML file."""
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
