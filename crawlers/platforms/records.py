"""Reads rows from JSON: answers of search services, and arrays written into scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urljoin

from crawlers.platforms import vocabulary
from crawlers.platforms.reading import Row
from crawlers.text import dates

MARKUP = re.compile(r"<[^>]+>")
ARRAY = re.compile(r"\[\s*\{\s*\"")


def rows(value: Any, base: str) -> tuple[Row, ...]:
    """Every record below a JSON value that has a title and an address, each address once."""
    found = {row.url: row for record in reversed(list(_records(value))) if (row := _row(record, base))}
    return tuple(reversed(found.values()))


def in_scripts(scripts: str, base: str) -> tuple[Row, ...]:
    """Rows of the arrays of records that a page's scripts hold."""
    decoder = json.JSONDecoder()
    found: list[Row] = []
    end = 0
    for start in ARRAY.finditer(scripts):
        if start.start() < end:
            continue
        try:
            value, end = decoder.raw_decode(scripts, start.start())
        except json.JSONDecodeError:
            continue
        found += rows(value, base)
    return tuple({row.url: row for row in found}.values())


def _records(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _records(item)
    elif isinstance(value, dict):
        if _first(value, "title") and _first(value, "url"):
            yield value
        else:
            for item in value.values():
                yield from _records(item)


def _row(record: dict[str, Any], base: str) -> Row | None:
    title = " ".join(unescape(MARKUP.sub("", str(_first(record, "title")))).split())
    address = _address(_first(record, "url"))
    if len(title) < 4 or not address:
        return None
    named = (dates.value(str(record[name])) for name in vocabulary.fields("date") if record.get(name))
    number = str(_first(record, "doc_number") or "").strip()
    return Row(urljoin(base, address), title, next((day for day in named if day), None), number)


def _first(record: dict[str, Any], of: str) -> Any:
    return next((record[name] for name in vocabulary.fields(of) if record.get(name)), None)


def _address(value: Any) -> str:
    """An address, which some products wrap in a second JSON: `{"pc": "/a.html"}`."""
    if isinstance(value, str) and value.startswith("{"):
        try:
            value = json.loads(value)
        except json.JSONDecodeError:
            return ""
    if isinstance(value, dict):
        value = value.get("pc") or next(iter(value.values()), "")
    return value if isinstance(value, str) else ""
