"""Every name in the database is explained, once and everywhere alike."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from warehouse import database, dictionary, materialising

PAGE = Path(__file__).parent.parent / "docs" / "DICTIONARY.md"


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    found = duckdb.connect()
    database.build(found)
    return found


def test_the_page_is_what_the_command_prints(connection: duckdb.DuckDBPyConnection) -> None:
    said = "docs/DICTIONARY.md is of another version: python -m warehouse page > docs/DICTIONARY.md"
    assert PAGE.read_text(encoding="utf-8") == dictionary.page(connection), said


def test_columns_and_the_fields_inside_them_are_explained(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute("SELECT name, column_name, description FROM dictionary").fetchall()
    assert [(name, column) for name, column, text in rows if not text] == []
    assert ("analyses", "targets[].unit", "As written, e.g. 微克/立方米, %, 天.") in rows


def test_the_table_says_what_the_comments_say(connection: duckdb.DuckDBPyConnection) -> None:
    differing = connection.execute(
        """SELECT c.table_name, c.column_name FROM duckdb_columns() c
        LEFT JOIN dictionary d ON d.name = c.table_name AND d.column_name = c.column_name
        WHERE NOT c.internal AND c.comment IS DISTINCT FROM d.description"""
    ).fetchall()
    assert differing == []


def test_a_view_that_became_a_table_is_still_explained(connection: duckdb.DuckDBPyConnection) -> None:
    with connection.cursor() as here:
        here.begin()
        materialising.materialise(here)
        asked = "SELECT comment FROM duckdb_tables() WHERE table_name = 'documents'"
        assert here.execute(asked).fetchone() == (dictionary.descriptions()["documents"][""],)
        here.rollback()
