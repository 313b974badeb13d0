"""The documents that a release names, and how it stands to each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from nlp.doc_numbers import doc_numbers, normal
from nlp.reading import Passage, Reading
from nlp.titles import about_another, bare, is_draft
from nlp.vocabulary import load
from warehouse.models import Citation

Relation = Literal["implements", "forwards", "amends", "repeals", "draft_of", "interprets", "cites"]
_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》){2,160})》")
_BRACKET = re.compile(r"\s*[（(]([^（）()]{4,40})[)）]")
_LISTED = re.compile(r"《[^《》]*》(?:[（(][^（）()]*[)）])?[、和及与以]*")
_BEFORE = 14


class _Rule(NamedTuple):
    relation: Relation
    pattern: re.Pattern[str]


def citations(reading: Reading) -> list[Citation]:
    """Each cited document once, at the passage that says most of the relation; its own number and title are none."""
    own = {bare(reading.release.title)}
    numbers = {normal(reading.release.doc_number)} if reading.release.doc_number else set()
    found: dict[str, Citation] = {}
    for citation in [*_of_title(reading), *(c for block in reading.blocks for c in _of_block(block))]:
        if citation.doc_number in numbers or (citation.relation in _PLAIN and bare(citation.title or "-") in own):
            continue
        key = bare(citation.title) if citation.title else citation.doc_number
        known = found.get(key)
        if known is None or (known.relation == "cites" and citation.relation != "cites"):
            found[key] = citation if known is None else _joined(citation, known)
        elif citation.doc_number and not known.doc_number:
            found[key] = known.model_copy(update={"doc_number": citation.doc_number})
    return list(found.values())


_PLAIN = frozenset({"implements", "cites", "forwards"})


def _joined(citation: Citation, known: Citation) -> Citation:
    """The stronger relation with the number that the weaker one gave."""
    return citation.model_copy(update={"doc_number": citation.doc_number or known.doc_number})


def _of_title(reading: Reading) -> Iterator[Citation]:
    """An interpretation names what it explains, a draft what it is to become, a decision what it changes."""
    title = reading.title
    for match in _TITLE.finditer(title.text):
        relation = _title_relation(title.text, match.start())
        if relation:
            yield Citation(title=match[1], relation=relation, quote=title.part(*match.span()))


def _title_relation(title: str, at: int) -> Relation | None:
    if about_another(title):
        return "interprets"
    if is_draft(title):
        return "draft_of"
    found = next((rule for rule in _rules("before") if rule.pattern.search(title[max(0, at - _BEFORE) : at])), None)
    return found.relation if found else None


def _of_block(block: Passage) -> Iterator[Citation]:
    taken: list[tuple[int, int]] = []
    for match in _TITLE.finditer(block.text):
        if not re.search(load("citations")["no_title"], match[1]):
            bracket = _BRACKET.match(block.text, match.end())
            number = next(doc_numbers(bracket[1]), None) if bracket else None
            end = bracket.end() if bracket and number else match.end()
            taken.append((match.start(), end))
            yield Citation(
                title=match[1],
                doc_number=number.normal if number else "",
                relation=_relation(block.text, match.start(), end),
                quote=block.part(match.start(), end),
            )
    for number in doc_numbers(block.text):
        if not any(start <= number.start < end for start, end in taken):
            relation = _relation(block.text, number.start, number.end)
            yield Citation(doc_number=number.normal, relation=relation, quote=block.part(number.start, number.end))


def _relation(text: str, start: int, end: int) -> Relation:
    """Of a list 「根据《A》《B》和《C》」 all stand in the relation of the first."""
    lead = re.sub(r"《[^《》]*》(?:[（(][^（）()]*[)）])?[、和及与以]*", "", text[max(0, start - 300) : start])[
        -_BEFORE:
    ]
    lead = re.split(r"[。；;]", lead)[-1]
    for rule in _rules("after"):
        if rule.relation == "repeals" and rule.pattern.search(text[end : end + 60]):
            return rule.relation
    for rule in _rules("before"):
        if rule.pattern.search(lead):
            return rule.relation
    return next((rule.relation for rule in _rules("after") if rule.pattern.search(text[end : end + 60])), "cites")


@cache
def _rules(where: str) -> tuple[_Rule, ...]:
    return tuple(_Rule(row["relation"], re.compile(row["pattern"])) for row in load("citations")[where])
