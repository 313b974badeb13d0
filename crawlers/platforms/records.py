"""Reads rows from JSON: answers of search services, and arrays written into scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from crawlers.platforms import vocabulary
from crawlers.platforms.reading import Row
from crawlers.text import dates
from crawlers.text.spaces import seen

MARKUP = re.compile(r"<[^<>]+>")
ARRAY = re.compile(r"\[\s*\{\s*\"")
MOST_ARRAYS = 500
"""Places of a page's scripts at which an array may begin: each that is none costs the length of what stands before."""
COUNT = re.compile(r"\d{1,9}")
DEEPEST = 20
"""Levels at which records are looked for: hostile answers nest without end."""


def parse(text: str) -> Any:
    """The value of a JSON text, also inside a call `name(…)`; None when it is none."""
    text = text.strip("\ufeff \r\n\t;")
    call = re.match(r"[\w.$]{1,60}\((?=\s*[\[{])", text)
    try:
        return json.loads(text[call.end() : -1] if call and text.endswith(")") else text)
    except (ValueError, RecursionError):
        return None


def rows(value: Any, base: str) -> tuple[Row, ...]:
    """Every record below a JSON value that has a title and an address, each address once."""
    found = {row.url: row for record in reversed(list(_records(value, 0))) if (row := _row(record, base))}
    return tuple(reversed(found.values()))


def in_scripts(scripts: str, base: str) -> tuple[Row, ...]:
    """Rows of the arrays of records that a page's scripts hold."""
    decoder = json.JSONDecoder()
    found: list[Row] = []
    end = 0
    for start in islice(ARRAY.finditer(scripts), MOST_ARRAYS):
        if start.start() < end:
            continue
        try:
            value, end = decoder.raw_decode(scripts, start.start())
        except (ValueError, RecursionError):
            continue
        found += rows(value, base)
    return tuple({row.url: row for row in found}.values())


def told(value: Any, of: str) -> int | None:
    """What an answer says of its `total` rows or its `pages`, outside its records."""
    level = [value]
    for _ in range(DEEPEST):
        level = [found for found in level if isinstance(found, dict)]
        for found in level:
            named = (str(found[name]) for name in vocabulary.fields(of) if name in found)
            if number := next((text for text in named if COUNT.fullmatch(text)), ""):
                return int(number)
        level = [inner for found in level for inner in found.values()]
    return None


def markup(value: Any, level: int = 0) -> list[str]:
    """The pieces of HTML with links that a JSON value holds."""
    if isinstance(value, str):
        return [value] if "<a" in value and "href" in value else []
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [piece for item in inner for piece in markup(item, level + 1)] if level < DEEPEST else []


def _records(value: Any, level: int) -> Iterator[dict[str, Any]]:
    if level > DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _records(item, level + 1)
    elif isinstance(value, dict):
        if _first(value, "title") and _first(value, "url"):
            yield value
        else:
            for item in value.values():
                yield from _records(item, level + 1)


def _row(record: dict[str, Any], base: str) -> Row | None:
    title = " ".join(_clean(unescape(MARKUP.sub("", str(_first(record, "title"))))).split())
    address = _joined(base, _clean(_address(_first(record, "url"))))
    if len(title) < 4 or not address:
        return None
    named = (dates.value(str(record[name])) for name in vocabulary.fields("date") if record.get(name))
    number = _clean(str(_first(record, "doc_number") or "")).strip()
    return Row(address, title, next((day for day in named if day), None), number)


def _first(record: dict[str, Any], of: str) -> Any:
    return next((record[name] for name in vocabulary.fields(of) if record.get(name)), None)


def _address(value: Any) -> str:
    """An address, which some products wrap in a second JSON: `{"pc": "/a.html"}`."""
    if isinstance(value, str) and value.startswith("{"):
        value = parse(value)
    if isinstance(value, dict):
        value = value.get("pc") or next(iter(value.values()), "")
    return value.strip() if isinstance(value, str) else ""


def _clean(text: str) -> str:
    """The text without controls and halves of characters, which JSON can escape and nothing can write."""
    return seen(text.encode("utf-8", "ignore").decode("utf-8"))


def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address) if address else ""
    except ValueError:
        return ""
