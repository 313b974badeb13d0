"""Makes the month's entries from what the views have resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

import duckdb

from warehouse.models import Analysis, Assessment, Edit, Entry, Parent, Record, Release, Sighting, Translation
from warehouse.reading import read, rows

R = TypeVar("R", bound=Record)


class Told(NamedTuple):
    """A row of `preferred_versions`."""

    document_id: str
    entry_id: str
    telling: str
    """Version whose judgement counts."""
    version_id: str
    """Version that is shown."""


def entries(connection: duckdb.DuckDBPyConnection, month: str) -> list[Entry]:
    """One entry for each document that the month tells: important ones first, then by id."""
    told = _told(connection, month)
    shown, judging = {t.version_id for t in told}, {t.telling for t in told}
    releases = _by_version(connection, Release, "releases", shown)
    analyses = _by_version(connection, Analysis, "analyses", shown)
    assessments = _judgements(connection, month, judging)
    sightings = _sightings(connection, month)
    parents = _parents(connection, month)
    translations = _title_translations(connection, month)
    announced = _announced(connection, month)
    edits = _edits(connection, month)
    made = [
        Entry(
            id=t.entry_id,
            month=month,
            release=releases[t.version_id],
            analysis=analyses[t.version_id],
            assessment=_of_the_shown(assessments[t.telling], releases[t.version_id]),
            source_name_ja=_name(sightings[t.document_id], releases[t.version_id]),
            sightings=tuple(sightings[t.document_id]),
            parents=tuple(parents.get(t.version_id, ())),
            translations=tuple(translations.get(t.version_id, ())),
            told_events=tuple(e.id for e in analyses[t.version_id].events if e.id in announced),
            edit=edits.get(t.document_id),
        )
        for t in told
    ]
    return sorted(made, key=lambda entry: (-entry.assessment.importance, entry.id))


def _told(connection: duckdb.DuckDBPyConnection, month: str) -> list[Told]:
    held = rows(
        connection,
        "SELECT document_id, entry_id, telling, version_id FROM preferred_versions WHERE month = $month "
        "ORDER BY entry_id",
        {"month": month},
    )
    return [Told(*row) for row in held]


def _by_version(
    connection: duckdb.DuckDBPyConnection, model: type[R], table: str, versions: Iterable[str]
) -> dict[str, R]:
    query = f"FROM {table} WHERE version_id IN $versions"
    found = read(connection, model, query, {"versions": sorted(versions)})
    return {getattr(record, "version_id"): record for record in found}  # noqa: B009 one field that all three have


def _judgements(connection: duckdb.DuckDBPyConnection, month: str, versions: Iterable[str]) -> dict[str, Assessment]:
    query = "FROM judgements WHERE month = $month AND version_id IN $versions"
    found = read(connection, Assessment, query, {"month": month, "versions": sorted(versions)})
    return {assessment.version_id: assessment for assessment in found}


def _of_the_shown(judged: Assessment, release: Release) -> Assessment:
    """The document's judgement, standing at the page that is shown for it."""
    return judged.model_copy(update={"version_id": release.version_id, "release_id": release.id})


def _name(sightings: Iterable[Sighting], release: Release) -> str:
    return next(s.name_ja for s in sightings if s.url == release.url)


def _sightings(connection: duckdb.DuckDBPyConnection, month: str) -> dict[str, list[Sighting]]:
    held = rows(
        connection,
        "SELECT document_id, source_id, name_ja, url FROM sightings "
        "WHERE month <= $month AND document_id IN (SELECT document_id FROM told_months WHERE month = $month) "
        "ORDER BY document_id, level_rank(level), source_id, url",
        {"month": month},
    )
    found: dict[str, list[Sighting]] = {}
    for document, source, name, url in held:
        found.setdefault(document, []).append(Sighting(source_id=source, name_ja=name, url=url))
    return found


def _parents(connection: duckdb.DuckDBPyConnection, month: str) -> dict[str, list[Parent]]:
    """Cited documents by citing version, each once, in the order of the text."""
    held = rows(
        connection,
        """SELECT c.version_id, c.relation, c.title, c.doc_number, c.document_id,
            coalesce((SELECT max(t.entry_id) FROM told_months t
                WHERE t.document_id = c.document_id AND t.month <= $month), ''),
            coalesce((SELECT arg_min(v.url, (level_rank(v.level), v.month, v.url)) FROM sightings v
                WHERE v.document_id = c.document_id), '')
        FROM citation_links c WHERE c.month = $month ORDER BY c.version_id, c.position""",
        {"month": month},
    )
    found: dict[str, dict[Parent, None]] = {}
    for version, relation, title, number, document, entry, url in held:
        parent = Parent(
            relation=relation, title=title, doc_number=number, document_id=document, entry_id=entry, url=url
        )
        found.setdefault(version, {})[parent] = None
    return {version: list(parents) for version, parents in found.items()}


def _title_translations(connection: duckdb.DuckDBPyConnection, month: str) -> Mapping[str, list[Translation]]:
    """Translations of the shown releases' titles; the texts may differ in brackets and spaces."""
    held = rows(
        connection,
        """SELECT p.version_id, r.title, t.text_id, t.lang FROM preferred_versions p
        JOIN releases r ON r.version_id = p.version_id
        JOIN translations t ON t.kind = 'title' AND title_key(t.source) = title_key(r.title)
        WHERE p.month = $month ORDER BY p.version_id, t.lang, t.text_id""",
        {"month": month},
    )
    query = "FROM translations WHERE text_id IN $ids"
    known = read(connection, Translation, query, {"ids": sorted({text_id for _, _, text_id, _ in held})})
    by_key = {(t.text_id, t.lang): t for t in known}
    found: dict[str, list[Translation]] = {}
    for version, title, text_id, lang in held:
        found.setdefault(version, []).append(by_key[text_id, lang].model_copy(update={"source": title}))
    return found


def _edits(connection: duckdb.DuckDBPyConnection, month: str) -> dict[str, Edit]:
    """The last decision of the editor, by document."""
    ordered = "FROM edits WHERE month = $month ORDER BY document_id, revision"
    return {edit.document_id: edit for edit in read(connection, Edit, ordered, {"month": month})}


def _announced(connection: duckdb.DuckDBPyConnection, month: str) -> frozenset[str]:
    held = rows(connection, "SELECT DISTINCT event_id FROM told_events WHERE month <> $month", {"month": month})
    return frozenset(event for (event,) in held)
