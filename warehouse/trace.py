"""Follows an item of an edition back to the bytes that a publisher sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

CHAIN = """
SELECT p.document_id, p.month, r.title, t.title_ja, r.url, r.source_id, r.sha256, r.archive,
    c.* EXCLUDE (month, source_id),
    strftime(r.fetched_at, '%Y-%m-%d %H:%M:%S %z') AS fetched_at,
    a.extract AS quotes, a.targets, a.events,
    (SELECT list(DISTINCT e.edition_id ORDER BY e.edition_id) FROM told_entries e WHERE e.entry_id = p.entry_id) AS told
FROM preferred_versions p
JOIN releases r ON r.version_id = p.version_id
JOIN analyses a ON a.version_id = p.version_id
LEFT JOIN titles_ja t ON t.title_key = title_key(r.title)
LEFT JOIN coverage c ON c.month = p.month AND c.source_id = r.source_id
WHERE p.entry_id = $entry
"""


class NoSuchEntry(Exception):
    """No month tells of an item of this id."""


def trace(path: Path, entry_id: str) -> list[str]:
    """The chain as lines: item, Chinese sentences, address, archived page, crawl. Raises NoSuchEntry."""
    with duckdb.connect(path, read_only=True) as connection:
        connection.execute("SET TimeZone = 'Asia/Shanghai'")
        answer = connection.execute(CHAIN, {"entry": entry_id})
        names = [column[0] for column in answer.description or ()]
        row = answer.fetchone()
    if row is None:
        raise NoSuchEntry(f"{entry_id} in {path}: no month tells of it; an id looks like 2026-10-1a2b3c")
    return list(_lines(entry_id, dict(zip(names, row, strict=True))))


def _lines(entry_id: str, found: dict[str, Any]) -> Iterator[str]:
    yield f"item      {entry_id}  {found['title_ja'] or '（未訳）'}"
    yield f"          told in {', '.join(found['told']) if found['told'] else 'no approved edition'}"
    yield f"document  {found['document_id']}  {found['title']}"
    for quote in _quotes(found):
        place = "title" if quote["block"] < 0 else f"block {quote['block']}"
        yield f"sentence  [{place}, {quote['start']}-{quote['end']}] {' '.join(quote['text'].split())}"
    yield f"release   {found['url']}"
    yield from _archive(found)
    yield from _crawl(found)


def _quotes(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The passages that a lead can rest on, each once, in the order of the text."""
    quotes = [*found["quotes"], *(x["quote"] for x in (*found["targets"], *found["events"]))]
    unique = {(q["block"], q["start"], q["end"]): q for q in quotes}
    return [unique[key] for key in sorted(unique)]


def _archive(found: dict[str, Any]) -> Iterator[str]:
    kept = found["archive"]
    if kept is None:
        yield "archive   no page kept"
    else:
        yield f"archive   {kept['file']}  record {kept['record_id'] or 'whole file'}  offset {kept['offset']}"
    yield f"          sha256 {found['sha256']}  received {found['fetched_at'] or 'at an unknown time'}"


def _crawl(found: dict[str, Any]) -> Iterator[str]:
    if found["state"] is None:
        yield f"crawl     {found['source_id']}: no crawl in {found['month']}"
        return
    yield (
        f"crawl     {found['source_id']} ({found['name_ja']}) in {found['month']}: {found['state']}, "
        f"{found['listings_read']} of {found['listings']} listings, {found['rows_seen']} rows, "
        f"{found['releases']} releases, {found['articles_lost']} lost"
    )
    if found["reason"]:
        yield f"          {found['reason']}"
