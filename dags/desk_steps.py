"""What joins the stages around the editor's hour: a workbook out, decisions in, an edition shown again."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from crawlers.imports.report import LANE
from dags import steps
from dags.posting import NotThere
from dags.steps import deciding
from digests import build, formats
from digests.choose import COMMON, Audience, audiences
from digests.coverage import visits
from digests.desk import agreement, book, given, taking
from digests.desk.queue import Row, Seen, export_id, queue, seen
from digests.plans import passages, wishes
from digests.remarks import readings
from warehouse.models import Coverage, Edit, Edition, Entry
from warehouse.store import Store

log = logging.getLogger("aozora")
SHOWN = ("text", "html", "json")
"""Formats in which an edition is shown again at once."""


class DeskClosed(Exception):
    """A month that nothing can be decided of any more; the text says why, and where a correction goes."""


class DeskAtStake(Exception):
    """A workbook that an export would replace holds what nobody has taken in."""


class Read(NamedTuple):
    """What came of a workbook."""

    taken: taking.Taken
    entries: Mapping[str, Entry]
    """By document id."""


class _Now(NamedTuple):
    """A month as it stands."""

    entries: Sequence[Entry]
    rows: Sequence[Row]
    coverage: Sequence[Coverage]
    known: taking.Known


def workbook(month: str) -> Path:
    """Where the workbook of a month is put."""
    return deciding.place() / f"{month}.xlsx"


def export(month: str, out: Path | None = None) -> tuple[Path, Sequence[Row]]:
    """Write the month's workbook; it marks what changed since the last one.

    Raises DeskAtStake, DeskClosed, NotThere.
    """
    path = out or workbook(month)
    with steps.store() as warehouse:
        now = _now(warehouse, month)
        if path.exists():
            _guard(path, now, month)
        sources = steps.told_of(month, collection(now.coverage, warehouse))
    partners = next(audience.partners for audience in audiences() if audience.id == COMMON)
    read = readings(visits(now.coverage, sources), partners, "ja")
    made = book.Desk(month, export_id(now.rows), now.rows, now.known.corrections, read, now.known.is_sample)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(book.write(made))
    said = {id: one.model_dump() for id, one in seen(now.rows).items()}
    _seen(month).write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
    log.info("%s at the desk: %s items in %s", month, len(said), path)
    return path, now.rows


def load(month: str, path: Path, editor: str, at: datetime) -> Read:
    """Take a workbook in, whole or not at all, and keep the file. Raises BadDesk, DeskClosed, NotThere."""
    data = path.read_bytes()
    found = given.read(path.name, data, month)
    with steps.store() as warehouse:
        now = _now(warehouse, month)
        taken = taking.take(found, now.known, editor, at)
        entries = {entry.assessment.document_id: entry for entry in now.entries}
        wanted = [entries[edit.document_id] for edit in taken.edits if edit.full and edit.document_id in entries]
        deciding.keep([*taken.edits, *taken.corrections], month)
        asked = [wishes.by_editor(entry, "", at.date()) for entry in wanted]
        warehouse.save([*taken.edits, *taken.corrections, *asked], month)
    kept = deciding.place() / "received" / f"{hashlib.sha256(data).hexdigest()[:8]}-{month}.xlsx"
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(data)
    log.info("%s decided: %s items, %s corrections", month, len(taken.edits), len(taken.corrections))
    return Read(taken, entries)


def show(month: str, municipality: str) -> list[Path]:
    """Draw one edition again, as mail and page. Raises DeskClosed, NotThere."""
    with steps.store() as warehouse:
        _open(warehouse, month)
        entries, coverage = steps.entries_of(warehouse, month), warehouse.coverage(month)
        whole, known = steps.in_full(warehouse, entries)
        corrections, used = warehouse.corrections(month), collection(coverage, warehouse)
        done = steps.together(warehouse, month)
    shares = {entry.assessment.document_id: passages.shares(pieces, known) for entry, pieces in whole}

    def wanted(audience: Audience) -> bool:
        return (audience.id, audience.lang) == (municipality, "ja")

    sources = steps.told_of(month, used)
    (edition,) = build.editions(month, entries, coverage, sources, shares, corrections, wanted, done)
    return [_drawn(edition, name) for name in SHOWN]


def agreements(month: str) -> Sequence[agreement.Agreement]:
    """How far the editors' decisions agree with the machine's order, by month; empty `month`: of all months."""
    with steps.store() as warehouse:
        edits = warehouse.edits(month)
    by_month: dict[str, list[Edit]] = {}
    for edit in edits:
        by_month.setdefault(edit.month, []).append(edit)
    return [agreement.of(key, agreement.last(found)) for key, found in sorted(by_month.items())]


def collection(coverage: Sequence[Coverage], warehouse: Store) -> str:
    """What a month was made of, as its run was told."""
    own = {one.source_id for one in coverage} - {LANE.id}
    if not own:
        return "import"
    return "sample" if any(source.is_sample for source in warehouse.sources() if source.id in own) else "live"


def _drawn(edition: Edition, name: str) -> Path:
    path = steps.edition_path(edition, name)
    path.write_bytes(formats.render(edition, name))
    return path


def _now(warehouse: Store, month: str) -> _Now:
    """The month beside what the last export showed of it."""
    _open(warehouse, month)
    deciding.restore(warehouse, month)
    entries, edits = steps.entries_of(warehouse, month), warehouse.edits(month)
    rows = queue(entries, taking.last(edits), warehouse.plan_requests(), _before(month))
    sample = any(entry.release.is_sample for entry in entries)
    corrections = warehouse.corrections(month)
    told = {one.entry_id: one.told_to for one in corrections}

    def told_to(item: str) -> Sequence[str]:
        return told.get(item) or warehouse.told_to(item)

    return _Now(entries, rows, warehouse.coverage(month), taking.Known(rows, edits, corrections, told_to, sample))


def _open(warehouse: Store, month: str) -> None:
    """Raises DeskClosed for an approved month, NotThere for one that no run has read."""
    if (found := warehouse.approval(month)) is not None:
        raise DeskClosed(
            f"{month}号は{found.at:%Y-%m-%d}に承認され、確定しています。誤りは、次の号の「訂正」に書いてください。"
        )
    if not warehouse.coverage(month):
        raise NotThere(f"{month}: no run has read this month; run it first, and approve it later")


def _guard(path: Path, now: _Now, month: str) -> None:
    """Refuse to replace a workbook in which somebody has written what was not taken in."""
    try:
        taken = taking.take(given.read(path.name, path.read_bytes(), month), now.known, "?", datetime.min)
        is_at_stake = bool(taken.edits or taken.corrections)
    except given.BadDesk:
        is_at_stake = True
    if is_at_stake:
        raise DeskAtStake(
            f"{path} に、まだ取り込んでいない書き込みがあります。"
            "先に --read で取り込むか、--out で別の名前にしてください。"
        )


def _seen(month: str) -> Path:
    return deciding.place() / f"{month}.seen.json"


def _before(month: str) -> dict[str, Seen] | None:
    """What the last export showed, by document id; None when there was none."""
    path = _seen(month)
    if not path.exists():
        return None
    return {id: Seen.model_validate(one) for id, one in json.loads(path.read_text(encoding="utf-8")).items()}
