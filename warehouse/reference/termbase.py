"""The glossary's terms, and the reader of their file that refuses any row it does not understand."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator

from warehouse.models import Record

Category = Literal[
    "pollutant",
    "monitoring",
    "standard",
    "permit",
    "measure",
    "industry",
    "vehicle",
    "shipping",
    "energy",
    "dust",
    "agriculture",
    "catering",
    "climate",
    "enforcement",
    "emergency",
    "economics",
    "environment",
    "planning",
    "policy_phrase",
    "instrument",
    "document_type",
    "organisation",
    "region",
    "cooperation",
]
_LISTS = ("aliases", "variants", "forbidden")
_SEPARATOR = "|"


class GlossaryError(ValueError):
    """A glossary that cannot be read; the text names file, line, column and expectation."""


class Term(Record):
    """One entry of the glossary: a meaning with its one preferred form in each language."""

    zh: str = Field(min_length=1)
    """As official texts write it in full."""
    ja: str = Field(min_length=1, pattern=r"^[^（()）]+$")
    """The one form to write; explanations and abbreviations have their own columns."""
    en: str = Field(min_length=1, pattern=r"^[^()（）]+$")
    category: Category
    aliases: tuple[str, ...] = ()
    """Other Chinese forms of the same thing: 发改委."""
    variants: tuple[str, ...] = ()
    """Other Japanese forms, to recognise and not to write."""
    forbidden: tuple[str, ...] = ()
    """Japanese forms that are wrong for it."""
    abbreviation: str = Field(pattern=r"^[\x21-\x7e]*$")
    """In Latin letters, to be told at the first mention: VOCs."""
    explanation_ja: str = Field(pattern=r"^[^()]*$")
    """What an idiom means, to stand in brackets at its first mention."""
    confidence: Literal["house", "high", "medium"]
    """house: settled; high: seen in the source named; medium: the trade's usage, not seen in a source."""
    source: str = Field(min_length=1)
    note: str = ""

    @field_validator("*")
    @classmethod
    def _is_composed(cls, value: object) -> object:
        for text in value if isinstance(value, tuple) else (value,):
            if isinstance(text, str) and (text != unicodedata.normalize("NFC", text) or text != text.strip()):
                raise ValueError(f"expected composed characters (NFC) and no space around them, found {text!r}")
        return value


def terms(path: Path) -> tuple[Term, ...]:
    """The terms of a glossary file, in its order.

    Raises:
        GlossaryError: at the first row that is no term or says what another row says.
    """
    found: list[Term] = []
    known: dict[str, int] = {}
    for line, row in _rows(path):
        term = _term(f"{path.name}, line {line}", row)
        _check_forms(f"{path.name}, line {line}", term)
        for form in (term.zh, *term.aliases):
            if form in known:
                column = "zh" if form == term.zh else "aliases"
                said = f"expected a form of this term only, found {form} of line {known[form]}"
                raise GlossaryError(f"{path.name}, line {line}, column {column}: {said}")
            known[form] = line
        found.append(term)
    return tuple(found)


def _rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        if header != list(Term.model_fields):
            said = f"expected the columns {', '.join(Term.model_fields)}, found {', '.join(header)}"
            raise GlossaryError(f"{path.name}, line 1: {said}")
        for values in reader:
            if len(values) != len(header):
                said = f"expected {len(header)} columns, found {len(values)}"
                raise GlossaryError(f"{path.name}, line {reader.line_num}: {said}")
            yield reader.line_num, dict(zip(header, values, strict=True))


def _term(place: str, row: Mapping[str, str]) -> Term:
    lists = {key: tuple(row[key].split(_SEPARATOR)) if row[key] else () for key in _LISTS}
    try:
        return Term.model_validate(dict(row) | lists)
    except ValidationError as error:
        first = error.errors()[0]
        found = f"{first['msg']}, found {first['input']!r}"
        raise GlossaryError(f"{place}, column {first['loc'][0]}: {found}") from error


def _check_forms(place: str, term: Term) -> None:
    """No form stands twice in a row, none is both right and wrong, and none passes for an explanation."""
    told: dict[str, str] = {term.ja: "ja"}
    for column, forms in (("variants", term.variants), ("forbidden", term.forbidden)):
        for form in forms:
            if not form or form in told:
                said = f"the same as {told[form]}: {form}" if form else "an empty form"
                raise GlossaryError(f"{place}, column {column}: expected another form than those before, found {said}")
            told[form] = column
    if term.explanation_ja in told or "://" in term.explanation_ja:
        said = f"expected what the word means, found {term.explanation_ja}"
        raise GlossaryError(f"{place}, column explanation_ja: {said}")
