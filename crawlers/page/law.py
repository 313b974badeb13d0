"""A law of the National People's Congress's database: a JSON answer with its name and days, its text in a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crawlers.page.article import Page
from crawlers.page.not_article import NotAnArticle
from crawlers.platforms import records
from crawlers.text import dates
from crawlers.text.encoding import decode
from crawlers.text.spaces import tidy

DEEPEST = 4
NAMES = ("zdjgName", "zdjg", "office")
"""Names under which clients of 2025 and 2026 saw the organ that made the law."""


def is_one(url: str) -> bool:
    """True for the address of a law's details."""
    return "/law-search/search/flfgDetails?" in url


def parse(data: bytes, url: str) -> Page:
    """What the answer says of the law. Raises NotAnArticle when it names no law with its day of promulgation."""
    text, encoding = decode(data)
    law = next(_laws(records.parse(text), DEEPEST), None)
    day = dates.value(str(law["gbrq"])) if law else None
    if law is None or day is None:
        raise NotAnArticle(url, "empty", "a JSON record with the fields title and gbrq, its day of promulgation")
    seen = {"table": str(law["gbrq"])} | ({"in_force": str(law["sxrq"])} if law.get("sxrq") else {})
    return Page(
        url=url,
        title=tidy(str(law["title"])),
        published=day,
        written=day,
        published_basis="table",
        dates_seen=seen,
        doc_number="",
        index_number=str(law.get("bbbs") or ""),
        issuers=tuple(str(law[name]) for name in NAMES if law.get(name))[:1],
        addressees=(),
        source_label="",
        blocks=(),
        body_source="none",
        attachments=(),
        encoding=encoding,
    )


def _laws(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict) and depth:
        if value.get("title") and value.get("gbrq"):
            yield value
        for below in value.values():
            yield from _laws(below, depth - 1)
