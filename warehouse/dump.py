"""Says what a database holds in one order, so that two runs can be compared."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from warehouse.tables import KEYS, PROVENANCE


def lines(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Every row of every table, a line each: the table, a tab, the row as JSON without its provenance."""
    for table in sorted(KEYS):
        left_out = PROVENANCE.get(table, ())
        exclude = f"EXCLUDE ({', '.join(left_out)})" if left_out else ""
        rows = connection.execute(
            f"SELECT r::JSON FROM (SELECT * {exclude} FROM {table} ORDER BY {', '.join(KEYS[table])}) r"  # noqa: S608
        )
        while batch := rows.fetchmany(500):
            yield from (f"{table}\t{text}" for (text,) in batch)
