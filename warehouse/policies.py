"""What the documents of a warehouse say, as matching asks of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import duckdb

from warehouse import redacting
from warehouse.models import Analysis, Policy
from warehouse.reading import batches, rows

_ISSUED = """
SELECT
    i.document_id, i.version_id, i.title, coalesce(
        n.title_ja, nullif(regexp_extract(t.title_ja, '「(.+)」の(?:配布|公布|公表)に関する', 1), ''), t.title_ja, ''
    ) AS title_ja, i.doc_number,
    i.home AS place, i.day, i.kind, i.status, coalesce(f.final_id, '') AS final_id, i.url, i.is_sample
FROM issued i
LEFT JOIN titles_ja t ON t.title_key = title_key(i.title)
LEFT JOIN titles_ja n ON n.title_key = nullif(title_key(issued_title(i.title)), '')
LEFT JOIN (
    SELECT document_id, min(of_document_id) AS final_id FROM links WHERE relation = 'draft_of' GROUP BY document_id
) f ON f.document_id = i.document_id
WHERE i.day <= $until
ORDER BY i.day, i.document_id
"""
_NAMES = "SELECT source, text FROM translations WHERE lang = 'ja' AND text IS NOT NULL AND kind IN ('name', 'target')"


def policies(connection: duckdb.DuckDBPyConnection, until: date) -> list[Policy]:
    """Every document on air that bears a day up to this one, in the order of their days."""
    words = redacting.taken(connection)
    asked = connection.execute(_ISSUED, {"until": until})
    columns = [column[0] for column in asked.description or ()]
    held = (redacting.covered_value(dict(zip(columns, one, strict=True)), words) for one in asked.fetchall())
    heads = {row["version_id"]: row for row in held}
    which = "FROM analyses WHERE version_id IN $versions ORDER BY version_id"
    names: dict[str, str] = dict(rows(connection, _NAMES, {}))
    found = {
        analysis.version_id: analysis
        for some in batches(connection, Analysis, which, {"versions": list(heads)})
        for analysis in some
    }
    return [_policy(row, found[version], names) for version, row in heads.items() if version in found]


def _policy(row: dict[str, Any], analysis: Analysis, names: dict[str, str]) -> Policy:
    known = {text: names[text] for text in _named(analysis) if text in names}
    return Policy(analysis=analysis, names=known, **row)


def _named(analysis: Analysis) -> Iterator[str]:
    for target in analysis.targets:
        yield from (target.indicator, target.area, target.sector)
    for figure in analysis.figures:
        yield from (figure.indicator, figure.area)
