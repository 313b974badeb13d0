"""The words of the editor's workbook and of what is wrong with a cell of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from warehouse.models import Choice

WORDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))
CHOICES: dict[str, Choice] = {said: choice for choice, said in WORDS["choices"].items()}
"""By the word for it."""
SAID: dict[Choice, str] = {choice: said for said, choice in CHOICES.items()} | {"": ""}
WANTED: str = WORDS["wanted"]
COLUMNS: dict[str, str] = WORDS["columns"]
CORRECTIONS: dict[str, str] = WORDS["correction_columns"]
SHEETS: dict[str, str] = WORDS["sheets"]


def fault(key: str, **said: object) -> str:
    """A fault in words."""
    text: str = WORDS["faults"][key]
    return text.format(**said)
