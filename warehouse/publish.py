"""Publishes a read-only copy for analysts, and asks it questions safely."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from warehouse import database
from warehouse.materialising import materialise
from warehouse.tables import KEYS

NAME = "aozora.duckdb"
# DuckDB 1.5 cannot open files that 2.0 makes by default ("version number 999", seen 2026-11).
STORAGE_VERSION = "v1.5.0"
PRIVATE = {
    "approvals": ("approved_by",),
    "plan_approvals": ("approved_by",),
    "translations": ("reviewer",),
    "edits": ("edited_by",),
    "corrections": ("corrected_by",),
}
"""Columns with names of persons: emptied in the copy."""


class QueryRefused(Exception):
    """A query that the published copy cannot answer; the text is the database's own."""


class Answer(NamedTuple):
    """Rows of a query, and whether there were more than were asked for."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    truncated: bool


def publish(store_path: Path, out_dir: Path) -> Path:
    """Copy the warehouse beside the published file, then swap it in; readers of the old one keep it.

    Returns the published file; each table stands beside it as Parquet in `parquet/`.
    Raises WarehouseBusy while another process holds the warehouse.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    draft, target = out_dir / f".{NAME}.part", out_dir / NAME
    for left_over in (draft, draft.with_name(draft.name + ".wal")):
        left_over.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'Asia/Shanghai'")
        with database.naming_the_holder(store_path):
            connection.execute(f"ATTACH {_literal(store_path)} AS store (READ_ONLY)")
        connection.execute(f"ATTACH {_literal(draft)} AS copy (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE copy")
        _fill(connection)
        _write_parquet(connection, out_dir / "parquet")
        connection.execute("USE memory; DETACH copy")
    draft.replace(target)
    return target


def query(path: Path, sql: str, limit: int = 1000) -> Answer:
    """The first rows of one SELECT on a published file; it can neither write nor reach any other file.

    Raises QueryRefused with the database's reason.
    """
    try:
        with duckdb.connect(path, read_only=True, config={"enable_external_access": "false"}) as connection:
            connection.execute("SET TimeZone = 'Asia/Shanghai'; SET lock_configuration = true")
            return _answer(connection, sql, limit)
    except duckdb.Error as error:
        raise QueryRefused(f"{path}: {error}") from error


def _answer(connection: duckdb.DuckDBPyConnection, sql: str, limit: int) -> Answer:
    asked = connection.sql(sql)
    if asked is None:
        raise QueryRefused("only a query that gives rows can be asked")
    columns = tuple(asked.columns)
    readable = ", ".join(_readable(*column) for column in zip(columns, asked.types, strict=True))
    found = asked.project(readable).limit(limit + 1).fetchall()
    return Answer(columns, found[:limit], len(found) > limit)


def _fill(connection: duckdb.DuckDBPyConnection) -> None:
    connection.begin()
    database.build(connection)
    for table, key in KEYS.items():
        hidden = ", ".join(f"'' AS {column}" for column in PRIVATE.get(table, ()))
        replaced = f"REPLACE ({hidden})" if hidden else ""
        connection.execute(
            f"INSERT INTO copy.{table} BY NAME SELECT * {replaced} FROM store.{table} ORDER BY {', '.join(key)}"  # noqa: S608
        )
    materialise(connection)
    connection.commit()


def _write_parquet(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for table in KEYS:
        draft = folder / f".{table}.parquet.part"
        connection.execute(f"COPY {table} TO {_literal(draft)} (FORMAT parquet, COMPRESSION zstd)")
        draft.replace(folder / f"{table}.parquet")


def _readable(column: str, kind: object) -> str:
    """DuckDB gives zoned times to Python through a module that we do not carry: they come as text."""
    name = '"' + column.replace('"', '""') + '"'
    return f"{name}::VARCHAR AS {name}" if str(kind) == "TIMESTAMP WITH TIME ZONE" else name


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
