"""Reads what pages about documents show: each with its texts, versions and relatives, some held at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

import duckdb

from warehouse.models import (
    Analysis,
    Answer,
    Assessment,
    Difference,
    Dossier,
    Entry,
    Parent,
    Record,
    Relative,
    Release,
    Segment,
    Sighting,
    Version,
)
from warehouse.reading import read, rows

R = TypeVar("R", bound=Record)
BATCH = 250
"""Documents read at a time."""
_HEADS = """
WITH heads AS (
    SELECT v.document_id, v.version_id, v.month, t.entry_id
    FROM document_versions v
    LEFT JOIN preferred_versions t ON t.document_id = v.document_id AND t.month = v.month
    WHERE v.month <= $until AND v.relevance <> 'not'
    QUALIFY row_number() OVER (
        PARTITION BY v.document_id
        ORDER BY coalesce(t.version_id = v.version_id, false) DESC, v.month DESC, v.preference, v.version_id
    ) = 1
)
SELECT h.document_id, h.version_id, h.month, coalesce(h.entry_id, h.month || '-' || left(h.document_id, 6)),
    r.title, coalesce(t.title_ja, ''), r.doc_number
FROM heads h
JOIN releases r ON r.version_id = h.version_id
LEFT JOIN titles_ja t ON t.title_key = title_key(r.title)
ORDER BY h.document_id
"""
_ANSWERS = """
SELECT
    c.plan_id, f.document_id AS plan_document_id, c.title, coalesce(t.title_ja, '') AS title_ja, c.doc_number,
    c.issued, c.place, c.state, c.document_id, coalesce(c.answer_title, '') AS answer_title,
    coalesce(c.answer_doc_number, '') AS answer_number, c.answered, c.days_after, c.is_covered
