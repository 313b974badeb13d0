"""Finds the documents that a question means: first by the index, then by the texts of the best of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import duckdb

from warehouse.search.asking import Question, times, understand
from warehouse.search.folding import fold
from warehouse.search.sentences import Passage, Sentence, Text, choose

LOOKED_AT = 60
"""Documents whose text is read to put them in order."""
LONGEST = 200_000
"""Characters of a text that are looked at."""
SATURATION, LENGTH_COUNTS = 1.2, 0.5
IN_TITLE, WHOLE, OF_THE_NUMBER, CITES_THE_NUMBER = 2.0, 1.5, 1000.0, 100.0

_CANDIDATES = """
WITH forms AS (
    SELECT thing, form, regexp_matches(form, '^[ -~]*$') AS is_latin
    FROM (SELECT unnest($thing) AS thing, unnest($form) AS form)
),
matched AS (
    SELECT DISTINCT f.thing, t.term
    FROM forms f
    JOIN search_terms t ON CASE WHEN f.is_latin THEN t.text = f.form ELSE contains(t.text, f.form) END
),
found AS (
    SELECT m.thing, p.doc, false AS named FROM matched m JOIN search_postings p ON p.term = m.term
    UNION ALL
    SELECT f.thing, d.doc, true FROM forms f JOIN search_documents d ON contains(d.names, f.form)
),
hits AS (SELECT thing, doc, bool_or(named) AS named FROM found GROUP BY ALL),
weights AS (
    SELECT thing, ln(1 + (SELECT count(*) FROM search_documents) / count(*)) AS weight FROM hits GROUP BY thing
),
scored AS (
    SELECT h.doc, sum(w.weight * CASE WHEN h.named THEN 3 ELSE 1 END) * (count(*) / $things) ** 2 AS score
    FROM hits h JOIN weights w ON w.thing = h.thing
    GROUP BY h.doc
),
numbered AS (
    SELECT doc, max(CASE WHEN is_own THEN $own ELSE $cites END) AS score
    FROM search_numbers WHERE $number <> '' AND contains(number, $number) GROUP BY doc
),
best AS (
    SELECT doc, max(score) AS score FROM (FROM scored UNION ALL FROM numbered) GROUP BY doc
    ORDER BY score DESC, doc DESC LIMIT $limit
)
SELECT
    d.document_id, d.version_id, d.names, coalesce(n.score, 0),
    (SELECT map_from_entries(list((thing, weight))) FROM weights)
FROM search_documents d
JOIN best b ON b.doc = d.doc
LEFT JOIN numbered n ON n.doc = d.doc
ORDER BY b.score DESC, d.doc DESC
"""
_TEXTS = """
SELECT version_id, list_transform(blocks, lambda b: concat(b.marker, b.text, array_to_string(list_transform(
    b.rows, lambda r: array_to_string(r, ' ')), chr(10))))
FROM releases
WHERE version_id IN $versions
"""
_PASSAGES = """
SELECT s.version_id, list((s.text, t.text, t.state) ORDER BY s.position)
FROM segments s
JOIN translations t ON t.text_id = s.text_id AND t.lang = 'ja'
WHERE s.version_id IN $versions AND t.text IS NOT NULL
GROUP BY s.version_id
"""
_SHOWN = """
SELECT
    document_id, title, coalesce(title_ja, '') AS title_ja, coalesce(title_state, '') AS title_state, doc_number,
    coalesce(written, published) AS day, url
FROM documents
WHERE document_id IN $documents
"""


class Hit(NamedTuple):
    """A document that was found, with the sentence that says best what was asked for."""

    document_id: str
    title: str
    title_ja: str
    """Empty while it is not translated."""
    title_state: str
    doc_number: str
    day: date | None
    """That it bears, else of its publication."""
    url: str
    sentence: Sentence
    """Empty when only title or number meet the question."""
    score: float


class _Candidate(NamedTuple):
    document_id: str
    version_id: str
    names: str
    by_number: float


class _Read(NamedTuple):
    whole: Text
    read: str
    """Folded, as far as it is looked at."""


def search(connection: duckdb.DuckDBPyConnection, query: str, limit: int = 10) -> list[Hit]:
    """The documents that the question means, the likeliest first; scores count within one answer only."""
    question = understand(connection, query)
    if not (question.things or question.number):
        return []
    candidates, weights = _candidates(connection, question, max(limit, LOOKED_AT))
    texts = _texts(connection, [one.version_id for one in candidates])
    usual = sum(len(text.read) for text in texts.values()) / max(1, len(texts))
    scored = {one: _score(one, texts[one.version_id].read, question, weights, usual) for one in candidates}
    best = sorted(candidates, key=lambda one: -scored[one])[:limit]
    shown = _shown(connection, [one.document_id for one in best])
    return [
        Hit(
            *shown[one.document_id],
            choose(texts[one.version_id].whole, one.names, question, weights),
            round(scored[one], 2),
        )
        for one in best
    ]


def _candidates(
    connection: duckdb.DuckDBPyConnection, question: Question, limit: int
) -> tuple[list[_Candidate], Mapping[str, float]]:
    pairs = [(thing.asked, form) for thing in question.things for form in thing.forms]
    rows = connection.execute(
        _CANDIDATES,
        {
            "thing": [asked for asked, _ in pairs],
            "form": [form for _, form in pairs],
            "things": max(1, len(question.things)),
            "number": question.number,
            "own": OF_THE_NUMBER,
            "cites": CITES_THE_NUMBER,
            "limit": limit,
        },
    ).fetchall()
    weights: Mapping[str, float] = (rows[0][4] or {}) if rows else {}
    return [_Candidate(*row[:4]) for row in rows], weights


def _texts(connection: duckdb.DuckDBPyConnection, versions: Sequence[str]) -> dict[str, _Read]:
    given = {"versions": list(versions)}
    blocks = dict(connection.execute(_TEXTS, given).fetchall())
    passages = dict(connection.execute(_PASSAGES, given).fetchall())
    found = {}
    for version in versions:
        whole = Text(blocks.get(version, ()), [Passage(*one) for one in passages.get(version, ())])
        read = "\n".join((*whole.blocks, *(passage.ja for passage in whole.passages)))
        found[version] = _Read(whole, fold(read[:LONGEST]))
    return found


def _score(one: _Candidate, text: str, question: Question, weights: Mapping[str, float], usual: float) -> float:
    """BM25 of the text, with what the title says; the less of the question is met, the less all of it counts."""
    damping = SATURATION * (1 - LENGTH_COUNTS + LENGTH_COUNTS * len(text) / max(1.0, usual))
    score, met = 0.0, 0
    for thing in question.things:
        said, named = times(thing, text), times(thing, one.names) > 0
        met += bool(said or named)
        score += weights.get(thing.asked, 0) * (said / (said + damping) + IN_TITLE * named)
    whole = sum(len(phrase) * ((phrase in one.names) * IN_TITLE + (phrase in text)) for phrase in question.phrases)
    share = WHOLE * whole / max(1, sum(map(len, question.phrases)))
    return one.by_number + (score + share) * (met / max(1, len(question.things))) ** 2


def _shown(
    connection: duckdb.DuckDBPyConnection, documents: Sequence[str]
) -> dict[str, tuple[str, str, str, str, str, date | None, str]]:
    rows = connection.execute(_SHOWN, {"documents": list(documents)}).fetchall()
    return {row[0]: row for row in rows}
