"""Reads the pages that a listing announces, with the files they point to, into releases."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from crawlers.address import canonical
from crawlers.archive.revisit import KeptGet
from crawlers.crawling.tally import Tally
from crawlers.fetching.answers import Answer, Refused, check, header, site
from crawlers.fetching.settings import ATTACHMENT_LIMIT
from crawlers.files.full_text import with_attachments
from crawlers.files.links import ending
from crawlers.files.loose import page_of_file
from crawlers.files.reading import AttachmentText, read_attachment
from crawlers.page import NotAnArticle, Page, doc_number, parse
from crawlers.platforms.reading import Fetch, Row
from crawlers.quarantine import judge
from crawlers.release import release
from crawlers.window import Window
from warehouse.models import Attachment, Release, Source


async def read(get: KeptGet, source: Source, row: Row, window: Window, tally: Tally) -> date | None:
    """One row's page or file: a release when it was published within the window, a failure when it cannot be read.

    One that is not its publisher's is set aside. Returns the day of publication.
    """
    try:
        answer = await get(Fetch(row.url))
        page = await _page(row, check(answer, "an article"))
    except (Refused, NotAnArticle) as error:
        tally.failures.append(str(error))
        return None
    found = _release(source, row, page, answer)
    may_be_told = found.published is None or window.holds(found.published)
    aside = judge(page, None if ending(row.url) else answer.saved, answer.place.record) if may_be_told else None
    if aside:
        tally.quarantined.append(aside)
    elif found.published is None:
        tally.failures.append(f"{row.url}: no day of publication; expected one on the page or beside its title")
    elif window.holds(found.published):
        whole = page if ending(row.url) else await _with_files(get, page, tally)
        provenance = {"fetched_at": answer.received, "archive": answer.place.record}
        made = found if whole is page else _release(source, row, whole, answer)
        tally.keep(made.model_copy(update=provenance), answer.saved)
    return found.published


async def one(source: Source, row: Row, answer: Answer) -> Release:
    """What a row's page or file says by itself, the page's files unread. Raises NotAnArticle."""
    return _release(source, row, await _page(row, answer), answer)


async def _page(row: Row, answer: Answer) -> Page:
    """What the page says, or the file when the row leads straight to one. Raises NotAnArticle."""
    address = canonical(row.url)
    if not ending(row.url):
        page = parse(answer.saved.body, address, http_encoding=answer.saved.encoding)
        # Some directories give the number in the list alone.
        return page.model_copy(update={"doc_number": page.doc_number or doc_number.of_label(row.doc_number)})
    text = await _text(answer)
    told = text.model_dump(include={"state", "reason", "media_type", "sha256", "size"})
    file = Attachment(url=address, name=row.title, **told)
    page = page_of_file(address, text, row.title)
    return page.model_copy(update={"title": row.title, "attachments": (file,)})


async def _text(answer: Answer) -> AttachmentText:
    """What could be read of a file; its reader may take long, and other answers come in meanwhile."""
    name = answer.saved.url.rpartition("/")[2].partition("?")[0]
    return await asyncio.to_thread(read_attachment, answer.saved.body, name, header(answer.headers, "content-type"))


def _release(source: Source, row: Row, page: Page, answer: Answer) -> Release:
    return release(
        page,
        source_id=source.id,
        place=source.place,
        level=source.level,
        data=answer.saved.body,
        listed=row.date,
        is_sample=source.is_sample,
    )


async def _with_files(get: KeptGet, page: Page, tally: Tally) -> Page:
    """The page with its files read; a file that was not had says why, and one that cannot be had is a failure too."""
    if not page.attachments:
        return page
    read: dict[str, AttachmentText] = {}
    files: list[Attachment] = []
    for number, file in enumerate(page.attachments):
        reason = _left(file, page, number)
        if not reason:
            try:
                read[file.url] = await _text(check(await get(Fetch(file.url)), "a file"))
            except Refused as refused:
                tally.failures.append(str(refused))
                reason = refused.cause
        files.append(file.model_copy(update={"reason": reason}))
    return with_attachments(page.model_copy(update={"attachments": tuple(files)}), read)


def _left(file: Attachment, page: Page, number: int) -> str:
    """Why a file is not asked for; nothing when it is."""
    if site(file.url) != site(page.url):
        return f"on another site: {site(file.url)}"
    return f"only the first {ATTACHMENT_LIMIT} files of a page are asked for" if number >= ATTACHMENT_LIMIT else ""


def in_window(rows: Iterable[Row], source: Source, window: Window) -> list[Row]:
    """Rows to read: of this site, dated within the window or not at all, each page once."""
    kept: dict[str, Row] = {}
    for row in rows:
        if is_own(row, source) and (row.date is None or window.holds(row.date)):
            address = canonical(row.url)
            known = kept.get(address)
            kept[address] = row if known is None else replace(known, date=known.date or row.date)
    return list(kept.values())


def is_own(row: Row, source: Source) -> bool:
    """True for a row that leads to a page of the source's own site; some bureaus keep their lists on an older one."""
    return site(row.url) in {site(source.homepage), *(site(listing.url) for listing in source.listings)}
