"""Reads a WARC file of the archive: where each body is kept, and what each run asked and was given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from crawlers.fetching.answers import Answer, State, charset
from crawlers.platforms.reading import Saved
from warehouse.models import ArchiveRecord, Record

DATE = "%Y-%m-%dT%H:%M:%SZ"
"""How the WARC format writes a moment."""
FILE, OFFSET = "WARC-Refers-To-Filename", "WARC-Refers-To-File-Offset"
"""Where the body that a revisit record speaks of is kept, as other archives write it too."""


class BadArchive(Exception):
    """A record that is not where it should be: file, offset, and what stands there."""


class Refusal(Record):
    """A request that got no answer, and why."""

    state: State
    url: str
    came: str
    expected: str


class Exchange(Record):
    """One request of a run, and the record of what was given, or why nothing was."""

    asked: str
    form: tuple[tuple[str, str], ...] = ()
    url: str = ""
    """Where redirects led."""
    record_id: str = ""
    refusal: Refusal | None = None

    @property
    def key(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """What makes two requests one."""
        return self.asked, self.form


class Run(Record):
    """Everything that a run asked, in its order."""

    exchanges: tuple[Exchange, ...]
    stopped: str
    """Why it ended midway; empty when it ended by itself."""


@dataclass(frozen=True)
class Place:
    """Where a body is kept, and when it was received."""

    record: ArchiveRecord
    received: datetime


@dataclass(frozen=True, kw_only=True)
class Kept(Answer):
    """An answer that the archive holds."""

    place: Place
    received: datetime
    """When it was given, which may be later than the kept copy of the same bytes."""


@dataclass
class Volume:
    """What a file holds."""

    places: dict[str, Place] = field(default_factory=dict)
    """Where the body is that a record has or speaks of, by the record's id."""
    runs: list[Run] = field(default_factory=list)
    """The one last written down comes last."""
    run_id: str = ""
    """Of the last run's record."""
    ended: datetime | None = None
    """When the last run ended."""


def name(month: str, source: str) -> Path:
    """Path below the data folder of a source's file for a month."""
    return Path("archive") / month / f"{source}.warc.gz"


def read(data: Path, file: Path) -> Volume:
    """What a file holds; an empty volume when there is no such file."""
    found = Volume()
    if not (data / file).exists():
        return found
    with (data / file).open("rb") as stream:
        records = ArchiveIterator(stream, no_record_parse=True)
        for record in records:
            told = record.rec_headers.get_header
            if record.rec_type == "metadata":
                found.runs.append(Run.model_validate_json(record.content_stream().read()))
                found.run_id, found.ended = told("WARC-Record-ID"), moment(told("WARC-Date"))
            else:
                found.places[told("WARC-Record-ID")] = _place(record, file, records.get_record_offset())
    return found


def load(data: Path, place: Place, exchange: Exchange) -> Kept:
    """The answer of an exchange, from where its body is kept. Raises BadArchive, FileNotFoundError."""
    kept = place.record
    with (data / kept.file).open("rb") as stream:
        stream.seek(kept.offset)
        record = next(iter(ArchiveIterator(stream)), None)
        if record is None or record.rec_headers.get_header("WARC-Record-ID") != kept.record_id:
            raise BadArchive(f"{data / kept.file}: offset {kept.offset}: expected the record {kept.record_id}")
        body = record.content_stream().read()
    headers = tuple(record.http_headers.headers)
    saved = Saved(exchange.url, body, charset(headers), exchange.form)
    status = int(record.http_headers.get_statuscode())
    return Kept(saved, status, headers, exchange.asked, exchange.form, place=place, received=place.received)


def moment(written: str) -> datetime:
    """A WARC date as a moment."""
    return datetime.strptime(written, DATE).replace(tzinfo=UTC)


def _place(record: Any, file: Path, offset: int) -> Place:
    told = record.rec_headers.get_header
    if record.rec_type != "revisit":
        kept = ArchiveRecord(file=file.as_posix(), record_id=told("WARC-Record-ID"), offset=offset)
        return Place(kept, moment(told("WARC-Date")))
    kept = ArchiveRecord(file=told(FILE), record_id=told("WARC-Refers-To"), offset=int(told(OFFSET)))
    return Place(kept, moment(told("WARC-Refers-To-Date")))
