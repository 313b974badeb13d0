"""Keeps what was received: one WARC file a source and month, each response once, and what each run asked."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from crawlers.archive import volume, warc
from crawlers.archive.volume import DATE, Exchange, Kept, Place, Refusal, Run
from crawlers.fetching.answers import Answer, Get, Refused, header
from crawlers.platforms.reading import Fetch
from warehouse.models import ArchiveRecord

PROFILE = "http://netpreserve.org/warc/1.0/revisit/"
Sameness = Literal["server-not-modified", "identical-payload-digest"]


class Archive:
    """A WARC file that grows: what is kept, also the month before, stays in its place and is not kept twice.

    Nothing is seen of a run before the file is whole.
    """

    stopped = "the run was stopped before its end"
    """Why the run ended midway; to be emptied once it has ended by itself."""

    def __init__(self, data: Path, month: str, source: str) -> None:
        self.data = data
        self.name = volume.name(month, source)
        self.earlier = volume.name(_month_before(month), source)
        self.path = data / self.name
        self.unfinished = self.path.with_suffix(".gz.unfinished")

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.unfinished.unlink(missing_ok=True)
        if self.path.exists():
            shutil.copyfile(self.path, self.unfinished)
        self.volume, before = volume.read(self.data, self.name), volume.read(self.data, self.earlier)
        self.last = {
            exchange.key: (exchange, place)
            for known in (before, self.volume)
            for run in known.runs
            for exchange in run.exchanges
            if (place := known.places.get(exchange.record_id))
        }
        places = [*before.places.values(), *self.volume.places.values()]
        there = {file for file in {place.record.file for place in places} if (self.data / file).exists()}
        self.bodies = {place.record.record_id: place for place in places if place.record.file in there}
        self.exchanges: list[Exchange] = []
        self.file = self.unfinished.open("ab")
        self.before = self.file.tell()
        return self

    async def ask(self, get: Get, fetch: Fetch) -> Answer:
        """The answer, still to be kept; that there is none is noted. Raises Refused."""
        try:
            return await get(fetch)
        except Refused as refused:
            said = Refusal(state=refused.state, url=refused.url, came=refused.came, expected=refused.expected)
            self.exchanges.append(Exchange(asked=fetch.url, form=fetch.form, refusal=said))
            raise

    def keep(self, answer: Answer) -> Kept:
        """The answer with its place; bytes that are kept for its address already are not written again."""
        now, digest = _now(), warc.digest(answer.saved.body)
        record_id = _body_id(answer, digest)
        place = self.bodies.get(record_id)
        if place is None:
            place = self.bodies[record_id] = self._write_body(answer, record_id, digest, now)
        elif place.record.file != self.name.as_posix():
            record_id = self._write_revisit("identical-payload-digest", answer, place, digest, now)
        return self._noted(answer, record_id, place, now)

    def keep_unchanged(self, kept: Kept, answer: Answer) -> Kept:
        """What is kept, when the site says that it is still so."""
        now, digest = _now(), warc.digest(kept.saved.body)
        record_id = self._write_revisit("server-not-modified", answer, kept.place, digest, now)
        return self._noted(kept, record_id, kept.place, now)

    def _noted(self, answer: Answer, record_id: str, place: Place, now: datetime) -> Kept:
        exchange = Exchange(asked=answer.asked, form=answer.form, url=answer.saved.url, record_id=record_id)
        self.exchanges.append(exchange)
        said = (answer.saved, answer.status, answer.headers, answer.asked, answer.form)
        return Kept(*said, place=place, received=now)

    def _write_body(self, answer: Answer, record_id: str, digest: str, now: datetime) -> Place:
        named = {"WARC-Record-ID": record_id, "WARC-Payload-Digest": digest}
        offset = self._write("response", answer.saved.url, named, now, answer.saved.body, warc.http(answer))
        return Place(ArchiveRecord(file=self.name.as_posix(), record_id=record_id, offset=offset), now)

    def _write_revisit(self, sameness: Sameness, answer: Answer, place: Place, digest: str, now: datetime) -> str:
        """A record that says that a body kept elsewhere was given again; once for each body. Returns its id."""
        record_id = warc.made_id(self.name.as_posix(), sameness, place.record.record_id)
        if record_id in self.volume.places:
            return record_id
        named = {
            "WARC-Record-ID": record_id,
            "WARC-Profile": PROFILE + sameness,
            "WARC-Refers-To": place.record.record_id,
            "WARC-Refers-To-Target-URI": answer.saved.url,
            "WARC-Refers-To-Date": place.received.strftime(DATE),
            volume.FILE: place.record.file,
            volume.OFFSET: str(place.record.offset),
            "WARC-Payload-Digest": digest,
        }
        self._write("revisit", answer.saved.url, named, now, b"", warc.http(answer))
        self.volume.places[record_id] = place
        return record_id

    def _write_run(self) -> None:
        """What this run asked, unless the last one asked the same and was given the same."""
        run = Run(exchanges=tuple(self.exchanges), stopped=self.stopped)
        if [run] != self.volume.runs[-1:]:
            said = run.model_dump_json(exclude_defaults=True).encode()
            named = {"WARC-Record-ID": warc.made_id(self.volume.run_id, said.decode())}
            self._write("metadata", f"urn:aozora:run:{self.name.stem}", named, _now(), said, None)

    def _write(self, kind: str, url: str, named: dict[str, str], now: datetime, body: bytes, http: Any) -> int:
        """Append a record; returns where it begins."""
        offset = self.file.tell()
        self.file.write(warc.record(kind, url, named | {"WARC-Date": now.strftime(DATE)}, body, http))
        return offset

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write_run()
        grown = self.file.tell() > self.before
        self.file.close()
        if grown:
            self.unfinished.replace(self.path)
        else:
            self.unfinished.unlink()


def _body_id(answer: Answer, digest: str) -> str:
    """Made from what was received, so that a crawl that was killed and run again names the same record."""
    return warc.made_id(answer.saved.url, str(answer.status), header(answer.headers, "content-type"), digest)


def _now() -> datetime:
    """To the second, as the WARC format writes it."""
    return datetime.now(UTC).replace(microsecond=0)


def _month_before(month: str) -> str:
    return f"{date.fromisoformat(f'{month}-01') - timedelta(days=1):%Y-%m}"
