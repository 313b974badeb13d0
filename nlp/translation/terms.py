"""Which terms of the glossary stand in a text."""

from __future__ import annotations

from functools import cache

from nlp.scanner import Scanner
from warehouse import reference
from warehouse.reference.termbase import Term


def matched(source: str) -> tuple[Term, ...]:
    """The terms that stand in a normalised text, in its order, each once; a longer term hides those within it."""
    return tuple(dict.fromkeys(found.meaning for found in _scanner().find(source)))


@cache
def _scanner() -> Scanner[Term]:
    """Every form to look for; a form with … is a pattern and stands in no text as it is."""
    return Scanner({zh: term for term in reference.glossary() for zh in (term.zh, *term.aliases) if "…" not in zh})
