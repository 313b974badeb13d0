"""What is told: the entries of a month, and how an edition words them."""

from __future__ import annotations

from datetime import date

from warehouse.models.base import Language, Level, Month, PlaceCode, Record
from warehouse.models.desk import Edit
from warehouse.models.meaning import Analysis, Assessment
from warehouse.models.releases import Release
from warehouse.models.translations import State, Translation


class Sighting(Record):
    """One site on which a document stands."""

    source_id: str
    name_ja: str
    url: str


class Parent(Record):
    """A document that an entry's document cites, resolved as far as the warehouse knows."""

    relation: str
    title: str
    doc_number: str
    document_id: str = ""
    """Empty when the cited document is not in the warehouse."""
    entry_id: str = ""
    url: str = ""


class Also(Record):
    """An item that the editor has merged into another."""

    entry_id: str
    publisher: str
    url: str


class Entry(Record):
    """One document of a month, with everything that an edition may say of it."""

    id: str
    """`YYYY-MM-` and six digits of the document id: it never changes."""
    month: Month
    release: Release
    """The preferred official one of the document."""
    analysis: Analysis
    assessment: Assessment
    source_name_ja: str
    sightings: tuple[Sighting, ...] = ()
    parents: tuple[Parent, ...] = ()
    translations: tuple[Translation, ...] = ()
    """Of the title, names, targets and quoted sentences that an edition may show."""
    told_events: tuple[str, ...] = ()
    """Events that an approved edition of an earlier month has announced."""
    edit: Edit | None = None
    """What the editor has decided of it last."""
    merged: tuple[Also, ...] = ()
    """Items that the editor has it speak for."""

    def say(self, text: str, lang: Language) -> Translation | None:
        """The translation of a Chinese text of this entry, if there is one."""
        return next((t for t in self.translations if t.lang == lang and t.source == text), None)


class Field(Record):
    """A label and its value, as an item shows it."""

    label: str
    value: str


class Aim(Record):
    """A target of an item, as a row of a table."""

    indicator: str
    """With the area or branch it is for."""
    value: str
    """In words: 33 µg/m³以下."""
    amount: float
    unit: str
    """In the reader's form."""
    base: str = ""
    """Year or period that a change is counted from."""
    due: date | None = None
    nature: str = ""
    duty: str = ""
    quote: str = ""
    """The Chinese sentence."""


class Deadline(Record):
    """A date of an item, as a row of a table."""

    on: date
    kind: str
    """意見募集締切, 施行, …"""
    what: str = ""
    address: str = ""


class Item(Record):
    """One entry, worded for a reader."""

    entry_id: str
    mark: str
    """新規, 改正, 意見募集（案）, 遅着, …"""
    heading: str
    """[place]:「title」+ verb."""
    title_zh: str
    title_state: State
    fields: tuple[Field, ...] = ()
    """公表日, 情報公表組織, 分類, キーワード, …"""
    lead: tuple[str, ...] = ()
    """Sentences made from extracted fields by templates."""
    quotes: tuple[str, ...] = ()
    """The Chinese sentences that the lead rests on."""
    changes: tuple[str, ...] = ()
    aims: tuple[Aim, ...] = ()
    """All targets; the field of that name shows the first."""
    duties: tuple[str, ...] = ()
    """Who is to do what, by role, all of them."""
    dates: tuple[Deadline, ...] = ()
    why: str = ""
    """届いた理由."""
    publisher: str = ""
    """The site that published it, as a reader is told of it."""
    url: str
    archive: str = ""
    """Where the received page is kept."""
    importance: int = 0
    importance_reason: str = ""
    pinned: bool = False
    """Whether the editor has put it first."""
    summary: str = ""
    """The editor's sentences; empty where there are none."""
    note: str = ""
    """Why it matters, by the editor."""
    also: tuple[Also, ...] = ()
    """Items that the editor has merged into it."""


class Section(Record):
    """A block of an edition."""

    id: str
    """What the block is for, e.g. `coverage`, `headlines`, `partner`, `changes`, `deadlines`, `others`, `notes`."""
    title: str
    place: PlaceCode | None = None
    items: tuple[Item, ...] = ()
    lines: tuple[str, ...] = ()
    """Whole sentences, where the block has no items."""


class Reading(Record):
    """What an edition says of one source: whether it was read."""

    source_id: str
    name: str
    place: str
    state: str
    """確認済, or why it was not read."""
    whole: bool
    listings: int = 0
    listings_read: int = 0
    releases: int = 0
    """Releases of the month's window that were read."""
    remark: str = ""


class Edition(Record):
    """A month for one municipality, or the common one, in one language, ready to be rendered."""

    id: str
    """`YYYY-MM/<municipality|common>/<language>`."""
    month: Month
    municipality: str
    """Id in `reference/partnerships.yml`, or `common`."""
    lang: Language
    subject: str
    sections: tuple[Section, ...]
    entry_ids: tuple[str, ...] = ()
    """All that it tells, in order."""
    event_ids: tuple[str, ...] = ()
    correction_ids: tuple[str, ...] = ()
    """Corrections to earlier editions that it tells."""
    readings: tuple[Reading, ...] = ()
    """Every source of the collection, the reader's own places first."""
    is_sample: bool = False


class Told(Record):
    """One item that an approved month told, as it is counted."""

    entry_id: str
    month: Month
    document_id: str
    place: PlaceCode
    """Of the site that is shown for it."""
    level: Level
    kind: str
    status: str
    themes: tuple[str, ...]
    concerned: tuple[PlaceCode, ...]
    """Places that issued it, that it is addressed to, or that belong to a region it is for."""
    key_plan: bool
