"""The one door to the pipeline's database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, TypeVar

from warehouse import checking, database, dossiers, dump, entries, finding, migrating, redacting, reviews, saving
from warehouse import policies as of_policies
from warehouse.catalogue import has
from warehouse.judged import Judged
from warehouse.models import (
    Activity,
    Analysis,
    Answer,
    Correction,
    Coverage,
    Decision,
    Difference,
    Dossier,
    Edit,
    Edition,
    Entry,
    KnowHow,
    Language,
    Need,
    PlanApproval,
    PlanRequest,
    Policy,
    Record,
    Redaction,
    Release,
    Segment,
    Source,
    Told,
    Translation,
)
from warehouse.reading import read, rows
from warehouse.saving import Saved
from warehouse.transaction import together

R = TypeVar("R", bound=Record)
# States of a crawl that read the source's listings.
WAS_READ = ("ok", "late", "degraded", "empty")


class AlreadyApproved(Exception):
    """A month's editions are frozen, and other bytes were offered for approval."""


class Approval(NamedTuple):
    """Who approved a month's editions, when, and the bytes: sha256 by edition id and file name."""

    month: str
    by: str
    at: datetime
    files: Mapping[str, Mapping[str, str]]


class Store:
    """The warehouse, open for as long as a `with` block lasts; only one process can hold it for writing.

    Raises WarehouseBusy when another process holds the file, SchemaDiffers when it is of another version.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self._connection = database.connect(path, read_only=True) if read_only else database.opened(path)
        if read_only:
            migrating.refuse_older(self._connection, path)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file free."""
        self._connection.close()

    # ------------------------------------------------------------ write

    def save(self, records: Iterable[Record], month: str) -> Saved:
        """Insert or update records of any stored types in one transaction; `month` is the run's.

        A release keeps what the first month that saw it received; a reviewed translation gives way to reviewed ones
        only; the segments of a version are replaced as a whole. Raises NotSaved when the disk is full.
        """
        with together(self._connection):
            return saving.save(self._connection, records, month)

    def approve(self, month: str, by: str, at: datetime, editions: Sequence[tuple[Edition, Mapping[str, str]]]) -> None:
        """Freeze a month's editions with the sha256 of each rendered file; raises AlreadyApproved for other bytes."""
        offered = {edition.id: dict(files) for edition, files in editions}
        if (known := self.approval(month)) is not None:
            if known.files != offered:
                raise AlreadyApproved(f"{month} was approved by {known.by} at {known.at}: its files stay as they are")
            return
        rows = [[key, file, sha256] for key, files in offered.items() for file, sha256 in files.items()]
        with together(self._connection):
            saving.save(self._connection, [edition for edition, _ in editions], month)
            if rows:
                self._connection.executemany("INSERT OR REPLACE INTO edition_files VALUES (?, ?, ?)", rows)
            self._connection.execute("INSERT INTO approvals VALUES (?, ?, ?)", [month, by, at])

    # ------------------------------------------------------------ read

    def releases(self, month: str) -> list[Release]:
        """Versions that the run of this month was the first to see, the last received of each page."""
        return self._read(
            Release,
            "FROM releases WHERE version_id IN (SELECT version_id FROM first_seen WHERE month = $month) "
            "AND version_id NOT IN (SELECT version_id FROM superseded WHERE month = $month) "
            "ORDER BY source_id, url, version_id",
            month=month,
        )

    def judged(self, month: str) -> Judged:
        """Everything that runs of other months judged, in the order of those months, to be read while this is open."""
        return Judged(self._connection, month)

    def sources(self) -> list[Source]:
        """The sources that have been saved."""
        return self._read(Source, "FROM sources ORDER BY id")

    def coverage(self, month: str) -> list[Coverage]:
        """What the month's run could and could not read."""
        return self._read(Coverage, "FROM coverage_records WHERE month = $month ORDER BY source_id", month=month)

    def covered_sources(self, before_month: str) -> frozenset[str]:
        """Sources that a run of an earlier month has read."""
        rows = self._rows(
            "SELECT DISTINCT source_id FROM coverage_records WHERE month < $month AND state IN $read",
            month=before_month,
            read=list(WAS_READ),
        )
        return frozenset(source for (source,) in rows)

    def segments(self, version_id: str) -> list[Segment]:
        """The pieces of one version, in order."""
        return self._read(Segment, "FROM segments WHERE version_id = $version ORDER BY position", version=version_id)

    def find(self, asked: str) -> finding.Found:
        """The document of that id, 文号 or item's id, or whose name alone begins so. Raises finding.NoSuchDocument."""
        return finding.find(self._connection, asked)

    def version(self, version_id: str) -> tuple[Release, Analysis] | None:
        """A stored version with what was found in it."""
        which, version = "WHERE version_id = $version", {"version": version_id}
        releases = self._read(Release, f"FROM releases {which}", **version)
        analyses = self._read(Analysis, f"FROM analyses {which}", **version)
        return (releases[0], analyses[0]) if releases and analyses else None

    def standings(self, lang: Language) -> list[reviews.Standing]:
        """How far the documents that are translated in full have been reviewed."""
        return reviews.standings(self._connection, lang)

    def translations(
        self, lang: Language, text_ids: Iterable[str], masked_ids: Iterable[str] = ()
    ) -> dict[str, Translation]:
        """Those of these texts, and reviewed ones of texts that differ from them in numbers or places; by text id."""
        found = self._read(
            Translation,
            "FROM translations WHERE lang = $lang "
            "AND (text_id IN $texts OR state = 'reviewed' AND masked_id IN $masked) ORDER BY text_id",
            lang=lang,
            texts=sorted(set(text_ids)),
            masked=sorted(set(masked_ids) - {""}),
        )
        return {translation.text_id: translation for translation in found}

    def reviewed(self) -> Iterator[Translation]:
        """Every pair that a person has read, into any language."""
        yield from self._read(Translation, "FROM translations WHERE state = 'reviewed' ORDER BY text_id, lang")

    def edits(self, month: str = "") -> list[Edit]:
        """Every decision of the editors, each document's in their order; of a month, or of all."""
        which = "WHERE $month IN ('', month) ORDER BY month, document_id, revision"
        return self._read(Edit, f"FROM edits {which}", month=month)

    def corrections(self, month: str) -> list[Correction]:
        """What the editions of a month are to put right: written by then, not withdrawn, told by no other month."""
        return self._read(
            Correction,
            "FROM corrections WHERE month <= $month AND NOT withdrawn AND id NOT IN "
            "(SELECT correction_id FROM told_corrections WHERE month <> $month) ORDER BY entry_id, corrected_at, id",
            month=month,
        )

    def redactions(self) -> list[Redaction]:
        """Every record of what was taken out, those too that were withdrawn, in the order of their times."""
        return self._read(Redaction, "FROM redactions ORDER BY redacted_at, id")

    def taken_out(self) -> tuple[str, ...]:
        """The words that stand nowhere any more."""
        return redacting.taken(self._connection)

    def standing(self, texts: Sequence[str]) -> dict[str, int]:
        """How many rows of which tables hold any of these words as they were received."""
        return redacting.standing(self._connection, texts)

    def told_to(self, entry_id: str) -> tuple[str, ...]:
        """The municipalities, and `common`, whose approved editions have told an item."""
        asked = "SELECT DISTINCT municipality FROM told_entries WHERE entry_id = $entry ORDER BY municipality"
        return tuple(municipality for (municipality,) in self._rows(asked, entry=entry_id))

    def activities(self) -> list[Activity]:
        """Every record of cooperation."""
        return self._read(Activity, "FROM activities ORDER BY id")

    def needs(self) -> list[Need]:
        """Every need that somebody recorded."""
        return self._read(Need, "FROM needs ORDER BY id")

    def know_how(self) -> list[KnowHow]:
        """What the municipalities can teach."""
        return self._read(KnowHow, "FROM know_how ORDER BY id")

    def decisions(self) -> list[Decision]:
        """What editors decided on proposed matches."""
        return self._read(Decision, "FROM decisions ORDER BY need_id, municipality")

    def policies(self, until: date) -> list[Policy]:
        """Every document on air that bears a day up to this one, as matching asks of it."""
        return of_policies.policies(self._connection, until)

    def plan_requests(self, document_id: str = "") -> list[PlanRequest]:
        """Who asked for full translations; of one document, or of all."""
        which = "WHERE $document IN ('', document_id) ORDER BY document_id, asked_by"
        return self._read(PlanRequest, f"FROM plan_requests {which}", document=document_id)

    def plan_approvals(self, document_id: str = "") -> list[PlanApproval]:
        """The full translations that were approved, of one document or of all, in the order of their approvals."""
        which = "WHERE $document IN ('', document_id) ORDER BY approved_at, id"
        return self._read(PlanApproval, f"FROM plan_approvals {which}", document=document_id)

    def entries(self, month: str) -> list[Entry]:
        """One entry for each document that the month tells, the most important first."""
        return entries.entries(self._connection, month)

    def approved(self) -> frozenset[str]:
        """The months whose editions are frozen."""
        return frozenset(month for (month,) in self._rows("SELECT month FROM approvals"))

    def approval(self, month: str) -> Approval | None:
        """The month's approval, if it has one; a file whose maker was killed before its tables were made has none."""
        if not has(self._connection, "approvals"):
            return None
        rows = self._rows("SELECT approved_by, epoch(approved_at) FROM approvals WHERE month = $month", month=month)
        if not rows:
            return None
        files: dict[str, dict[str, str]] = {}
        for edition, file, sha256 in self._rows(
            "SELECT e.id, f.file, f.sha256 FROM edition_records e LEFT JOIN edition_files f ON f.edition_id = e.id "
            "WHERE e.month = $month ORDER BY e.id, f.file",
            month=month,
        ):
            files.setdefault(edition, {}).update({file: sha256} if file else {})
        return Approval(month, rows[0][0], datetime.fromtimestamp(rows[0][1]).astimezone(), files)

    def approved_editions(self, months: Sequence[str]) -> list[Edition]:
        """The common editions in Japanese of those of the months that were approved."""
        return self._read(
            Edition,
            "FROM edition_records WHERE municipality = 'common' AND lang = 'ja' AND month IN $months "
            "AND month IN (SELECT month FROM approvals) ORDER BY month",
            months=list(months),
        )

    def every_approved_edition(self) -> list[Edition]:
        """All editions of approved months in Japanese, the latest month first."""
        return self._read(
            Edition,
            "FROM edition_records WHERE lang = 'ja' AND month IN (SELECT month FROM approvals) "
            "ORDER BY month DESC, municipality <> 'common', municipality",
        )

    def dossiers(self, until: str) -> Iterator[Dossier]:
        """Every document on air that was known by a month, to be read while this is open; without translations."""
        return dossiers.dossiers(self._connection, until)

    def answers(self) -> list[Answer]:
        """What places have made of the plans that are followed."""
        return dossiers.answers(self._connection)

    def differences(self) -> list[Difference]:
        """The targets of followed plans beside those of places."""
        return dossiers.differences(self._connection)

    def told_corrections(self) -> list[Correction]:
        """Corrections that approved editions have told, the latest first."""
        told = "WHERE id IN (SELECT correction_id FROM told_corrections) ORDER BY month DESC, entry_id, id"
        return self._read(Correction, f"FROM corrections {told}")

    def told_items(self, months: Sequence[str]) -> list[Told]:
        """What approved editions of these months told, to be counted."""
        return self._read(Told, "FROM told_items WHERE month IN $months ORDER BY entry_id", months=list(months))

    def run_months(self) -> frozenset[str]:
        """Months of which there is a record of what was read."""
        return frozenset(month for (month,) in self._rows("SELECT DISTINCT month FROM coverage_records"))

    def told_events(self, beside_month: str) -> frozenset[str]:
        """Ids of the events that approved editions of other months have announced."""
        rows = self._rows("SELECT DISTINCT event_id FROM told_events WHERE month <> $month", month=beside_month)
        return frozenset(event for (event,) in rows)

    def check(self, data: Path | None) -> Iterator[checking.Finding]:
        """What is not whole; archived pages and frozen files are looked for in the data folder."""
        return checking.check(self._connection, data)

    def dump(self) -> Iterator[str]:
        """Every row of every table in order, a line each, without what two runs may differ in."""
        return dump.lines(self._connection)

    def _read(self, model: type[R], query: str, **parameters: object) -> list[R]:
        return read(self._connection, model, query, parameters)

    def _rows(self, query: str, **parameters: object) -> list[Any]:
        return rows(self._connection, query, parameters)
