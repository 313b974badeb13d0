"""The shared words: one frozen record for each thing that passes between stages."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
"""A calendar month in Asia/Shanghai, `YYYY-MM`."""
PlaceCode = Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
"""Six digits of GB/T 2260; `100000` is the centre."""
Language = Literal["ja", "en"]
Level = Literal["central", "province", "city"]


def made_id(*parts: str) -> str:
    """An id that is made, not drawn: 16 hexadecimal digits, the same for the same parts."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


class Record(BaseModel):
    """What every shared record is: unchangeable, and refusing fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


# ---------------------------------------------------------------- where things come from


class Listing(Record):
    """One index page of a source, where its newest releases are announced."""

    url: str
    """Address of the first page, `{page}` excluded: the platform knows how pages are counted."""
    lists: str = ""
    """What the publisher calls it, e.g. 政策文件."""
    platform: str = ""
    """CMS family that answers here, when it is not the source's own."""
    options: dict[str, str] = {}
    """What this column needs beyond its platform, e.g. a site id."""
    form: dict[str, str] = {}
    """Fields that the first page is asked for with, by POST; empty for a plain GET."""


class Http(Record):
    """How a site must be asked where it differs from others; the file's dated comment says why."""

    plain: bool = False
    """Its https does not answer: links that say https are asked by http."""
    old_tls: bool = False
    """It speaks only TLS versions and ciphers that are refused elsewhere."""
    cookies: bool = False
    """It redirects for ever unless the cookie it sets is given back within the run."""
    referer: str = ""
    """Address to name as Referer, without which it refuses."""


class Source(Record):
    """A publisher's site, as one YAML file describes it."""

    id: str
    """File name without ending: lower-case letters, digits, underscores."""
    level: Level
    """Folder the file stands in."""
    kind: Literal["environment", "government", "other"]
    """Environment bureau, portal of the government as a whole, or another department."""
    name_zh: str
    name_ja: str
    name_en: str = ""
    place: PlaceCode
    """Area the publisher governs."""
    platform: str
    """CMS family, a module of `crawlers/platforms/`."""
    homepage: str
    listings: tuple[Listing, ...]
    confidence: str
    """How sure the facts are: `seen live`, `seen in code`, `seen in stored page`, `from memory`, `sample`."""
    verified: bool = False
    """True once an operator's live check has read a listing and an article."""
    evidence: tuple[str, ...] = ()
    """Where the facts were read."""
    delay: float = 2.0
    """Seconds between two requests to the host."""
    http: Http = Http()
    """How the site must be asked where it differs from others."""
    quiet_after: int = 60
    """Days without a new row after which the source is late."""
    is_sample: bool = False


# ---------------------------------------------------------------- what a publisher wrote


class Block(Record):
    """One piece of a body, in the order of the page."""

    type: Literal["heading", "paragraph", "item", "table"]
    level: int = 0
    """Depth of a heading or item: 1 for 第一章 or 一、, 2 for （一）, 3 for 1., 4 for （1）; 0 elsewhere."""
    marker: str = ""
    """Numbering as written, e.g. `（一）`; it stands outside the text."""
    text: str = ""
    """Text without its marker; empty for a table."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Cells of a table, row by row, spans repeated."""

    @property
    def plain(self) -> str:
        """The text that spans are counted in: cells joined by tabs, rows by line feeds."""
        return "\n".join("\t".join(row) for row in self.rows) if self.rows else self.text


class Attachment(Record):
    """A file that a release points to."""

    url: str
    name: str
    """Text of the link."""
    media_type: str = ""
    sha256: str = ""
    size: int = 0
    """Bytes."""
    state: Literal["read", "needs_ocr", "unreadable", "not_fetched"] = "not_fetched"
    reason: str = ""
    """Why it could not be read, or not whole; empty when it was."""


class ArchiveRecord(Record):
    """Where the bytes that were received are kept."""

    file: str
    """Path below the data folder: a WARC file, or an imported file."""
    record_id: str = ""
    """WARC-Record-ID; empty for an imported file."""
    offset: int = 0
    """Byte at which the record begins."""


class Release(Record):
    """One published page as its publisher wrote it: nothing in it is interpreted."""

    id: str
    """Hash of the canonical address."""
    version_id: str
    """Hash of release id and content: title, numbers, dates, blocks, attachments' hashes."""
    source_id: str
    place: PlaceCode
    """Area of the source."""
    level: Level
    url: str
    """Canonical address."""
    title: str
    published: date | None
    """发布日期: day it appeared on the site."""
    written: date | None
    """成文日期: day the document bears."""
    published_basis: str = ""
    """Which of the page's dates was believed: `table`, `visible`, `meta`, `listing`, `url`, `import`."""
    dates_seen: dict[str, str] = {}
    """Every date the page gave, by where it stood."""
    doc_number: str = ""
    """发文字号, brackets normalised to 〔〕; empty when the page gives none."""
    index_number: str = ""
    """索引号 of the information table."""
    issuers: tuple[str, ...] = ()
    """发文机关 as written."""
    addressees: tuple[str, ...] = ()
    """主送机关 as written."""
    source_label: str = ""
    """来源 as written."""
    blocks: tuple[Block, ...] = ()
    body_source: Literal["page", "attachment", "none"] = "page"
    """Where the blocks were read; `attachment` when a short notice's plan is a file."""
    attachments: tuple[Attachment, ...] = ()
    sha256: str
    """Of the bytes received."""
    encoding: str = ""
    fetched_at: datetime | None = None
    """Provenance."""
    archive: ArchiveRecord | None = None
    """Provenance."""
    is_sample: bool = False

    @property
    def text(self) -> str:
        """The whole body, one block a line, markers kept."""
        return "\n".join(block.marker + block.plain for block in self.blocks)


