"""Reads what a person has translated or corrected: one CSV row a text."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from nlp.translation.memory import kind_of, reviewed
from warehouse.models import Language, Translation

_SOURCE, _TEXT, _REVIEWER, _DAY = "原文", "校閲訳", "校閲者", "日付"


class BadReviewRowError(ValueError):
    """A review row that cannot be used, by file, line and column."""


def read(path: Path) -> list[Translation]:
    """Reviewed translations of `<name>.<ja|en>.csv`; rows whose 校閲訳 is empty were not reviewed and are left out.

    Columns 原文 and 校閲訳 are needed, 校閲者 and 日付 (YYYY-MM-DD) are optional. Files below a folder
    named `sample` are samples.

    Raises:
        BadReviewRowError: naming file, line and column.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, strict=True)
        missing = [name for name in (_SOURCE, _TEXT) if name not in (rows.fieldnames or ())]
        if missing:
            raise BadReviewRowError(f"{path}, line 1: column {missing[0]} is expected")
        found: dict[str, Translation] = {}
        for row in rows:
            if (translation := _translation(path, rows.line_num, row)) is not None:
                _add(path, rows.line_num, found, translation)
    return list(found.values())


def _add(path: Path, line: int, found: dict[str, Translation], translation: Translation) -> None:
    known = found.setdefault(translation.text_id, translation)
    if known.text != translation.text:
        raise BadReviewRowError(f"{path}, line {line}, column {_TEXT}: the same 原文 has another translation above")


def _translation(path: Path, line: int, row: dict[str, str | None]) -> Translation | None:
    source, text = (row[_SOURCE] or "").strip(), (row[_TEXT] or "").strip()
    if not text:
        return None
    if not source:
        raise BadReviewRowError(f"{path}, line {line}, column {_SOURCE}: the Chinese text is expected")
    on = _day(path, line, (row.get(_DAY) or "").strip())
    pair = reviewed(source, text, _language(path), kind_of(source), (row.get(_REVIEWER) or "").strip(), on)
    return pair.model_copy(update={"is_sample": "sample" in path.resolve().parts})


def _language(path: Path) -> Language:
    return "en" if path.stem.endswith(".en") else "ja"


def _day(path: Path, line: int, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadReviewRowError(f"{path}, line {line}, column {_DAY}: expected YYYY-MM-DD, found {text!r}") from None
