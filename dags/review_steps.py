"""What joins the stages around a review: a document goes out as tables, what a person wrote comes into the memory."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from dags import memory, steps
from nlp.translation import chain, exchange, segments
from nlp.translation.exchange import rows
from nlp.translation.exchange.sheet import Key, sheet
from nlp.translation.exchange.taking import Now, Taken, take
from nlp.translation.memory import Memory
from warehouse.models import Analysis, Language, Release, Segment, Translation
from warehouse.reviews import Standing
from warehouse.store import Store

log = logging.getLogger("aozora")
JAPAN = ZoneInfo("Asia/Tokyo")


class ReviewAtStake(Exception):
    """A file that an export would replace holds what a reviewer wrote and nobody has imported."""


class _Version(NamedTuple):
    """A stored version, cut."""

    release: Release
    analysis: Analysis
    pieces: Sequence[Segment]


def place() -> Path:
    """Where tables for review are put and those that came back are kept."""
    return steps.data() / "review"


def export(asked: str, lang: Language, out: Path | None = None) -> list[Path]:
    """Write the tables of a document; what it lacks is translated offline on the way.

    Raises NoSuchDocument, ReviewAtStake.
    """
    with steps.store() as warehouse:
        found = warehouse.find(asked)
        key = Key(found.document_id, found.version_id, lang, found.month)
        version = _version(warehouse, key)
        known = warehouse.translations(lang, (piece.text_id for piece in version.pieces))
        pairs = Memory(pair for pair in warehouse.reviewed() if pair.lang == lang)
        files = {
            suffix: (out or place() / "export") / f"{key.document_id}.{lang}{suffix}" for suffix in exchange.FORMATS
        }
        for path in files.values():
            _guard(warehouse, path)
    filled = _filled(version, lang, pairs, known)
    for suffix, data in exchange.export(sheet(key, version.release, version.pieces, filled, pairs)).items():
        files[suffix].parent.mkdir(parents=True, exist_ok=True)
        files[suffix].write_bytes(data)
    log.info("%s exported for review: %s passages", key.document_id, len(version.pieces))
    return list(files.values())


def _version(warehouse: Store, key: Key) -> _Version:
    stored = warehouse.version(key.version_id)
    if stored is None:
        raise exchange.BadReviewFileError(f"{key}: the warehouse in {steps.data()} has no such version")
    pieces = warehouse.segments(key.version_id) or segments.segment(*stored, whole=True)
    return _Version(*stored, pieces)


def _filled(
    version: _Version, lang: Language, pairs: Memory, known: Mapping[str, Translation]
) -> Mapping[str, Translation]:
    """What is known, and for passages that nobody has translated yet what memory and grammar give."""
    around = segments.contexts(version.release, version.pieces)
    missing = [
        chain.Passage(piece.text, piece.kind, context)
        for piece, context in zip(version.pieces, around, strict=True)
        if piece.text_id not in known
    ]
    made = chain.Chain(lang, pairs).translate(missing)
    return {**{translation.text_id: translation for translation in made}, **known}


def _guard(warehouse: Store, path: Path) -> None:
    """Refuse to replace a table in which somebody has written."""
    if path.exists():
        given = exchange.read(str(path), path.read_bytes())
        taken = take(given, _now(warehouse, given))
        if taken.pairs or taken.refused or "held" in taken.counts:
            raise ReviewAtStake(f"{path} holds a review that was not imported: import it, or name a folder with --out")


def load(path: Path, reviewer: str = "", on: date | None = None) -> Taken:
    """Take a table that came back into the memory, and keep the file.

    Raises BadReviewFileError, WarehouseBusy.
    """
    data = path.read_bytes()
    given = exchange.read(str(path), data)
    key = rows.key(given)
    with steps.store() as warehouse:
        taken = take(given, _now(warehouse, given), reviewer, on)
        if taken.pairs:
            memory.keep(taken.pairs, place(), f"{key.document_id}.{key.lang}")
            warehouse.save(taken.pairs, key.month)
    kept = place() / "received" / f"{hashlib.sha256(data).hexdigest()[:8]}-{path.name}"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(data)
    log.info("%s reviewed: %s", key.document_id, taken.counts)
    return taken


def lies_out(document_id: str, version_id: str) -> bool:
    """Whether the table that reviewers have is of that version; one that nobody can read counts as theirs."""
    path = place() / "export" / f"{document_id}.ja.xlsx"
    if not path.exists():
        return False
    try:
        return rows.key(exchange.read(str(path), path.read_bytes())).version_id == version_id
    except exchange.BadReviewFileError as error:
        log.warning("%s", error)
        return True


def _now(warehouse: Store, given: exchange.Given) -> Now:
    """What is known of the document that a table is of."""
    key = rows.key(given)
    exported, current = _version(warehouse, key), warehouse.find(key.document_id).version_id
    newest = exported if current == key.version_id else _version(warehouse, key._replace(version_id=current))
    texts = {piece.text_id for piece in (*exported.pieces, *newest.pieces)} | rows.text_ids(given)
    return Now(exported.pieces, newest.pieces, warehouse.translations(key.lang, texts), _latest(key.month))


def _latest(month: str) -> date:
    """Today, or a year after the document's month where that is later: samples have a clock of their own."""
    year, number = map(int, month.split("-"))
    return max(datetime.now(JAPAN).date(), date(year + 1, number, 28))


def status(lang: Language) -> list[Standing]:
    """How far each document that is translated in full has been reviewed."""
    with steps.store() as warehouse:
        return warehouse.standings(lang)
