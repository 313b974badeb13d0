"""Everything that is known of one document, and how places answer a plan: what a page about them shows."""

from __future__ import annotations

from datetime import date
from typing import Literal

from warehouse.models.base import Month, PlaceCode, Record
from warehouse.models.editions import Entry
from warehouse.models.meaning import Change
from warehouse.models.translations import Segment, Translation


class Version(Record):
    """One text of a document as a page had it."""

    version_id: str
    month: Month
    """Of the run that judged it."""
    novelty: Literal["new", "changed", "repost", "late", "history"]
    title: str
    published: date | None
    url: str
    changes: tuple[Change, ...] = ()


class Relative(Record):
    """Another document that this one names, or that names it."""

    relation: str
    title: str
    title_ja: str = ""
    doc_number: str = ""
    document_id: str = ""
    """Empty when it is not in the warehouse."""


class Dossier(Record):
    """A document with its texts, its versions and the documents around it."""

    document_id: str
    entry: Entry
    """The page that speaks for it; its id is that of the item that told it last."""
    told: tuple[str, ...] = ()
    """Items of approved editions that told it."""
    versions: tuple[Version, ...] = ()
    """The latest first."""
    cites: tuple[Relative, ...] = ()
    cited_by: tuple[Relative, ...] = ()
    family: tuple[Relative, ...] = ()
    """Its drafts, explanations, attachments and later texts, and what it is that of."""
    segments: tuple[Segment, ...] = ()
    """Of a text that is translated in full."""
    passages: tuple[Translation, ...] = ()
    """Translations of the segments."""


class Answer(Record):
    """What one place below a followed plan has made of it."""

    plan_id: str
    plan_document_id: str
    title: str
    """Of the plan."""
    title_ja: str = ""
    doc_number: str
    issued: date
    place: PlaceCode
    state: Literal["issued", "drafted", "cited", "not_seen"]
    document_id: str = ""
    answer_title: str = ""
    answer_number: str = ""
    answered: date | None = None
    days_after: int | None = None
    is_covered: bool
    """Whether every month since was read whole: without it, not seen says little."""


class Difference(Record):
    """A target of a followed plan beside a place's own."""

    plan_id: str
    place: PlaceCode
    indicator: str
    """As the plan has it."""
    plan_said: str
    """Sentence of the plan."""
    said: str
    """Sentence of the place."""
    differs: bool
