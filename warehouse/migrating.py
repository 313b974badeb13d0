"""Brings a database of an earlier version to this one: each migration once, all of them in one transaction."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml

from warehouse.catalogue import columns, views
from warehouse.tables import KEYS, REFERENCE

HERE = Path(__file__).parent
FOLDER = HERE / "migrations"
MADE_ANEW = {*(table.name for table in REFERENCE), "dictionary"}
"""Tables that are filled from files whenever the programme changes."""


class SchemaDiffers(Exception):
    """The file was made by a version that cannot be brought to this one; the text says what to do."""


def latest() -> int:
    """Number of this programme's version."""
    return max(known().values())


def version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """Number of the version that made the database; the latest for one without tables. Raises SchemaDiffers."""
    found = columns(connection)
    if "releases" not in found:
        return latest()
    number = _recorded(connection) if "migrations" in found else known().get(shape(connection), 0)
    if number > latest():
        raise SchemaDiffers(
            f"{path}: made by a later version of the programme ({number}; this one knows {latest()}): update the "
            f"programme, or go back to the copy that was kept beside it before version {number}"
        )
    if not number or (number == latest() and _differing(connection)):
        raise SchemaDiffers(
            f"{path}: tables {', '.join(_differing(connection))} are of a version that is not known; move the file "
            "away and run its months again: their files below the data folder are read anew"
        )
    return number


def refuse_older(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """For those who only read. Raises SchemaDiffers when the database must be brought to this version first."""
    if (number := version(connection, path)) < latest():
        raise SchemaDiffers(
            f"{path}: made by version {number} of the programme, this is {latest()}: the next run brings it here and "
            f"keeps a copy, or now `python -m warehouse migrate {path}`"
        )


def keep(path: Path) -> Path:
    """A copy of a database that nobody has open, beside it, as it is before the migration."""
    kept = path.with_name(f"{path.stem}.before-{latest()}{path.suffix}")
    draft = kept.with_name(f".{kept.name}.part")
    shutil.copyfile(path, draft)
    draft.replace(kept)
    return kept


def migrate(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    """Apply what comes after that version, and put every table into the shape of `schema.sql`; within a transaction."""
    for name in (*views(connection), *(MADE_ANEW & set(columns(connection)))):
        connection.execute(f"DROP {'VIEW' if name in views(connection) else 'TABLE'} {name}")
    due = sorted(FOLDER.glob("*.sql"))[number - 1 :]
    for file in due:
        if sql := _statements(file):
            connection.execute(sql)
    _reshape(connection)
    for file in due:
        record(connection, int(file.name[:3]), file.stem[4:])


def record(connection: duckdb.DuckDBPyConnection, number: int, name: str) -> None:
    """Write down that the database has come to a version."""
    connection.execute("INSERT INTO migrations VALUES (?, ?, now())", [number, name])


def shape(connection: duckdb.DuckDBPyConnection) -> str:
    """What tells versions apart: columns, types and constraints of all tables that are not made anew, as a hash."""
    lines = sorted(_lines(connection))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def _lines(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    ours = set(columns(connection)) - views(connection) - MADE_ANEW
    for table in ours:
        found = connection.table(table)
        yield from (f"{table}.{name} {_form(kind)}" for name, kind in zip(found.columns, found.types, strict=True))
    rows = connection.execute("SELECT table_name, constraint_text FROM duckdb_constraints()").fetchall()
    yield from (f"{table} {text}" for table, text in rows if table in ours)


def _form(kind: Any) -> str:
    """A type whatever the order of its fields."""
    if kind.id in ("list", "map", "struct"):
        parts = [f"{name} {_form(child)}" for name, child in kind.children]
        return f"{kind.id}({', '.join(sorted(parts))})"
    return str(kind)


@cache
def known() -> dict[str, int]:
    """Known versions by their shape."""
    versions = yaml.safe_load((FOLDER / "versions.yml").read_text(encoding="utf-8"))
    return {text: number for number, text in versions.items()}


def _recorded(connection: duckdb.DuckDBPyConnection) -> int:
    row = connection.execute("SELECT max(number) FROM migrations").fetchone()
    return int(row[0]) if row and row[0] else 0


def _reshape(connection: duckdb.DuckDBPyConnection) -> None:
    former = set(columns(connection))
    for name in former:
        connection.execute(f"ALTER TABLE {name} RENAME TO {name}_former")
    connection.execute((HERE / "schema.sql").read_text(encoding="utf-8"))
    for name in sorted(former & set(KEYS)):
        connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM {name}_former")  # noqa: S608 our own table names
    for name in former:
        connection.execute(f"DROP TABLE {name}_former")


def _statements(file: Path) -> str:
    """The file without its comments; one that says only that there is nothing to do is empty."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("--")).strip()


def _differing(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Tables whose columns this version would make otherwise."""
    with duckdb.connect() as new:
        new.execute((HERE / "schema.sql").read_text(encoding="utf-8"))
        expected = columns(new)
    found = columns(connection)
    return [name for name, types in expected.items() if name not in MADE_ANEW and found.get(name, types) != types]


if __name__ == "__main__":
    with duckdb.connect() as made:
        made.execute((HERE / "schema.sql").read_text(encoding="utf-8"))
        print(f"{latest() + (shape(made) not in known())}: {shape(made)}")
