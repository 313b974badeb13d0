"""Brings records into their tables so that saving twice is saving once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import duckdb

from warehouse import database
from warehouse.models import Record
from warehouse.tables import RECORDS, Table

# What may not be replaced: the page as the run that found it first received it, what a person has decided or reviewed.
KEPT = {
    "releases": "EXISTS (SELECT 1 FROM seen_in_run s WHERE s.version_id = new.version_id AND s.month < $month)",
    "edits": "true",
    "translations": "old.state = 'reviewed' AND (new.state <> 'reviewed' "
    "OR old.reviewed_on > coalesce(new.reviewed_on, DATE '0001-01-01'))",
}


class Saved(NamedTuple):
    """How many rows a call brought in."""

    inserted: int
    changed: int
    same: int

    def __str__(self) -> str:
        return f"{self.inserted} new, {self.changed} changed, {self.same} as before"


class NoTableForRecord(TypeError):
    """A record of a type that the warehouse has no table for."""


def save(connection: duckdb.DuckDBPyConnection, records: Iterable[Record], month: str) -> Saved:
    """Insert or update records of any stored types; within a transaction."""
    groups: dict[str, dict[tuple[object, ...], Record]] = {}
    for record in records:
        table = _table(record)
        groups.setdefault(table.name, {})[tuple(getattr(record, column) for column in table.key)] = record
    done = [_merge(connection, t, groups[t.name].values(), month) for t in RECORDS if t.name in groups]
    return Saved(*(sum(counts) for counts in zip(*done, strict=True))) if done else Saved(0, 0, 0)


def _table(record: Record) -> Table:
    for table in RECORDS:
        if type(record) is table.model:
            return table
    raise NoTableForRecord(f"{type(record).__name__} is none of {', '.join(t.model.__name__ for t in RECORDS)}")


def _merge(connection: duckdb.DuckDBPyConnection, table: Table, records: Iterable[Record], month: str) -> Saved:
    database.stage(connection, table.name, records)
    counts = _compare(connection, table, month)
    _write(connection, table)
    if table.name == "releases":
        connection.execute(
            "INSERT OR IGNORE INTO seen_in_run SELECT version_id, id, $month FROM incoming", {"month": month}
        )
    if table.name == "segments":
        _forget_former_segments(connection)
    connection.execute("DROP TABLE verdict; DROP TABLE known; DROP TABLE incoming")
    return counts


def _compare(connection: duckdb.DuckDBPyConnection, table: Table, month: str) -> Saved:
    """Judge each incoming row: new, changed, moved (other provenance only) or same.

    Rows of the same key are found before anything else of them is read: a month costs the same in a large warehouse.
    """
    content = [c for c in table.model.model_fields if c not in table.provenance]
    join = " AND ".join(f"old.{c} = new.{c}" for c in table.key)
    parameters = {"month": month} if "$month" in KEPT.get(table.name, "") else {}
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE known AS SELECT rowid AS row FROM {table.name} "  # noqa: S608
        f"SEMI JOIN incoming USING ({', '.join(table.key)})"
    )
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE verdict AS
        SELECT {", ".join(f"new.{c}" for c in table.key)}, CASE
            WHEN old.{table.key[0]} IS NULL THEN 'new'
            WHEN {KEPT.get(table.name, "false")} THEN 'same'
            WHEN {_differs(content)} THEN 'changed'
            WHEN {_differs(table.provenance)} THEN 'moved'
            ELSE 'same' END AS verdict
        FROM incoming new
        LEFT JOIN (SELECT * FROM {table.name} WHERE rowid IN (SELECT row FROM known)) old ON {join}""",  # noqa: S608 our own table and column names
        parameters,
    )
    rows = connection.execute("SELECT verdict, count(*) FROM verdict GROUP BY verdict").fetchall()
    found: dict[str, int] = dict(rows)
    return Saved(found.get("new", 0), found.get("changed", 0), found.get("same", 0) + found.get("moved", 0))


def _write(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    others = [c for c in table.model.model_fields if c not in table.key]
    connection.execute(
        f"""INSERT INTO {table.name}
        SELECT incoming.* FROM incoming JOIN verdict USING ({", ".join(table.key)}) WHERE verdict <> 'same'
        ON CONFLICT DO UPDATE SET {", ".join(f'"{c}" = excluded."{c}"' for c in others)}"""  # noqa: S608
    )


def _forget_former_segments(connection: duckdb.DuckDBPyConnection) -> None:
    """A version cut anew keeps none of its former pieces."""
    connection.execute(
        "DELETE FROM segments WHERE version_id IN (SELECT version_id FROM incoming) "
        "AND (version_id, position) NOT IN (SELECT (version_id, position) FROM incoming)"
    )


def _differs(columns: Iterable[str]) -> str:
    return " OR ".join(f'new."{c}" IS DISTINCT FROM old."{c}"' for c in columns) or "false"
