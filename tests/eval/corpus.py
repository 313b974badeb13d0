"""The corpus's plain texts and titles as Releases, so that what is measured is what runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from crawlers.page.blocks import block_of
from warehouse.models import Level, Release, made_id


def texts(corpus: Path) -> Iterator[tuple[dict[str, Any], Release]]:
    """Rows of `text/docs.jsonl`, each with a Release made from it."""
    for row in _rows(corpus / "text" / "docs.jsonl"):
        yield row, as_release(row)


def titles(corpus: Path) -> Iterator[tuple[dict[str, Any], Release]]:
    """Rows of `text/titles.jsonl`, each with a Release that has only a title."""
    for row in _rows(corpus / "text" / "titles.jsonl"):
        yield row, as_release(row)


def as_release(row: dict[str, Any]) -> Release:
    """A Release whose blocks are the text's lines, the place left at the centre."""
    levels: dict[str, Level] = {"province": "province", "city": "city"}
    text = str(row.get("text", ""))
    return Release(
        id=str(row["id"]),
        version_id=made_id(str(row["id"]), text),
        source_id="corpus",
        place="100000",
        level=levels.get(str(row.get("level")), "central"),
        url=str(row.get("url", "")),
        title=str(row["title"]),
        published=_day(str(row.get("date") or "")),
        written=None,
        doc_number=str(row.get("doc_number") or ""),
        issuers=(str(row["issuer"]),) if row.get("issuer") else (),
        blocks=tuple(block_of(line.strip()) for line in text.splitlines() if line.strip()),
        sha256="",
    )


def _day(text: str) -> date | None:
    """Some rows give only a year."""
    return date.fromisoformat(text) if len(text) == 10 else None


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
