"""Keeps what was received: one WARC file a source and month, each response a record of its own."""

from __future__ import annotations

import hashlib
import io
import shutil
from base64 import b32encode
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import NAMESPACE_URL, uuid5

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.answers import Answer
from warehouse.models import ArchiveRecord

# The body is kept as it was read, so what described its transport no longer holds.
TRANSPORT = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})


class Archive:
    """A WARC file that grows: what an earlier run kept stays in its place and is not kept twice.

    Nothing is seen of a run before the file is whole.
    """

    def __init__(self, data: Path, month: str, source: str) -> None:
        self.name = Path("archive") / month / f"{source}.warc.gz"
        self.path = data / self.name
        self.unfinished = self.path.with_suffix(".gz.unfinished")

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.unfinished.unlink(missing_ok=True)
        self.known: dict[tuple[str, str], ArchiveRecord] = {}
        if self.path.exists():
            shutil.copyfile(self.path, self.unfinished)
            self._read_known()
        self.file = self.unfinished.open("ab")
        self.writer = WARCWriter(self.file, gzip=True)
        self.before = self.file.tell()
        return self

    def keep(self, answer: Answer) -> ArchiveRecord:
        """Write a response down, unless the same bytes of the same address are kept, and say where it stands."""
        key = (answer.saved.url, _digest(answer.saved.body))
        if key not in self.known:
            offset = self.file.tell()
            self.known[key] = self._record(self._write(answer), offset)
        return self.known[key]

    def _write(self, answer: Answer) -> str:
        headers = [(name, value) for name, value in answer.headers if name.lower() not in TRANSPORT]
        status = StatusAndHeaders(f"{answer.status} OK", headers, protocol="HTTP/1.1")
        record_id = _record_id(answer)
        record = self.writer.create_warc_record(
            answer.saved.url,
            "response",
            payload=io.BytesIO(answer.saved.body),
            http_headers=status,
            warc_headers_dict={"WARC-Record-ID": record_id},
        )
        self.writer.write_record(record)
        return record_id

    def _read_known(self) -> None:
        with self.path.open("rb") as file:
            records = ArchiveIterator(file)
            for record in records:
                told = record.rec_headers.get_header
                key = (told("WARC-Target-URI"), told("WARC-Payload-Digest"))
                self.known[key] = self._record(told("WARC-Record-ID"), records.get_record_offset())

    def _record(self, record_id: str, offset: int) -> ArchiveRecord:
        return ArchiveRecord(file=self.name.as_posix(), record_id=record_id, offset=offset)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        grown = self.file.tell() > self.before
        self.file.close()
        if grown:
            self.unfinished.replace(self.path)
        else:
            self.unfinished.unlink()


def _record_id(answer: Answer) -> str:
    """Made from address and bytes, so that a crawl that was killed and run again names the same record."""
    return f"<{uuid5(NAMESPACE_URL, answer.saved.url + ' ' + _digest(answer.saved.body)).urn}>"


def _digest(body: bytes) -> str:
    """The payload digest as the WARC format writes it."""
    return "sha1:" + b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()
