"""What a release means by itself, and beside all that came before it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from warehouse.models.base import Month, PlaceCode, Record


class Quote(Record):
    """A passage of a release, exactly as it stands there."""

    block: int
    """Index into `Release.blocks`; -1 is the title."""
    start: int
    end: int
    """Characters of `Block.plain`, or of the title."""
    text: str


class Tag(Record):
    """A theme or kind with the passages that speak for it."""

    id: str
    score: float
    """0 to 1."""
    quotes: tuple[Quote, ...] = ()


class PlaceTag(Record):
    """A place that a release concerns, and why."""

    place: PlaceCode
    reason: Literal["issuer", "addressee", "region", "mention", "publisher"]
    via: str = ""
    """Region id, or code of the parent or child through which it concerns the place."""
    quote: Quote | None = None


class Target(Record):
    """One number that someone is to reach, with its sentence."""

    id: str
    indicator: str
    """As written, e.g. 细颗粒物浓度."""
    comparator: Literal["decrease", "increase", "at_most", "at_least", "below", "above", "equal", "about"]
    value: float
    value_high: float | None = None
    """Upper end of a range."""
    unit: str
    """As written, e.g. 微克/立方米, %, 天."""
    bound: Literal["at_least", "at_most", "about", ""] = ""
    """How a change or a number of things is meant: 下降8%以上 is a decrease of at least 8; empty: just so."""
    base_year: int | None = None
    due: date | None = None
    """Last day of the period by which it is due."""
    area: str = ""
    """Area as written; empty when it is the issuer's own."""
    sector: str = ""
    duty_holders: tuple[str, ...] = ()
    nature: Literal["binding", "expected", ""] = ""
    """约束性 or 预期性; empty when not said."""
    quote: Quote


class Event(Record):
    """A date that obliges or matters; its id stays the same so that it is announced once."""

    id: str
    kind: Literal["comment_due", "in_force", "measure_start", "valid_until", "milestone", "alert_start", "alert_end"]
    on: date
    what: str = ""
    """The clause as written."""
    address: str = ""
    """Where comments go, as written."""
    hour: int | None = None
    """Hour of the day of an alert, 0 to 24, where it is named."""
    level: str = ""
    """Colour of an alert as written: 蓝色, 黄色, 橙色 or 红色."""
    area: str = ""
    """Area of an alert as written; empty when it is the issuer's own."""
    quote: Quote


class Figure(Record):
    """One measured number of air quality, with its change from the year before."""

    indicator: str
    """As written, e.g. PM2.5平均浓度."""
    area: str = ""
    """Area as written; empty when it is the issuer's own."""
    period: str = ""
    """The time that was measured, as written: 2026年9月, 1—9月, 三季度."""
    value: float
    unit: str
    """As written."""
    trend: Literal["decrease", "increase", "same", ""] = ""
    """Against the same period of the year before; empty when not said."""
    change: float | None = None
    """By how much, never negative."""
    change_unit: str = ""
    """As written: %, 个百分点, 天."""
    quote: Quote


class Duty(Record):
    """Who is to carry out a measure."""

    role: Literal["lead", "support", "responsible"]
    holders: tuple[str, ...]
    measure: str = ""
    """Heading or first words of the measure."""
    quote: Quote


class Citation(Record):
    """A document that a release names."""

    title: str = ""
    """As written inside 《》."""
    doc_number: str = ""
    """Normalised like `Release.doc_number`."""
    relation: Literal["implements", "forwards", "amends", "repeals", "draft_of", "interprets", "cites"]
    quote: Quote


class NeedSignal(Record):
    """A sentence in which a place says what it lacks, pilots or wants to learn."""

    wish: Literal["lack", "try", "learn"]
    """What it says: that it lacks something, tries it out, or wants to learn it."""
    theme: str
    word: str
    """The words that say so, as written."""
    quote: Quote


class Analysis(Record):
    """What one version of one release says, each statement with its quote."""

    release_id: str
    version_id: str
    relevance: Literal["air", "partly", "not"]
    relevance_score: float
    """Air words for each thousand characters, weighted; see `nlp/vocabulary/`."""
    relevance_reason: str
    """One line that a person can check, in Japanese: what decided, then the words."""
    relevance_quotes: tuple[Quote, ...] = ()
    parts: tuple[Quote, ...] = ()
    """Of a release partly on air, the blocks and sentences that are, and from which alone the rest is read."""
    kind: str
    """Id in `reference/kinds.yml`."""
    status: Literal["draft", "issued", "amended", "repealed", "none"]
    """案, 公布, 改正, 廃止, or none for what is no document."""
    themes: tuple[Tag, ...] = ()
    """Ids in `reference/themes.yml`, strongest first."""
    places: tuple[PlaceTag, ...] = ()
    targets: tuple[Target, ...] = ()
    figures: tuple[Figure, ...] = ()
    """Measured air quality, in the order of the text."""
    events: tuple[Event, ...] = ()
    duties: tuple[Duty, ...] = ()
    citations: tuple[Citation, ...] = ()
    needs: tuple[NeedSignal, ...] = ()
    keywords: tuple[str, ...] = ()
    """Chinese terms, place first, then pollutant, then sector."""
    extract: tuple[Quote, ...] = ()
    """Sentences that carry who, what, number and date: chosen, never rewritten."""
    words: tuple[str, ...] = ()
    """Distinct words of the text by jieba with our terms, for search and unknown-word reports."""
    is_sample: bool = False


class Change(Record):
    """One difference between a document and the one before it."""

    what: str
    """Indicator or clause, as written."""
    before: str
    after: str
    quote_before: Quote | None = None
    quote_after: Quote | None = None


class Part(Record):
    """One visible part of an importance score."""

    name: str
    points: int


class Link(Record):
    """How a document stands to another of its family."""

    relation: Literal["draft_of", "interprets", "forwards", "attachment_of", "amends", "succeeds"]
    """`succeeds`: a later text of the same name by the same issuer, which need not say what becomes of the earlier."""
    document_id: str
    """The draft, explanation, forwarding notice, attachment or later text."""
    of_document_id: str
    """What it is that of."""
    why: str = ""
    """The two titles that say so."""


class Assessment(Record):
    """What a version means beside all that came before it."""

    version_id: str
    release_id: str
    month: Month
    """Month of the run that judged it."""
    document_id: str
    """Id of the first release of the same text."""
    novelty: Literal["new", "changed", "repost", "late", "history"]
    previous_version_id: str = ""
    """Earlier version, or the draft of a final text."""
    changes: tuple[Change, ...] = ()
    subject: str = ""
    """What the title is about without place, years and genre, e.g. 空气质量持续改善; empty when it says little."""
    links: tuple[Link, ...] = ()
    """To documents known by then, later ones of a month made up for among them."""
    importance: int
    """0 to 100."""
    importance_parts: tuple[Part, ...] = ()
    key_plan: bool = False
    """To be translated in full."""
    key_plan_reason: str = ""
    is_sample: bool = False
