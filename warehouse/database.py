"""Opens the pipeline's database, and makes it what this version of the programme expects."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

from warehouse import dictionary, migrating, models, reference
from warehouse.catalogue import columns, has
from warehouse.cooperation import registers
from warehouse.migrating import SchemaDiffers as SchemaDiffers
from warehouse.transaction import together

HERE = Path(__file__).parent
MADE_FROM = (
    *(HERE / name for name in ("schema.sql", "views.sql", "analysts.sql", "descriptions.yml")),
    *sorted((HERE / "models").glob("*.py")),
    *sorted(path for path in reference.HERE.iterdir() if path.suffix in {".csv", ".yml", ".py"}),
    *sorted(registers.DATA.iterdir()),
)
# One page may carry a long body; DuckDB's own limit is 16 MiB a line.
LONGEST_LINE = 256 * 1024 * 1024


class WarehouseBusy(Exception):
    """Another process holds the database; the text names the file and what to do."""


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection to the pipeline's database; times are Shanghai's whatever the machine's zone.

    Raises WarehouseBusy while another process writes, or reads what is to be written.
    """
    with naming_the_holder(path):
        connection = duckdb.connect(path, read_only=read_only)
    connection.execute("SET TimeZone = 'Asia/Shanghai'")
    return connection


@contextmanager
def naming_the_holder(path: Path) -> Iterator[None]:
    """Turn DuckDB's lock error into WarehouseBusy."""
    try:
        yield
    except duckdb.IOException as error:
        if "lock" not in str(error):
            raise
        raise WarehouseBusy(
            f"{path} is held by another process ({_holder(str(error))}): wait until its task has ended, or end it; "
            "to read meanwhile use the published copy"
        ) from error


def opened(path: Path) -> duckdb.DuckDBPyConnection:
    """The database for its writer, as this version of the programme has it: made, migrated or as it is.

    Before a migration it is copied beside itself. Raises WarehouseBusy, and SchemaDiffers for an unknown version.
    """
    connection = connect(path)
    try:
        if _made_from(connection) != fingerprint():
            if migrating.version(connection, path) < migrating.latest():
                connection = _with_a_copy_kept(connection, path)
            _prepare(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _with_a_copy_kept(connection: duckdb.DuckDBPyConnection, path: Path) -> duckdb.DuckDBPyConnection:
    """The same database opened anew: to read an open file would let go of its lock."""
    connection.execute("CHECKPOINT")
    connection.close()
    migrating.keep(path)
    return connect(path)


def _prepare(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Make tables, views, comments and shared facts, rows as they were; all of it or nothing."""
    with together(connection):
        if (number := migrating.version(connection, path)) < migrating.latest():
            migrating.migrate(connection, number)
        build(connection)
        load_reference(connection)
        if connection.execute("SELECT count(*) FROM migrations").fetchone() == (0,):
            migrating.record(connection, migrating.latest(), "new")
        connection.execute("INSERT OR REPLACE INTO about VALUES ('made_from', ?)", [fingerprint()])


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Tables, views, the comments on them, and the dictionary made from these."""
    for name in ("schema.sql", "views.sql", "analysts.sql"):
        connection.execute((HERE / name).read_text(encoding="utf-8"))
    dictionary.explain(connection, columns(connection))
    dictionary.fill(connection)


@cache
def fingerprint() -> str:
    """What the tables, views, comments and shared facts are made from, as one hash."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in MADE_FROM)).hexdigest()


def stage(connection: duckdb.DuckDBPyConnection, table: str, records: Iterable[models.Record]) -> None:
    """Put records into the temporary table `incoming`, shaped like the table they are for."""
    types = _expected_columns()[table]
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "incoming.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(_row(r), ensure_ascii=False, default=str) + "\n" for r in records)
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE incoming AS SELECT * FROM read_json("
            "$file, format = 'newline_delimited', columns = $types, maximum_object_size = $longest)",
            {"file": str(file), "types": types, "longest": LONGEST_LINE},
        )


def load_reference(connection: duckdb.DuckDBPyConnection) -> None:
    """Replace the shared facts by the files' own; of the registers that people fill add what is not there yet."""
    for table, records in _reference():
        stage(connection, table, records)
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 our own table names
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608
    for table, records in registers.known():
        stage(connection, table, records)
        connection.execute(f"INSERT OR IGNORE INTO {table} BY NAME SELECT * FROM incoming")  # noqa: S608
    connection.execute("DROP TABLE incoming")


def _reference() -> Iterator[tuple[str, Iterable[models.Record]]]:
    yield "places", reference.places().values()
    yield "regions", reference.regions().values()
    yield "municipalities", reference.municipalities().values()
    yield "partnerships", reference.partnerships()
    yield "themes", reference.themes().values()
    yield "kinds", reference.kinds().values()
    yield "glossary", reference.glossary()
    yield "followed_plans", reference.followed_plans()
    yield "japan_path", registers.japan_path()


def _row(record: models.Record) -> Mapping[str, object]:
    return record.model_dump(mode="json")


def _made_from(connection: duckdb.DuckDBPyConnection) -> str:
    if not has(connection, "about"):
        return ""
    row = connection.execute("SELECT value FROM about WHERE name = 'made_from'").fetchone()
    return str(row[0]) if row else ""


@cache
def _expected_columns() -> dict[str, dict[str, str]]:
    with duckdb.connect() as connection:
        connection.execute((HERE / "schema.sql").read_text(encoding="utf-8"))
        return columns(connection)


def _holder(message: str) -> str:
    _, _, rest = message.partition("Conflicting lock is held in ")
    return rest.partition(". See")[0] or "unknown"
