"""JSON Lines of texts, as partners send them: a document a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from crawlers.address import resolve
from crawlers.files.loose import page_of_text
from crawlers.page import Page, doc_number
from crawlers.page.blocks import block_of
from crawlers.text import dates
from crawlers.text.spaces import tidy


class BadText(ValueError):
    """A line of JSON Lines that is no document: what it lacks."""


def pages(data: bytes) -> Iterator[tuple[str, int, bytes, Page | BadText]]:
    """Id, byte offset and bytes of each line, with its page or why it is none."""
    offset = 0
    for number, line in enumerate(data.splitlines(keepends=True), 1):
        if line.strip():
            name, page = _read(line, number)
            yield name, offset, line, page
        offset += len(line)


def _read(line: bytes, number: int) -> tuple[str, Page | BadText]:
    name = f"line {number}"
    try:
        row = json.loads(line)
    except ValueError as error:
        return name, BadText(f"{name}: not JSON: {error}")
    if not isinstance(row, dict) or not row.get("title") or not row.get("text"):
        return name, BadText(f"{name}: expected an object with title and text")
    return str(row.get("id") or name), _page(row)


def _page(row: dict[str, Any]) -> Page:
    lines = [tidy(line) for line in str(row["text"]).splitlines() if tidy(line)]
    url = resolve(str(row.get("url") or ""), "")
    page = page_of_text(url, tidy(str(row["title"])), tuple(map(block_of, lines)), lines)
    told: dict[str, object] = {}
    if day := dates.value(str(row.get("date") or "")):
        told |= {
            "published": day,
            "published_basis": "import",
            "dates_seen": page.dates_seen | {"import": day.isoformat()},
        }
    if row.get("issuer"):
        told["issuers"] = tuple(name.strip() for name in str(row["issuer"]).split(";") if name.strip())
    if row.get("doc_number"):
        told["doc_number"] = doc_number.normalised(str(row["doc_number"]))
    return page.model_copy(update=told)
