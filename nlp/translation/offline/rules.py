"""The word lists of `grammar.yml`, ready for use."""

from __future__ import annotations

import re
from functools import cache

from nlp.translation.offline.tables import rules


@cache
def members(name: str) -> frozenset[str]:
    """A list of the grammar, e.g. `areas`."""
    return frozenset(rules("grammar.yml")[name])


@cache
def mapping(name: str) -> dict[str, str]:
    """A mapping of the grammar, e.g. `tails`."""
    return dict(rules("grammar.yml")[name])


@cache
def refusals() -> tuple[re.Pattern[str], ...]:
    """Constructions that are never translated by rule."""
    return tuple(re.compile(pattern) for pattern in rules("grammar.yml")["refuse"])
