"""From what a page says and where it was found to a Release."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from crawlers.address import canonical, release_id
from crawlers.page import Page
from crawlers.text import dates
from warehouse.models import ArchiveRecord, Level, Release, made_id

SAID = Page.model_fields.keys() - {"url", "published", "published_basis", "dates_seen", "site_code"}
"""What a release repeats of its page as it stands."""


def release(
    page: Page,
    *,
    source_id: str,
    place: str,
    level: Level,
    data: bytes,
    listed: date | None = None,
    fetched_at: datetime | None = None,
    archive: ArchiveRecord | None = None,
    is_sample: bool = False,
) -> Release:
    """A Release of the bytes `data`; `listed` is the day that a listing gave, believed when the page gives none."""
    published, basis = _published(page, listed)
    seen = page.dates_seen | ({"listing": listed.isoformat()} if listed else {})
    said = {field: value for field, value in page if field in SAID}
    identity = release_id(page.url)
    return Release(
        id=identity,
        version_id=version_id(identity, page, published),
        source_id=source_id,
        place=place,
        level=level,
        url=canonical(page.url),
        published=published,
        published_basis=basis,
        dates_seen=seen,
        sha256=hashlib.sha256(data).hexdigest(),
        fetched_at=fetched_at,
        archive=archive,
        is_sample=is_sample,
        **said,
    )


def version_id(identity: str, page: Page, published: date | None) -> str:
    """Hash of release and content: title, numbers, dates, blocks, attachments' hashes."""
    return made_id(
        identity,
        page.title,
        page.doc_number,
        page.index_number,
        str(published),
        str(page.written),
        *(block.model_dump_json() for block in page.blocks),
        *(file.sha256 or file.url for file in page.attachments),
    )


def _published(page: Page, listed: date | None) -> tuple[date | None, str]:
    if page.published:
        return page.published, page.published_basis
    if listed:
        return listed, "listing"
    address = dates.of_url(page.url)
    return address, "url" if address else ""
