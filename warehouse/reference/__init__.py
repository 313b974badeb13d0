"""The facts that several stages must agree on: places, regions, partnerships, themes, kinds, terms."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, TypeAdapter, model_validator

from warehouse.models import PlaceCode, Record
from warehouse.reference.termbase import Term as Term
from warehouse.reference.termbase import terms

HERE = Path(__file__).parent
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Place(Record):
    """An area of GB/T 2260, or one of the centre's special zones."""

    code: PlaceCode
    zh: str
    """Full name, 天津市."""
    short_zh: str
    """As texts abbreviate it, 天津."""
    ja: str
    """As used in Japan, 瀋陽市, アモイ市."""
    en: str
    level: Literal["country", "province", "city", "county"]
    parent: str
    """Code; empty for the country."""


class Membership(Record):
    """Which places belonged to a region in a span of time."""

    since: date
    until: date | None = None
    """Last day; None while it holds."""
    places: tuple[PlaceCode, ...]
    source: str


class Region(Record):
    """A key region of Chinese air policy, e.g. 汾渭平原."""

    id: str
    zh: str
    aliases_zh: tuple[str, ...] = ()
    ja: str
    en: str
    memberships: tuple[Membership, ...]

    def members(self, on: date) -> frozenset[str]:
        """Codes of the places that belonged to it on that day."""
        return frozenset(
            code for m in self.memberships if m.since <= on and (m.until is None or on <= m.until) for code in m.places
        )


class Municipality(Record):
    """A Japanese prefecture or city that takes part."""

    id: str
    ja: str
    en: str
    code: str
    """JIS X 0401 or 0402."""


class Partnership(Record):
    """A Japanese municipality and a Chinese place in a span of fiscal years; themes are ids in themes.yml."""

    id: str
    municipality: str
    """Municipality id; empty for a place that the programme itself serves."""
    place: PlaceCode
    themes: tuple[str, ...]
    since: int
    """Japanese fiscal year (April to March)."""
    until: int | None
    """Last fiscal year that is known; None when it is not known to have ended."""
    sources: tuple[str, ...]
    confidence: str


class Label(Record):
    """The name of a theme or of a kind of item."""

    id: str
    ja: str
    en: str
    zh: str = ""


class KeyPlan(Record):
    """A text that the editor wants translated in full, or not."""

    doc_number: str = ""
    """发文字号 with the brackets 〔〕."""
    title: str = ""
    """Of the text itself, not of the notice that carries it."""
    translate: bool = True
    reason: str = Field(min_length=1)

    @model_validator(mode="after")
    def _is_named(self) -> KeyPlan:
        if not (self.doc_number or self.title):
            raise ValueError("key_plans.yml: expected doc_number or title")
        if self.doc_number and not re.fullmatch(r"\S+〔\d{4}〕\d+号", self.doc_number):
            raise ValueError(f"key_plans.yml: expected a number like 国发〔2023〕24号, found {self.doc_number}")
        return self


class FollowedPlan(Record):
    """A plan whose way down to provinces and cities the readers follow."""

    id: str
    doc_number: str = Field(pattern=r"^\S+〔\d{4}〕\d+号$")
    title: str
    """Of the plan itself, not of the notice that carries it."""
    subject: str
    """What the plans below it have in their titles too."""
    place: PlaceCode
    """Of its issuer."""
    issued: date
    """The day that it bears."""


@cache
def places() -> dict[str, Place]:
    """Every place by its code."""
    return {row["code"]: Place.model_validate(row) for row in _rows("places.csv")}


@cache
def regions() -> dict[str, Region]:
    """Every key region by its id."""
    return {region.id: region for region in TypeAdapter(tuple[Region, ...]).validate_python(_yaml("regions.yml"))}


@cache
def municipalities() -> dict[str, Municipality]:
    """The Japanese side by id, in the order of JIS codes."""
    rows = _yaml("partnerships.yml")["municipalities"]
    return {m.id: m for m in TypeAdapter(tuple[Municipality, ...]).validate_python(rows)}


@cache
def partnerships() -> tuple[Partnership, ...]:
    """All pairs, and the places that the programme itself serves."""
    return TypeAdapter(tuple[Partnership, ...]).validate_python(_yaml("partnerships.yml")["partnerships"])


@cache
def themes() -> dict[str, Label]:
    """Themes by id: the partnerships' own."""
    return {label.id: label for label in TypeAdapter(tuple[Label, ...]).validate_python(_yaml("themes.yml"))}


@cache
def kinds() -> dict[str, Label]:
    """Kinds of item (分類) by id."""
    return {label.id: label for label in TypeAdapter(tuple[Label, ...]).validate_python(_yaml("kinds.yml"))}


@cache
def key_plans() -> tuple[KeyPlan, ...]:
    """The editor's list of texts to translate in full, or not."""
    return TypeAdapter(tuple[KeyPlan, ...]).validate_python(_yaml("key_plans.yml"))


@cache
def followed_plans() -> tuple[FollowedPlan, ...]:
    """The editor's list of plans to follow; the key plans of centre and provinces are followed besides."""
    return TypeAdapter(tuple[FollowedPlan, ...]).validate_python(_yaml("followed_plans.yml"))


@cache
def glossary() -> tuple[Term, ...]:
    """Every term with its preferred forms; place names are not repeated here."""
    return terms(HERE / "glossary.csv")


def ancestors(code: str) -> Iterator[Place]:
    """The place itself, then its parents up to the country."""
    while code:
        place = places()[code]
        yield place
        code = place.parent


def partner_places(municipality: str) -> tuple[str, ...]:
    """Codes of a municipality's partner places, in the order of the file."""
    return tuple(p.place for p in partnerships() if p.municipality == municipality)


def _rows(name: str) -> list[dict[str, Any]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _yaml(name: str) -> Any:
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=_Loader)
