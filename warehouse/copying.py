"""Fills the copy for analysts: the warehouse's rows but for what is private, and views as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from warehouse import database, redacting
from warehouse.catalogue import columns
from warehouse.materialising import materialise
from warehouse.tables import KEYS

HERE = Path(__file__).parent / "published"
EVERYBODY = "public"
"""The value of `access` that lets a record out."""


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the database that is in use from the one attached as `store`."""
    connection.begin()
    database.build(connection)
    words = redacting.taken(connection, "store.redactions")
    for table, types in columns(connection).items():
        if table in KEYS:
            connection.execute(statement(table, types, KEYS[table], words))
    materialise(connection)
    connection.commit()


@cache
def withheld() -> Mapping[str, Mapping[str, Any]]:
    """`published/what.yml`: columns to empty and rows to take, by table."""
    return dict(yaml.safe_load((HERE / "what.yml").read_text(encoding="utf-8")))


def statement(table: str, types: Mapping[str, str], key: Sequence[str], words: Sequence[str] = ()) -> str:
    """What copies the rows of a table that may be published, in the order of its key, these words taken out."""
    changed = ", ".join(_changed(table, types, words))
    replaced = f"REPLACE ({changed})" if changed else ""
    wanted = " AND ".join(_wanted(table, types)) or "true"
    return (
        f"INSERT INTO {table} BY NAME SELECT * {replaced} FROM store.{table} WHERE {wanted} "  # noqa: S608
        f"ORDER BY {', '.join(key)}"
    )


def _changed(table: str, types: Mapping[str, str], words: Sequence[str]) -> Iterator[str]:
    for column, kind in types.items():
        held = f'"{column}"'
        value = redacting.covered_sql(_public(table, held, kind), kind, words)
        if value != held:
            yield f"{value} AS {held}"


def _public(table: str, held: str, kind: str) -> str:
    if held.strip('"') in withheld()["emptied"].get(table, ()):
        return "''"
    # DuckDB 2.0 writes the name as "access": it has become a word of its SQL.
    if kind.endswith(")[]") and re.search(r"\baccess\b\W* VARCHAR", kind):
        return f"list_filter({held}, lambda one: one.access = '{EVERYBODY}')"
    return held


def _wanted(table: str, types: Mapping[str, str]) -> Iterator[str]:
    if rows := withheld()["rows"].get(table):
        yield str(rows)
    if "access" in types:
        yield f"access = '{EVERYBODY}'"
