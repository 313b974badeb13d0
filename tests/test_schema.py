"""The tables say what the records say, and every name in the database is explained."""

from __future__ import annotations

import re
import types
from datetime import date, datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import duckdb
import pytest

from warehouse import database, dictionary, tables
from warehouse.catalogue import columns, views
from warehouse.models import Record

PLAIN = {
    str: "VARCHAR",
    bool: "BOOLEAN",
    int: "BIGINT",
    float: "DOUBLE",
    date: "DATE",
    datetime: "TIMESTAMP WITH TIME ZONE",
}


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    found = duckdb.connect()
    database.build(found)
    return found


def duckdb_type(annotation: Any) -> Any:
    """A column type in a comparable shape: a name, a list of a shape, or the fields of a struct."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return duckdb_type(parts[0])
    if origin is Literal:
        return "VARCHAR"
    if origin in (Union, types.UnionType):
        (one,) = (part for part in parts if part is not type(None))
        return duckdb_type(one)
    if origin is tuple:
        return [duckdb_type(parts[0])]
    if origin is dict:
        return ("MAP", *(duckdb_type(part) for part in parts))
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return {name: duckdb_type(field.annotation) for name, field in annotation.model_fields.items()}
    return PLAIN[annotation]


def shape(kind: Any) -> Any:
    """The same shape of a type that DuckDB reports."""
    if kind.id == "list":
        return [shape(kind.children[0][1])]
    if kind.id == "map":
        return ("MAP", *(shape(child) for _, child in kind.children))
    if kind.id == "struct":
        return {name: shape(child) for name, child in kind.children}
    return str(kind)


@pytest.mark.parametrize("table", (*tables.RECORDS, *tables.REFERENCE), ids=lambda table: table.name)
def test_a_table_has_a_column_of_the_right_type_for_each_field(
    connection: duckdb.DuckDBPyConnection, table: tables.Table
) -> None:
    found = connection.table(table.name)
    named = {name: shape(kind) for name, kind in zip(found.columns, found.types, strict=True)}
    assert named == {name: duckdb_type(field.annotation) for name, field in table.model.model_fields.items()}
    assert list(named) == list(table.model.model_fields)


def test_only_fields_that_may_be_none_may_be_null(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND is_nullable")
    tabled = {table.name: table for table in (*tables.RECORDS, *tables.REFERENCE)}
    found = {(table, column) for table, column in rows.fetchall() if table in tabled}
    assert found == {
        (name, column)
        for name, table in tabled.items()
        for column, field in table.model.model_fields.items()
        if type(None) in get_args(field.annotation)
    }


def test_what_a_record_may_say_a_table_may_hold(connection: duckdb.DuckDBPyConnection) -> None:
    """Enumerations, months and codes of every record; DuckDB has no check inside of structs."""
    rows = connection.execute(
        "SELECT table_name, expression FROM duckdb_constraints() WHERE constraint_type = 'CHECK'"
    ).fetchall()
    held = {(table, frozenset(re.findall(r"'([^']*)'", text))) for table, text in rows}
    for table in (*tables.RECORDS, *tables.REFERENCE):
        for name, field in table.model.model_fields.items():
            said = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
            patterns = [text.strip("^$") for rule in field.metadata if (text := getattr(rule, "pattern", None))]
            for wanted in (said, patterns):
                assert not wanted or (table.name, frozenset(wanted)) in held, f"{table.name}.{name}"


def test_every_table_is_dumped_by_the_key_it_has(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute(
        "SELECT table_name, constraint_column_names FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'"
    ).fetchall()
    assert {table: tuple(names) for table, names in rows} == tables.KEYS


def test_every_table_view_and_column_is_explained(connection: duckdb.DuckDBPyConnection) -> None:
    silent = connection.execute(
        """SELECT table_name FROM duckdb_tables() WHERE NOT internal AND coalesce(comment, '') = ''
        UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal AND coalesce(comment, '') = ''
        UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()
        WHERE NOT internal AND coalesce(comment, '') = ''"""
    ).fetchall()
    assert silent == []


def test_nothing_is_explained_that_does_not_exist(connection: duckdb.DuckDBPyConnection) -> None:
    existing = columns(connection)
    assert set(dictionary.descriptions()) == set(existing)
    for name, texts in dictionary.written()["tables"].items():
        assert set(texts) - {""} <= set(existing[name]), name
    assert set(dictionary.written()["columns"]) <= {column for columns in existing.values() for column in columns}


def test_every_view_can_be_read(connection: duckdb.DuckDBPyConnection) -> None:
    for name in sorted(views(connection)):
        assert connection.table(name).limit(1).fetchall() is not None
