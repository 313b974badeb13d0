"""What kind of item a release is and at which stage its document stands, from its title."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from nlp.reading import Reading
from nlp.titles import carried, unmarked
from nlp.vocabulary import load
from warehouse.models import Quote

Status = Literal["draft", "issued", "amended", "repealed", "none"]


class Kind(NamedTuple):
    """An id of `reference/kinds.yml`, the stage, and the words of the title that say so."""

    kind: str
    status: Status
    quotes: tuple[Quote, ...]


class _Rule(NamedTuple):
    kind: str
    where: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


def kind(reading: Reading) -> Kind:
    """The first rule that the title fulfils decides; `other` where none does."""
    title = reading.title.text
    places = {"title": unmarked(title), "inner": carried(title)}
    for rule in _rules():
        text = places[rule.where]
        found = rule.pattern.search(text)
        if found and not (rule.unless and rule.unless.search(text)):
            return Kind(rule.kind, _status(rule.kind, places["title"]), _quotes(reading, found[0]))
    return Kind("other", "none", ())


def _status(kind: str, title: str) -> Status:
    words = load("kinds")["statuses"]
    if kind == "consultation":
        return "draft"
    if kind not in load("kinds")["issued_kinds"]:
        return "none"
    if re.search(words["draft"], title):
        return "draft"
    if re.search(words["repealed"], title):
        return "repealed"
    return "amended" if re.search(words["amended"], title) else "issued"


def _quotes(reading: Reading, words: str) -> tuple[Quote, ...]:
    """Nothing is quoted where the title's own spacing or brackets kept the words from standing there as such."""
    at = reading.title.text.find(words)
    return (reading.title.part(at, at + len(words)),) if at >= 0 and words else ()


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            row["kind"],
            row["where"],
            re.compile(row["pattern"]),
            re.compile(row["unless"]) if "unless" in row else None,
        )
        for row in load("kinds")["rules"]
    )
