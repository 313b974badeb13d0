"""Writes a whole table of the published database into a file for other programs."""

from __future__ import annotations

from pathlib import Path

import duckdb

from warehouse.answers import QueryRefused, readable
from warehouse.catalogue import columns
from warehouse.spreadsheet import write_csv

FORMATS = ("csv", "json", "parquet")
BATCH = 10_000
_COPIED = {"json": "FORMAT json, ARRAY true", "parquet": "FORMAT parquet, COMPRESSION zstd"}


def export(database: Path, table: str, form: str, target: Path) -> Path:
    """Write every row of a table or view; CSV for Excel, the others exact. Raises QueryRefused for an unknown name."""
    with duckdb.connect(database, read_only=True) as connection:
        connection.execute("SET TimeZone = 'Asia/Shanghai'")
        if table not in columns(connection):
            raise QueryRefused(f"{table}: expected a table or view of {database}; `tables` lists them")
        draft = target.with_name(f".{target.name}.part")
        try:
            if form == "csv":
                _write_csv(connection, table, draft)
            else:
                place = str(draft).replace("'", "''")
                connection.execute(f"COPY (FROM {table}) TO '{place}' ({_COPIED[form]})")
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    return target


def _write_csv(connection: duckdb.DuckDBPyConnection, table: str, path: Path) -> None:
    asked = connection.table(table)
    rows = connection.execute(f"SELECT {readable(asked)} FROM {table}")  # noqa: S608 a name of the catalogue
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(file, [asked.columns])
        while some := rows.fetchmany(BATCH):
            write_csv(file, some)
