"""Makes the tables that search reads: words, where they stand, names and numbers of documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import duckdb
import yaml

from warehouse.search.folding import abbreviations, fold, number_key

HERE = Path(__file__).parent
BATCH = 20_000
_RUN = re.compile(r"[\u4e00-\u9fff々]{2,}|[ァ-ヺー]{2,}|[a-z][a-z0-9.]+")

_NUMBERED = """
CREATE TEMP TABLE numbered AS
SELECT
    (row_number() OVER (ORDER BY published, document_id) - 1)::UINTEGER AS doc, document_id, version_id,
    concat_ws(chr(10), title, title_ja, title_en) AS names, doc_number
FROM documents
"""
# A plan's Japanese passages; of other documents only the title is Japanese.
_PASSAGES = """
SELECT n.doc, t.text
FROM numbered n
JOIN segments s ON s.version_id = n.version_id
JOIN translations t ON t.text_id = s.text_id
WHERE t.lang = 'ja' AND t.text IS NOT NULL
"""
_NUMBERS = """
SELECT doc, doc_number, true FROM numbered WHERE doc_number <> ''
UNION
SELECT n.doc, c.doc_number, false
FROM numbered n
JOIN analyses a ON a.version_id = n.version_id, LATERAL (SELECT unnest(a.citations) AS c)
WHERE c.doc_number <> ''
"""
_FORMS = """
SELECT zh, list_concat([zh, ja, en, abbreviation], aliases, variants) FROM glossary
UNION ALL
SELECT zh, [zh, short_zh, ja, regexp_replace(ja, '[省市区県]$', ''), en] FROM places
ORDER BY 1
"""
_TERMS = """
CREATE TABLE search_terms AS
SELECT (row_number() OVER (ORDER BY text) - 1)::UINTEGER AS term, text, 0::UINTEGER AS documents
FROM (
    SELECT DISTINCT coalesce(f.folded, w.word) AS text FROM words w LEFT JOIN folded f ON f.word = w.word
    UNION SELECT word FROM japanese
)
"""
# Rows of one term stand together, so that a question reads only its own part of the table.
_POSTINGS = """
CREATE TABLE search_postings AS
SELECT DISTINCT t.term, x.doc
FROM (
    SELECT n.doc, coalesce(f.folded, w.word) AS text
    FROM (SELECT version_id, unnest(words) AS word FROM analyses) w
    JOIN numbered n ON n.version_id = w.version_id
    LEFT JOIN folded f ON f.word = w.word
    UNION ALL
    SELECT doc, word FROM japanese
) x
JOIN search_terms t ON t.text = x.text
ORDER BY t.term, x.doc
"""
_COUNTS = """
UPDATE search_terms SET documents = c.documents
FROM (SELECT term, count(*) AS documents FROM search_postings GROUP BY term) c
WHERE c.term = search_terms.term
"""


def build(connection: duckdb.DuckDBPyConnection) -> None:
    """Index the documents of the open database; it has no index yet."""
    connection.execute(_NUMBERED)
    _documents(connection)
    _numbers(connection)
    _forms(connection)
    _words(connection)
    for statement in (_TERMS, _POSTINGS, _COUNTS):
        connection.execute(statement)
    _explain(connection)
    connection.execute("DROP TABLE numbered; DROP TABLE words; DROP TABLE folded; DROP TABLE japanese")


def _documents(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "CREATE TABLE search_documents (doc UINTEGER, document_id VARCHAR, version_id VARCHAR, names VARCHAR)"
    )
    some = "SELECT doc, document_id, version_id, names FROM numbered WHERE doc // ? = ? ORDER BY doc"
    part = 0
    while rows := connection.execute(some, [BATCH, part]).fetchall():
        _insert(connection, "search_documents", ((*row[:3], fold(row[3])) for row in rows))
        part += 1


def _numbers(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TABLE search_numbers (number VARCHAR, doc UINTEGER, is_own BOOLEAN)")
    rows = connection.execute(_NUMBERS).fetchall()
    _insert(connection, "search_numbers", sorted((number_key(number), doc, own) for doc, number, own in rows))


def _forms(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TABLE search_forms (form VARCHAR, thing VARCHAR)")
    rows = connection.execute(_FORMS).fetchall() + [(whole, [short]) for short, whole in abbreviations().items()]
    folded = {(fold(form), thing) for thing, forms in rows for form in forms if form}
    _insert(connection, "search_forms", sorted(folded))


def _words(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TEMP TABLE words AS SELECT DISTINCT unnest(words) AS word FROM analyses")
    connection.execute("CREATE TEMP TABLE folded (word VARCHAR, folded VARCHAR)")
    connection.execute("CREATE TEMP TABLE japanese (doc UINTEGER, word VARCHAR)")
    words = (word for (word,) in connection.execute("FROM words").fetchall())
    _insert(connection, "folded", [(word, other) for word in words if (other := fold(word)) != word])
    _insert(connection, "japanese", sorted(_runs(connection.execute(_PASSAGES).fetchall())))


def _runs(passages: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Japanese is cut where the script changes: a word is found inside such a run."""
    yield from {(doc, run) for doc, text in passages for run in _RUN.findall(fold(text))}


def _explain(connection: duckdb.DuckDBPyConnection) -> None:
    """The same words as comments and in the dictionary."""
    texts = yaml.safe_load((HERE / "tables.yml").read_text(encoding="utf-8"))
    for table, about in texts.items():
        for position, (column, text) in enumerate(about.items()):
            what = f"COLUMN {table}.{column}" if column else f"TABLE {table}"
            connection.execute(f"COMMENT ON {what} IS '{text}'")
            connection.execute(
                "INSERT INTO dictionary SELECT $table, 'inner', $position, $column, coalesce((SELECT data_type FROM "
                "duckdb_columns() WHERE table_name = $table AND column_name = $column), ''), $text",
                {"table": table, "position": position, "column": column, "text": text},
            )


def _insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Sequence[object]]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)]
    if columns:
        marks = ", ".join("unnest(?)" for _ in columns)
        connection.execute(f"INSERT INTO {table} SELECT {marks}", columns)
