"""What tables, views and columns a database has."""

from __future__ import annotations

import duckdb


def views(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Names of our views."""
    rows = connection.execute(
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database()"
    ).fetchall()
    return frozenset(name for (name,) in rows)


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
