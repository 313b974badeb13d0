"""How far the documents that were cut into passages have been read by a person."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import duckdb

from warehouse.models import Language
from warehouse.reading import rows

_STANDINGS = """
SELECT
    d.document_id, d.doc_number, d.title, d.last_told_or_seen, count(*),
    count_if(t.text IS NOT NULL AND t.state = 'reviewed'), count_if(t.text IS NOT NULL AND t.state = 'machine'),
    count_if(t.text IS NOT NULL AND t.state = 'template'), count_if(t.text IS NULL), max(t.reviewed_on),
    coalesce(list(DISTINCT t.reviewer ORDER BY t.reviewer) FILTER (t.reviewer <> ''), [])
FROM documents d
JOIN segments s ON s.version_id = d.version_id
LEFT JOIN translations t ON t.text_id = s.text_id AND t.lang = $lang
GROUP BY d.document_id, d.doc_number, d.title, d.last_told_or_seen
ORDER BY d.last_told_or_seen, d.document_id
"""


class Standing(NamedTuple):
    """A document's passages by state."""

    document_id: str
    doc_number: str
    title: str
    month: str
    passages: int
    reviewed: int
    machine: int
    template: int
    untranslated: int
    last_on: date | None
    """The latest review."""
    reviewers: list[str]


def standings(connection: duckdb.DuckDBPyConnection, lang: Language) -> list[Standing]:
    """One a document, the oldest month first."""
    return [Standing(*row) for row in rows(connection, _STANDINGS, {"lang": lang})]
