"""Reads the pages that a listing announces, with the files they point to, into releases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from crawlers.address import canonical
from crawlers.answers import Answer, Refused, check, site
from crawlers.archive import Archive
from crawlers.listings import Get
from crawlers.page import NotAnArticle, Page, parse
from crawlers.platforms.reading import Row
from crawlers.release import release
from crawlers.settings import ATTACHMENT_LIMIT
from crawlers.tally import Tally
from crawlers.window import Window
from warehouse.models import Attachment, Release, Source


async def read(get: Get, source: Source, row: Row, window: Window, archive: Archive, tally: Tally) -> None:
    """One row's page: a release when it was published within the window, a failure when it cannot be read."""
    try:
        answer = check(await get(row.url), "an article")
        page = parse(answer.saved.body, canonical(row.url), http_encoding=answer.saved.encoding)
    except (Refused, NotAnArticle) as error:
        tally.failures.append(str(error))
        return
    found = _release(source, row, page, answer)
    if found.published is None:
        tally.failures.append(f"{row.url}: no day of publication; expected one on the page or beside its title")
    elif window.holds(found.published):
        whole = await _with_files(get, page, archive, tally)
        kept = _release(source, row, whole, answer).model_copy(update={"archive": archive.keep(answer)})
        tally.releases[kept.id] = kept


def _release(source: Source, row: Row, page: Page, answer: Answer) -> Release:
    return release(
        page,
        source_id=source.id,
        place=source.place,
        level=source.level,
        data=answer.saved.body,
        listed=row.date,
        fetched_at=datetime.now(UTC),
        is_sample=source.is_sample,
    )


async def _with_files(get: Get, page: Page, archive: Archive, tally: Tally) -> Page:
    """The page with its files read; a file that cannot be had is written into the tally and named by the release."""
    if not page.attachments:
        return page
    # Readers of Word, Excel and PDF take half a second to load: only sources with files pay for them.
    from crawlers.attachments import read_attachment
    from crawlers.full_text import with_attachments

    read = {}
    for file in page.attachments[:ATTACHMENT_LIMIT]:
        if site(file.url) != site(page.url):
            continue
        try:
            answer = check(await get(file.url), "a file")
        except Refused as refused:
            tally.failures.append(str(refused))
            continue
        archive.keep(answer)
        read[file.url] = read_attachment(answer.saved.body, _name(file), _media_type(answer))
    return with_attachments(page, read)


def _name(file: Attachment) -> str:
    return file.url.rpartition("/")[2].partition("?")[0] or file.name


def _media_type(answer: Answer) -> str:
    return next((value for name, value in answer.headers if name.lower() == "content-type"), "")


def in_window(rows: list[Row], source: Source, window: Window) -> list[Row]:
    """Rows to read: of this site, dated within the window or not at all, each page once."""
    home = site(source.homepage)
    kept: dict[str, Row] = {}
    for row in rows:
        if site(row.url) == home and (row.date is None or window.holds(row.date)):
            address = canonical(row.url)
            known = kept.get(address)
            kept[address] = row if known is None else replace(known, date=known.date or row.date)
    return list(kept.values())
