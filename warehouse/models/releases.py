"""What a publisher wrote, and what could and could not be read of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from warehouse.models.base import Level, Month, PlaceCode, Record


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
