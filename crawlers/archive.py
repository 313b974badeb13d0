"""Keeps what was received: one WARC file a source and month, each response a record of its own."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from types import TracebackType
from typing import Self

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.answers import Answer
from warehouse.models import ArchiveRecord

# The body is kept as it was read, so what described its transport no longer holds.
TRANSPORT = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})


class Archive:
    """A WARC file that grows: records of earlier runs keep their place, and nothing is seen before it is whole."""

    def __init__(self, data: Path, month: str, source: str) -> None:
        self.name = Path("archive") / month / f"{source}.warc.gz"
        self.path = data / self.name
        self.unfinished = self.path.with_suffix(".gz.unfinished")

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.unfinished.unlink(missing_ok=True)
        if self.path.exists():
            shutil.copyfile(self.path, self.unfinished)
        self.file = self.unfinished.open("ab")
        self.writer = WARCWriter(self.file, gzip=True)
        self.before = self.file.tell()
        return self

    def keep(self, answer: Answer) -> ArchiveRecord:
        """Write a response down and say where it stands."""
        offset = self.file.tell()
        headers = [(name, value) for name, value in answer.headers if name.lower() not in TRANSPORT]
        status = StatusAndHeaders(f"{answer.status} OK", headers, protocol="HTTP/1.1")
        record = self.writer.create_warc_record(
            answer.saved.url, "response", payload=io.BytesIO(answer.saved.body), http_headers=status
        )
        self.writer.write_record(record)
        return ArchiveRecord(
            file=self.name.as_posix(), record_id=record.rec_headers.get_header("WARC-Record-ID"), offset=offset
        )

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        grown = self.file.tell() > self.before
        self.file.close()
        if grown:
            self.unfinished.replace(self.path)
        else:
            self.unfinished.unlink()
