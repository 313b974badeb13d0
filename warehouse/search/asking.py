"""Reads a question: which things it names, each with the other ways to say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import duckdb

from warehouse.search.folding import fold, number_key

_NUMBER = re.compile(r"[\u4e00-\u9fff]*[〔\[(（【]?\d{4}[〕\])）】年]?\s*第?\d+号")
# Hiragana between words says how they hang together, which the index does not know.
_STRETCH = re.compile(r"[\u3400-\u9fff々]+|[ァ-ヺー]+|[a-z0-9][a-z0-9.+-]*")
LONGEST = 200
"""Characters of a question that are read."""
_LONGEST_FORM = 40


class Thing(NamedTuple):
    """One thing that is asked for; any of its forms will do."""

    asked: str
    forms: tuple[str, ...]


class Question(NamedTuple):
    """A question as the index understands it."""

    things: tuple[Thing, ...]
    number: str
    """Key of a 文号; empty when none is asked for."""
    phrases: tuple[str, ...]
    """Stretches as they were typed, folded: what has them whole is meant most."""


def understand(connection: duckdb.DuckDBPyConnection, query: str) -> Question:
    """The question in the words that the index has."""
    query = query[:LONGEST]
    number = _NUMBER.search(query)
    rest = query.replace(number[0], " ") if number else query
    folded = fold(rest)
    things = dict.fromkeys(one for thing in _things(connection, folded) for one in _found(connection, thing))
    phrases = tuple(part for part in folded.split() if len(part) > 1)
    return Question(tuple(things), number_key(number[0]) if number else "", phrases)


def _things(connection: duckdb.DuckDBPyConnection, folded: str) -> Iterator[Thing]:
    known, at, loose = _known_forms(connection, folded), 0, ""
    while at < len(folded):
        form = _form_at(known, folded, at)
        if form is None:
            loose += folded[at]
            at += 1
            continue
        yield from _loose(connection, loose)
        yield Thing(form, known[form])
        at, loose = at + len(form), ""
    yield from _loose(connection, loose)


def _known_forms(connection: duckdb.DuckDBPyConnection, folded: str) -> dict[str, tuple[str, ...]]:
    """The terms and places that stand in the question, each with all its forms."""
    parts = {folded[a:b] for a in range(len(folded)) for b in range(a + 1, min(len(folded), a + _LONGEST_FORM) + 1)}
    rows = connection.execute(
        "SELECT asked.form, list(DISTINCT other.form ORDER BY other.form) FROM search_forms asked "
        "JOIN search_forms other ON other.thing = asked.thing WHERE asked.form IN $parts GROUP BY asked.form",
        {"parts": sorted(parts)},
    ).fetchall()
    return {form: tuple(other for other in others if len(other) > 1) for form, others in rows}


def _form_at(known: Mapping[str, tuple[str, ...]], folded: str, at: int) -> str | None:
    """The longest known form that begins here; Latin words whole, single characters alone."""
    for end in range(min(len(folded), at + _LONGEST_FORM), at, -1):
        if folded[at:end] in known and not _goes_on(folded, at, end):
            return folded[at:end]
    return None


def _goes_on(folded: str, start: int, end: int) -> bool:
    """Whether a word of letters and digits, or the word of which this is one character, goes on around it."""
    around = folded[max(0, start - 1) : start + 1], folded[end - 1 : end + 1]
    if end - start == 1:
        return any(len(pair) == 2 and pair.isalnum() for pair in around)
    return any(len(pair) == 2 and pair.isascii() and pair.isalnum() for pair in around)


def _loose(connection: duckdb.DuckDBPyConnection, text: str) -> Iterator[Thing]:
    yield from (Thing(stretch, (stretch,)) for stretch in _STRETCH.findall(text))


def _found(connection: duckdb.DuckDBPyConnection, thing: Thing) -> Iterator[Thing]:
    """The thing itself where the index has it in any form; else the words of the form that is best cut into words."""
    row = connection.execute(
        "SELECT exists(FROM search_terms t JOIN (SELECT unnest($forms) AS form) f ON contains(t.text, f.form)) "
        "OR exists(FROM search_documents d JOIN (SELECT unnest($forms) AS form) f ON contains(d.names, f.form))",
        {"forms": list(thing.forms)},
    ).fetchone()
    if row and row[0]:
        yield thing
        return
    cuts = [tuple(_cut(connection, form)) for form in (thing.asked, *thing.forms) if not form.isascii()]
    best = max(cuts, key=lambda words: sum(map(len, words)), default=())
    yield from (Thing(word, (word,)) for word in best or (thing.asked,))


def _cut(connection: duckdb.DuckDBPyConnection, stretch: str) -> Iterator[str]:
    """Words of the index, the longest first from the left."""
    parts = {stretch[a:b] for a in range(len(stretch)) for b in range(a + 2, min(len(stretch), a + 12) + 1)}
    rows = connection.execute("SELECT text FROM search_terms WHERE text IN $parts", {"parts": sorted(parts)}).fetchall()
    words, at = {text for (text,) in rows}, 0
    while at < len(stretch):
        end = next((end for end in range(len(stretch), at + 1, -1) if stretch[at:end] in words), None)
        if end:
            yield stretch[at:end]
        at = end or at + 1


def times(thing: Thing, folded: str) -> int:
    """How often a folded text names it; forms that stand in one another count once."""
    return max((folded.count(form) for form in thing.forms), default=0)