class Coverage(Record):
    """What one run could and could not read of one source: a fact the digest must tell."""

    source_id: str
    month: Month
    state: Literal[
        "ok", "late", "degraded", "empty", "blocked", "timeout", "moved", "js_required", "parser_gap", "robots", "error"
    ]
    """`ok`: all read; `late`: all read, nothing new for too long; `degraded`: read in part; else why nothing was."""
    reason: str = ""
    """Place, address and expectation, for the operator."""
    listings: int = 0
    listings_read: int = 0
    pages_read: int = 0
    """Listing pages that gave rows."""
    rows: int = 0
    """Rows seen on them."""
    total: int | None = None
    """Rows that the site says it has, over the listings that say it; None when none does."""
    releases: int = 0
    """Releases of the month's window that were read."""
    failures: tuple[str, ...] = ()
    """Articles that could not be read: address and reason."""
    quarantined: tuple[str, ...] = ()
    """Pages set aside as damaged or not the publisher's: address and reason."""
    newest: date | None = None
    """Newest date on the listings."""
    filled: dict[str, float] = {}
    """Share, 0 to 1, of the run's releases that have `doc_number`, `written`, `issuers`, `body`; empty without any."""
    skeleton: str = ""
    """Fingerprint of the template that most of the run's articles share."""
    unseen_numbers: tuple[str, ...] = ()
    """发文字号 that the source's own series skip this calendar year: not seen, perhaps never published."""
    warnings: tuple[str, ...] = ()
    """What a person should look at although pages were read, beginning with its kind: `template: …`."""
    finished_at: datetime | None = None
    """Provenance."""
    is_sample: bool = False


# ---------------------------------------------------------------- what it means


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


# ---------------------------------------------------------------- what it is in Japanese

State = Literal["untranslated", "template", "machine", "reviewed"]
"""未訳, 機械・定型, 機械翻訳・未校閲, 確認済."""
SegmentKind = Literal["title", "heading", "name", "target", "sentence", "cell"]


class Segment(Record):
    """One unit of translation where it stands."""

    version_id: str
    position: int
    """Order in the version; 0 is the title."""
    block: int
    """Index into `Release.blocks`; -1 is the title."""
    kind: SegmentKind
    marker: str = ""
    """Numbering, never translated."""
    text: str
    text_id: str
    """Hash of the normalised text: the same text elsewhere has the same id."""
    is_sample: bool = False


class Translation(Record):
    """A text in another language, or the reason why it is not there."""

    text_id: str
    lang: Language
    kind: SegmentKind
    source: str
    """Chinese, normalised."""
    text: str | None
    """None when refused."""
    gloss: str = ""
    """Chinese with known terms glossed, shown when text is None."""
    state: State
    engine: str
    """`memory`, `offline`, `libretranslate`, …; `none` when every engine refused."""
    engine_version: str = ""
    coverage: float = 0.0
    """Share of the characters that terms or rules account for."""
    flags: tuple[str, ...] = ()
    """What the checks found, or why it was refused."""
    terms: tuple[str, ...] = ()
    """Chinese terms of the glossary that stand in the text, longest match."""
    repairs: tuple[str, ...] = ()
    """What was put right by rule in an engine's text, as `wrong→right`."""
    characters: int = 0
    """Characters of the source sent to a network engine for it."""
    cache_key: str = ""
    """Hash of all that decides the text: source, language, engine and version, the terms matched; empty for memory."""
    masked_id: str = ""
    """Of a reviewed pair: the same for sources that differ only in numbers and places; empty where they say little."""
    reviewer: str = ""
    reviewed_on: date | None = None
    is_sample: bool = False


# ---------------------------------------------------------------- what is told


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
    readings: tuple[Reading, ...] = ()
    """Every source of the collection, the reader's own places first."""
    is_sample: bool = False


# ---------------------------------------------------------------- full translations


class PlanRequest(Record):
    """Somebody's wish for the full translation of a document."""

    document_id: str
    asked_by: str
    """`rule`, `editor`, or the id of the municipality that asks."""
    version_id: str
    """Version that spoke for the document when it was asked for; the wish goes on with later ones."""
    month: Month
    """Month that had told the document by then."""
    asked_on: date | None = None
    """Day on which a person asked; None by rule."""
    reason: str
    """In Japanese."""
    municipalities: tuple[str, ...] = ()
    """Whom the translation is for: ids in `reference/partnerships.yml`."""
    is_sample: bool = False


class PlanApproval(Record):
    """A full translation as somebody approved it, to the byte."""

    id: str
    """Hash of document, version and files."""
    document_id: str
    version_id: str
    """Version of the original that was translated."""
    subject: str
    """Of the mail; it says the state of the translation."""
    files: dict[str, str]
    """sha256 of each frozen file by its name."""
    approved_by: str
    approved_at: datetime
    is_sample: bool = False
