"""Releases that others wrote by hand or program: what they leave out is filled, what they add is let be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from warehouse.models import Release, made_id

# What a page would have told and a hand-written line need not: provenance and the publisher's area.
UNTOLD: dict[str, Any] = {
    "source_id": "outside",
    "place": "100000",
    "level": "central",
    "url": "",
    "published": None,
    "written": None,
    "sha256": "",
}


# What others call a Release's fields.
ALIASES = {"date": "published", "issuer": "issuers"}
_JSON = json.JSONDecoder()
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NEXT = re.compile(r"[^ \t\r\n]")


class NotARelease(ValueError):
    """A line of the input is no Release; the text names input, line, field and expectation."""


def releases(text: str, name: str) -> Iterator[Release]:
    """One Release after another, a line each or however they are laid out.

    Each needs a `title`; `text` may stand for `blocks`, and a block may be a string; fields of their own are passed
    over. Raises NotARelease.
    """
    number, place = 1, 0
    while (start := _next(text, place)) < len(text):
        number += text.count("\n", place, start)
        try:
            row, place = _JSON.raw_decode(text, start)
            yield Release.model_validate(_filled(row))
        except (ValueError, ValidationError) as error:
            raise NotARelease(f"{name}, line {number}: no Release: {error}") from error
        number += text.count("\n", start, place)


def _next(text: str, place: int) -> int:
    found = _NEXT.search(text, place)
    return found.start() if found else len(text)


def _filled(row: Any) -> dict[str, Any]:
    if not isinstance(row, dict):
        raise ValueError(f"expected an object, found {type(row).__name__}")
    text = row.get("text", "")
    said = {key: value for key, value in row.items() if key in Release.model_fields}
    for alias, field in ALIASES.items():
        if row.get(alias) and field not in said:
            said[field] = _day(row[alias]) if field == "published" else [row[alias]]
    if "blocks" not in said:
        said["blocks"] = [line.strip() for line in str(text).splitlines() if line.strip()]
    said["blocks"] = [_block(block) for block in said["blocks"]]
    said.setdefault("id", made_id(str(said.get("url", "")), str(said.get("title", ""))))
    said.setdefault("version_id", made_id(str(said["id"]), json.dumps(said["blocks"], ensure_ascii=False)))
    return UNTOLD | said


def _day(said: Any) -> str | None:
    """A whole date; a year alone is none."""
    return str(said)[:10] if _DAY.match(str(said)) else None


def _block(block: Any) -> Any:
    if isinstance(block, str):
        return {"type": "paragraph", "text": block}
    return {"type": "paragraph"} | block if isinstance(block, dict) else block
