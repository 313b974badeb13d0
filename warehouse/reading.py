"""Turns rows back into records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar, get_args

import duckdb

from warehouse import redacting
from warehouse.models import Record, Redaction

R = TypeVar("R", bound=Record)
BATCH = 500
"""Rows read at a time."""


def read(
    connection: duckdb.DuckDBPyConnection, model: type[R], query: str, parameters: Mapping[str, object]
) -> list[R]:
    """Records of the rows that a query without its SELECT gives: `FROM … WHERE … ORDER BY …`."""
    return [record for some in batches(connection, model, query, parameters) for record in some]


def batches(
    connection: duckdb.DuckDBPyConnection, model: type[R], query: str, parameters: Mapping[str, object]
) -> Iterator[list[R]]:
    """The same, some at a time; others may be read between. Words that are taken out are covered in all of them."""
    words = () if model is Redaction else redacting.taken(connection)
    sql = f"SELECT row_found::JSON FROM (SELECT {_selection(model)} {query}) row_found"  # noqa: S608 our own columns
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while some := cursor.fetchmany(BATCH):
            yield [model.model_validate_json(redacting.covered_json(text, words)) for (text,) in some]


def rows(connection: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, object]) -> list[Any]:
    """Rows that are no records; words that are taken out are covered in them too."""
    words = redacting.taken(connection)
    found = connection.execute(query, parameters).fetchall()
    return [tuple(redacting.covered_value(list(row), words)) for row in found] if words else found


def _selection(model: type[Record]) -> str:
    """Columns in the model's order; times as ISO 8601, which DuckDB's own JSON does not write."""
    return ", ".join(_column(name, field.annotation) for name, field in model.model_fields.items())


def _column(name: str, annotation: object) -> str:
    if annotation is datetime or datetime in get_args(annotation):
        return f"strftime(\"{name}\" AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%fZ') AS \"{name}\""
    return f'"{name}"'
