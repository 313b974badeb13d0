"""Makes tables of the heavier views, so that analysts' questions are answered from rows that are there."""

from __future__ import annotations

import duckdb

from warehouse import dictionary
from warehouse.catalogue import views

NAMES = (
    "judgements",
    "document_versions",
    "told_months",
    "preferred_versions",
    "sightings",
    "citation_links",
    "titles_ja",
    "titles_en",
    "issued",
    "links",
    "families",
    "followed",
    "cascade",
    "cascade_targets",
    "documents",
    "versions",
    "changes",
    "statements",
    "targets",
    "deadlines",
    "citations",
    "word_uses",
    "waiting",
    "edition_items",
    "number_gaps",
)
"""In this order: each is made from those before it."""


def materialise(connection: duckdb.DuckDBPyConnection) -> None:
    """Put a table of the same name, rows and comments into the place of each of these views, where it is one yet."""
    made = [name for name in NAMES if name in views(connection)]
    for name in made:
        connection.execute(f"CREATE TABLE {name}_made AS FROM {name}")
        connection.execute(f"DROP VIEW {name}; ALTER TABLE {name}_made RENAME TO {name}")
    dictionary.explain(connection, made)
