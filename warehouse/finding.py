"""Finds a document by what an editor has of it: its id, a page's or an item's id, its 文号, or one's beginning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import NamedTuple

import duckdb

from warehouse.reading import rows

_NAMES = """
SELECT document_id, document_id AS name FROM documents
UNION SELECT document_id, release_id FROM document_versions
UNION SELECT document_id, version_id FROM document_versions
UNION SELECT document_id, entry_id FROM told_months
UNION SELECT v.document_id, r.doc_number FROM document_versions v
    JOIN releases r ON r.version_id = v.version_id WHERE r.doc_number <> ''
"""
_HEADS = "SELECT document_id, version_id, last_told_or_seen, doc_number, title FROM documents ORDER BY document_id"
_TOLD = 8
"""Documents at most in an error's text."""


class NoSuchDocument(Exception):
    """Nothing, or more than one thing, is called so; the text tells which come near."""


class Found(NamedTuple):
    """A document at the version that speaks for it."""

    document_id: str
    version_id: str
    month: str
    """The last that saw or told it."""
    doc_number: str
    title: str

    def __str__(self) -> str:
        return "  ".join(filter(None, (self.document_id, self.doc_number, self.title)))


def find(connection: duckdb.DuckDBPyConnection, asked: str) -> Found:
    """The one document of that name, or the one whose name begins so. Raises NoSuchDocument."""
    heads = {row[0]: Found(*row) for row in rows(connection, _HEADS, {})}
    names: defaultdict[str, set[str]] = defaultdict(set)
    for document, name in rows(connection, _NAMES, {}):
        names[_typed(name)].add(document)
    wanted = _typed(asked)
    exact = names.get(wanted, set())
    found = exact or {document for name in names if wanted and name.startswith(wanted) for document in names[name]}
    if len(found) != 1:
        raise NoSuchDocument(_refusal(asked, found or _near(wanted, names), heads, len(found)))
    return heads[found.pop()]


def _typed(name: str) -> str:
    """文号 are typed with other brackets and spaces."""
    return "".join(name.split()).translate(str.maketrans("[]［］()（）", "〔〕〔〕〔〕〔〕")).casefold()


def _near(wanted: str, names: dict[str, set[str]]) -> set[str]:
    return {document for name in get_close_matches(wanted, names, n=_TOLD) for document in names[name]}


def _refusal(asked: str, near: Collection[str], heads: dict[str, Found], count: int) -> str:
    said = f"{asked}: {count} documents are called so" if count else f"{asked}: no document is called so"
    return "\n".join([f"{said}; expected a document's id, an item's id or a 文号", *_told(near, heads)])


def _told(near: Iterable[str], heads: dict[str, Found]) -> list[str]:
    lines = [f"  {heads[document]}" for document in sorted(near)]
    return [*lines[:_TOLD], *([f"  and {len(lines) - _TOLD} more"] if len(lines) > _TOLD else [])]
