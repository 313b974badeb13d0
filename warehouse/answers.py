"""Asks a published database: read only, bounded in rows, time and memory, and nothing else on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import Any, NamedTuple

import duckdb

from warehouse import queries, search

SECONDS = 60
MEMORY = "1GB"
ROWS = 1000
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "memory_limit": MEMORY,
    "temp_directory": "",
}


class QueryRefused(Exception):
    """A question that the published copy cannot answer; the text is the database's own, or names the bound."""


class Answer(NamedTuple):
    """Rows of a query, and whether there were more than were asked for."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    truncated: bool


def query(path: Path, sql: str, limit: int = ROWS, seconds: float = SECONDS) -> Answer:
    """The first rows of one SELECT. Raises QueryRefused."""
    return _answer(path, lambda connection: _select(connection, sql), limit, seconds)


def saved(path: Path, name: str, given: Mapping[str, str], limit: int = ROWS, seconds: float = SECONDS) -> Answer:
    """The first rows of a saved query. Raises QueryRefused, queries.NoSuchQuery, queries.WrongParameter."""
    return _answer(path, lambda connection: queries.run(connection, name, **given), limit, seconds)


def find(path: Path, asked: str, limit: int = 10) -> list[search.Hit]:
    """What search finds in the published database. Raises QueryRefused."""
    with opened(path) as connection:
        return search.search(connection, asked, limit)


@contextmanager
def opened(path: Path, seconds: float = SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published database with no way to anything else, for so many seconds. Raises QueryRefused."""
    try:
        with duckdb.connect(path, read_only=True, config=_CONFIG) as connection:
            connection.execute("SET TimeZone = 'Asia/Shanghai'; SET lock_configuration = true")
            with _interrupted_after(connection, seconds):
                yield connection
    except duckdb.InterruptException as error:
        raise QueryRefused(f"{path}: no answer after {seconds:g} seconds; ask for less at a time") from error
    except duckdb.Error as error:
        raise QueryRefused(f"{path}: {error}") from error


@contextmanager
def _interrupted_after(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    timer = Timer(seconds, connection.interrupt)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _answer(
    path: Path, ask: Callable[[duckdb.DuckDBPyConnection], duckdb.DuckDBPyRelation], limit: int, seconds: float
) -> Answer:
    with opened(path, seconds) as connection:
        asked = ask(connection)
        columns = tuple(asked.columns)
        found = asked.project(readable(asked)).limit(limit + 1).fetchall()
    return Answer(columns, found[:limit], len(found) > limit)


def _select(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.DuckDBPyRelation:
    statements = connection.extract_statements(sql)
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise QueryRefused("expected one query that gives rows: SELECT …, FROM …, DESCRIBE … or SUMMARIZE …")
    return connection.sql(sql)


def readable(asked: duckdb.DuckDBPyRelation) -> str:
    """Its columns to select; DuckDB gives zoned times to Python through a module that we do not carry: as text."""
    return ", ".join(_column(*column) for column in zip(asked.columns, asked.types, strict=True))


def _column(column: str, kind: object) -> str:
    name = '"' + column.replace('"', '""') + '"'
    return f"{name}::VARCHAR AS {name}" if str(kind) == "TIMESTAMP WITH TIME ZONE" else name
