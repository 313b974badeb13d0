"""Renderings known to be wrong, keyed by the Chinese word that stands in the source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from nlp.scanner import Scanner
from nlp.translation.offline.tables import rules
from nlp.translation.terms import matched
from warehouse import reference
from warehouse.models import Language


class Wrong(NamedTuple):
    """A rendering that is not to stand for a word."""

    zh: tuple[str, ...]
    wrong: str
    right: str
    unless: str
    """Chinese that makes it right."""
    kind: str
    """WILD: met in what machines publish; TERM: forbidden by the glossary; empty: only another wording."""


def wrongs(source: str, text: str, lang: Language) -> Iterator[Wrong]:
    """Those that stand in the text where the word stands in the source and its right form is absent."""
    for word, rows in _scanner(lang).words(text):
        rest = text.replace(word, "■")
        yield from (row for row in rows if row.right not in rest and _applies(row, source))


def _applies(row: Wrong, source: str) -> bool:
    """Not where the wrong form is, or is part of, what another term of the source is called."""
    if not any(zh in source for zh in row.zh) or (row.unless and row.unless in source):
        return False
    return not any(row.wrong in term.ja for term in matched(source) if term.ja != row.right)


@cache
def _scanner(lang: Language) -> Scanner[tuple[Wrong, ...]]:
    rows: dict[str, list[Wrong]] = defaultdict(list)
    for row in _table(lang):
        rows[row.wrong].append(row)
    return Scanner({wrong: tuple(found) for wrong, found in rows.items()})


def _table(lang: Language) -> Iterator[Wrong]:
    for zh, row in rules("repairs.yml")[lang].items():
        for kind, key in (("WILD", "wrong"), ("", "drift")):
            yield from (Wrong((zh,), form, row["right"], row.get("unless", ""), kind) for form in row.get(key, ()))
    for term in reference.glossary() if lang == "ja" else ():
        yield from (Wrong((term.zh, *term.aliases), form, term.ja, "", "TERM") for form in term.forbidden)
