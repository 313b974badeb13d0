"""Looks whether a database is whole: records, what they refer to, quotes, archived pages, frozen files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import duckdb
import yaml
from pydantic import ValidationError
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from warehouse.reading import batches
from warehouse.tables import RECORDS, Table

HERE = Path(__file__).parent
TOLD = 5
"""Rows at most that a finding names."""


class Finding(NamedTuple):
    """One kind of thing that is wrong."""

    wrong: str
    do: str
    rows: list[str]

    def __str__(self) -> str:
        more = [f"    and {len(self.rows) - TOLD} more"] if len(self.rows) > TOLD else []
        named = [f"    {row}" for row in self.rows[:TOLD]]
        return "\n".join([f"{len(self.rows)} × {self.wrong}", *named, *more, f"    → {self.do}"])


class Rule(NamedTuple):
    """What must hold between rows, of `checks.yml`."""

    wrong: str
    do: str
    rows: str


def check(connection: duckdb.DuckDBPyConnection, data: Path | None) -> Iterator[Finding]:
    """All that is wrong; archived pages and frozen files only with the data folder that they stand in."""
    yield from filter(lambda finding: finding.rows, _findings(connection, data))


def _findings(connection: duckdb.DuckDBPyConnection, data: Path | None) -> Iterator[Finding]:
    for table in RECORDS:
        unread = [f"{table.name}: {why}" for why in _unread(connection, table)]
        yield Finding("a row that is no record", "run its month again with this version of the programme", unread)
    for rule in rules():
        rows = connection.execute(rule.rows).fetchall()
        yield Finding(rule.wrong, rule.do, sorted("  ".join(map(str, row)) for row in rows))
    if data:
        yield Finding(
            "an archived page that is not there, or is not what was received",
            "bring the file back from a backup; without it the page can be fetched again, but the evidence is lost",
            sorted(_lost_pages(connection, data)),
        )
        yield Finding(
            "a frozen file that is not there, or is not what was approved",
            "bring the file back from a backup; nothing makes it again to the byte",
            sorted(_lost_files(connection, data)),
        )


@cache
def rules() -> tuple[Rule, ...]:
    """What `checks.yml` says, in its order."""
    return tuple(Rule(**rule) for rule in yaml.safe_load((HERE / "checks.yml").read_text(encoding="utf-8")))


def _unread(connection: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    """Why rows cannot be read as records; the first of them, for reading ends there."""
    try:
        for _ in batches(connection, table.model, f"FROM {table.name} ORDER BY {', '.join(table.key)}", {}):
            pass
    except ValidationError as error:
        return [" ".join(str(error).split())]
    return []


def _lost_pages(connection: duckdb.DuckDBPyConnection, data: Path) -> Iterator[str]:
    rows = connection.execute(
        "SELECT archive.file, archive.offset, archive.record_id, sha256, version_id FROM releases "
        "WHERE archive IS NOT NULL ORDER BY ALL"
    ).fetchall()
    for file, of_file in groupby(rows, key=lambda row: str(row[0])):
        if not (data / file).is_file():
            yield f"{data / file}: no such file, of {len(list(of_file))} releases"
        else:
            yield from _lost_records(data / file, ((*row[1:],) for row in of_file))


def _lost_records(file: Path, wanted: Iterable[tuple[int, str, str, str]]) -> Iterator[str]:
    """Records of a WARC file; an imported file is kept whole and has none."""
    with file.open("rb") as stream:
        for offset, record_id, sha256, version in wanted:
            if not record_id:
                continue
            stream.seek(offset)
            if (found := _record(stream)) != (record_id, sha256):
                why = found[0] if found[0] != record_id else "other bytes"
                yield f"{file}: offset {offset}: expected {record_id} of version {version}, found {why or 'nothing'}"


def _record(stream: object) -> tuple[str, str]:
    """Id of the record that begins here, and the hash of its body."""
    try:
        record = next(iter(ArchiveIterator(stream)), None)
        if record is None:
            return "", ""
        body = record.content_stream().read()
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        return f"{type(error).__name__}", ""
    return str(record.rec_headers.get_header("WARC-Record-ID")), hashlib.sha256(body).hexdigest()


def _lost_files(connection: duckdb.DuckDBPyConnection, data: Path) -> Iterator[str]:
    rows = connection.execute(
        "SELECT e.month, f.file, f.sha256 FROM edition_files f JOIN edition_records e ON e.id = f.edition_id"
    ).fetchall()
    for month, name, sha256 in rows:
        file = data / month / "editions" / name
        if not file.is_file():
            yield f"{file}: no such file"
        elif hashlib.sha256(file.read_bytes()).hexdigest() != sha256:
            yield f"{file}: other bytes than were approved"
