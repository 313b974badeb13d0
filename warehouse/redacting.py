"""Takes words out wherever the warehouse is read or published; what was received stays as it was, unread."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import duckdb

from warehouse.catalogue import has
from warehouse.models import Redaction, made_id
from warehouse.tables import RECORDS

COVER = "〇"
"""One for each character, so that every place in a text stays where it is."""
# Fields and values of our own are written so; 13800000000 or a name of two characters is not.
_OURS = re.compile(r"[a-z_]{1,24}|[ -~]{1,4}|.?")


class CannotTakeOut(ValueError):
    """Words that cannot be taken out; the text says why and what to write instead."""


def redaction(texts: Iterable[str], reason: str, by: str, at: datetime) -> Redaction:
    """The record that takes these words out. Raises CannotTakeOut."""
    wanted = tuple(dict.fromkeys(text.strip() for text in texts))
    for text in wanted:
        if _OURS.fullmatch(text) or COVER in text:
            raise CannotTakeOut(
                f"{text!r}: expected a name of two characters or more, in Latin letters five, as written"
            )
    return Redaction(id=made_id(*wanted), texts=wanted, reason=reason, redacted_by=by, redacted_at=at)


def taken(connection: duckdb.DuckDBPyConnection, table: str = "redactions") -> tuple[str, ...]:
    """The words that are taken out, longer ones first: a name within another is covered with it."""
    if table == "redactions" and not has(connection, table):
        return ()
    rows = connection.execute(
        f"SELECT DISTINCT unnest(texts) AS text FROM {table} WHERE NOT withdrawn "  # noqa: S608 one of two tables
        "ORDER BY length(text) DESC, text"
    ).fetchall()
    return tuple(text for (text,) in rows)


def standing(connection: duckdb.DuckDBPyConnection, words: Sequence[str]) -> dict[str, int]:
    """How many rows of which tables hold any of these words."""
    found = {}
    for table in (table.name for table in RECORDS if table.model is not Redaction):
        held = " OR ".join(f"contains(to_json(t)::VARCHAR, {_literal(_in_json(word))})" for word in words)
        row = connection.execute(f"SELECT count(*) FROM {table} t WHERE {held}").fetchone()  # noqa: S608 as a literal
        found[table] = int(row[0]) if row else 0
    return {table: count for table, count in found.items() if count}


def covered(text: str, words: Sequence[str]) -> str:
    """The text with these words covered."""
    for word in words:
        text = text.replace(word, COVER * len(word))
    return text


def covered_json(text: str, words: Sequence[str]) -> str:
    """The same of every value in a text of JSON; most have none of the words and are not taken apart."""
    if not any(_in_json(word) in text for word in words):
        return text
    return json.dumps(covered_value(json.loads(text), words), ensure_ascii=False)


def covered_sql(value: str, kind: str, words: Sequence[str]) -> str:
    """The SQL that gives a column's value of that type with these words covered."""
    if "VARCHAR" not in kind or not words:
        return value
    if kind == "VARCHAR":
        return _replaced(value, {word: COVER * len(word) for word in words})
    whole = f"to_json({value})::VARCHAR"
    found = " OR ".join(f"contains({whole}, {_literal(_in_json(word))})" for word in words)
    other = _replaced(whole, {_in_json(word): COVER * len(word) for word in words})
    return f"CASE WHEN {found} THEN {other}::JSON::{kind} ELSE {value} END"


def covered_value(value: Any, words: Sequence[str]) -> Any:
    """The same of a value of any shape."""
    if isinstance(value, str):
        return covered(value, words)
    if isinstance(value, list):
        return [covered_value(one, words) for one in value]
    return {k: covered_value(v, words) for k, v in value.items()} if isinstance(value, dict) else value


def _replaced(value: str, by: dict[str, str]) -> str:
    for word, cover in by.items():
        value = f"replace({value}, {_literal(word)}, {_literal(cover)})"
    return value


def _in_json(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)[1:-1]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
