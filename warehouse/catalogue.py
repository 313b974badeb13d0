"""What tables, views and columns a database has."""

from __future__ import annotations

import duckdb


def views(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Names of our views."""
    rows = connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()"
    ).fetchall()
    return frozenset(name for (name,) in rows)


def has(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether a table is there; no view is resolved for it, which takes its time at each opening of the file."""
    asked = "SELECT count(*) FROM duckdb_tables() WHERE NOT internal AND NOT temporary AND table_name = $table"
    return connection.execute(asked, {"table": table}).fetchall() != [(0,)]


def columns(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Column types of our tables and views, by table and column."""
    found: dict[str, dict[str, str]] = {}
    rows = connection.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal "
        "AND database_name = current_database() AND schema_name = 'main' ORDER BY table_name, column_index"
    ).fetchall()
    for table, column, kind in rows:
        found.setdefault(table, {})[column] = kind
    return found