FROM cascade c
JOIN followed f ON f.plan_id = c.plan_id
LEFT JOIN titles_ja t ON t.title_key = title_key(c.title)
"""
_DIFFERENCES = """
SELECT plan_id, place, plan_indicator AS indicator, plan_sentence AS plan_said, sentence AS said, differs
FROM cascade_targets
"""


class Head(NamedTuple):
    """The version that speaks for a document, and the name that others call it by."""

    document_id: str
    version_id: str
    month: str
    entry_id: str
    title: str
    title_ja: str
    doc_number: str


def dossiers(connection: duckdb.DuckDBPyConnection, until: str) -> Iterator[Dossier]:
    """Every document that is at least partly on air and was known by that month, in the order of their ids."""
    heads = [Head(*row) for row in rows(connection, _HEADS, {"until": until})]
    names = {head.document_id: head for head in heads}
    for start in range(0, len(heads), BATCH):
        yield from _of_some(connection, heads[start : start + BATCH], names, until)


def answers(connection: duckdb.DuckDBPyConnection) -> list[Answer]:
    """What places have made of the followed plans, a plan after the other."""
    return read(connection, Answer, f"FROM ({_ANSWERS}) ORDER BY issued DESC, plan_id, place", {})


def differences(connection: duckdb.DuckDBPyConnection) -> list[Difference]:
    """The targets of followed plans beside those of places."""
    return read(connection, Difference, f"FROM ({_DIFFERENCES}) ORDER BY plan_id, place, indicator", {})


def _of_some(
    connection: duckdb.DuckDBPyConnection, heads: Sequence[Head], names: dict[str, Head], until: str
) -> Iterator[Dossier]:
    shown, ids = [head.version_id for head in heads], [head.document_id for head in heads]
    releases = {r.version_id: r for r in _of(connection, Release, "releases", shown)}
    analyses = {a.version_id: a for a in _of(connection, Analysis, "analyses", shown)}
    judged = {(j.version_id, j.month): j for j in _of(connection, Assessment, "judgements", shown)}
    segments = defaultdict(list)
    for segment in read(
        connection, Segment, "FROM segments WHERE version_id IN $shown ORDER BY position", {"shown": shown}
    ):
        segments[segment.version_id].append(segment)
    around = _Around(connection, ids, names, until)
    for head in heads:
        cites = around.cites[head.document_id]
        entry = Entry(
            id=head.entry_id,
            month=head.month,
            release=releases[head.version_id],
            analysis=analyses[head.version_id],
            assessment=judged[head.version_id, head.month],
            source_name_ja=_site(around.sightings[head.document_id], releases[head.version_id]),
            sightings=tuple(around.sightings[head.document_id]),
            parents=tuple(Parent(**one.model_dump(exclude={"title_ja"})) for one in cites),
        )
        yield Dossier(
            document_id=head.document_id,
            entry=entry,
            told=tuple(around.told[head.document_id]),
            versions=tuple(around.versions[head.document_id]),
            cites=tuple(cites),
            cited_by=tuple(around.cited_by[head.document_id]),
            family=tuple(around.family[head.document_id]),
            segments=tuple(segments[head.version_id]),
        )


class _Around:
    """What stands around some documents, by document."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, ids: Sequence[str], names: dict[str, Head], until: str
    ) -> None:
        self._connection, self._names = connection, names
        self._parameters = {"ids": list(ids), "until": until}
        self.cites = self._relatives(
            "SELECT DISTINCT citing_document_id, relation, title, doc_number, document_id FROM citation_links "
            "WHERE citing_document_id IN $ids AND month <= $until ORDER BY ALL"
        )
        self.cited_by = self._relatives(
            "SELECT DISTINCT document_id, relation, '', '', citing_document_id FROM citation_links "
            "WHERE document_id IN $ids AND month <= $until ORDER BY ALL"
        )
        self.family = self._relatives(
            "SELECT document_id, relation, '', '', of_document_id FROM links "
            "WHERE document_id IN $ids AND month <= $until UNION "
            "SELECT of_document_id, 'has_' || relation, '', '', document_id FROM links "
            "WHERE of_document_id IN $ids AND month <= $until ORDER BY ALL"
        )
        self.told: dict[str, list[str]] = defaultdict(list)
        for document, entry in self._rows(
            "SELECT DISTINCT p.document_id, p.entry_id FROM preferred_versions p JOIN told_entries t "
            "ON t.entry_id = p.entry_id WHERE p.document_id IN $ids AND p.month <= $until ORDER BY p.entry_id DESC"
        ):
            self.told[document].append(entry)
        self.sightings: dict[str, list[Sighting]] = defaultdict(list)
        for document, source, name, url in self._rows(
            "SELECT DISTINCT document_id, source_id, name_ja, url FROM sightings "
            "WHERE document_id IN $ids AND month <= $until ORDER BY ALL"
        ):
            self.sightings[document].append(Sighting(source_id=source, name_ja=name, url=url))
        self.versions = self._versions()

    def _rows(self, query: str) -> list[Any]:
        used = {key: value for key, value in self._parameters.items() if f"${key}" in query}
        return rows(self._connection, query, used)

    def _relatives(self, query: str) -> dict[str, list[Relative]]:
        found: dict[str, list[Relative]] = defaultdict(list)
        for document, relation, title, number, other in self._rows(query):
            known = self._names.get(other)
            found[document].append(
                Relative(
                    relation=relation,
                    title=title or (known.title if known else ""),
                    title_ja=known.title_ja if known else "",
                    doc_number=number or (known.doc_number if known else ""),
                    document_id=other if known else "",
                )
            )
        return found

    def _versions(self) -> dict[str, list[Version]]:
        """A version that several months judged stands there once, as the first of them saw it."""
        found: dict[str, list[Version]] = defaultdict(list)
        held = self._rows(
            "SELECT v.document_id, v.version_id, v.month FROM document_versions v "
            "WHERE v.document_id IN $ids AND v.month <= $until ORDER BY v.month, v.preference"
        )
        versions = sorted({version for _, version, _ in held})
        releases = {r.version_id: r for r in _of(self._connection, Release, "releases", versions)}
        judged = {(j.version_id, j.month): j for j in _of(self._connection, Assessment, "judgements", versions)}
        seen = set()
        for document, version, month in held:
            if version in seen:
                continue
            seen.add(version)
            release, judgement = releases[version], judged[version, month]
            found[document].insert(
                0,
                Version(
                    version_id=version,
                    month=month,
                    novelty=judgement.novelty,
                    title=release.title,
                    published=release.published,
                    url=release.url,
                    changes=judgement.changes,
                ),
            )
        return found


def _of(connection: duckdb.DuckDBPyConnection, model: type[R], table: str, versions: Sequence[str]) -> list[R]:
    return read(connection, model, f"FROM {table} WHERE version_id IN $versions", {"versions": list(versions)})


def _site(sightings: Sequence[Sighting], release: Release) -> str:
    return next((one.name_ja for one in sightings if one.url == release.url), release.source_id)
