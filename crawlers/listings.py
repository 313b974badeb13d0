"""Walks a listing page by page until it is older than the window."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from crawlers import platforms
from crawlers.answers import Answer, Refused, check, no_rows
from crawlers.platforms.reading import Fetch, ListingPage, Row
from crawlers.settings import PAGE_LIMIT
from crawlers.tally import Tally
from crawlers.window import Window
from warehouse.models import Listing

Get = Callable[[str], Awaitable[Answer]]
EXPECTED = "a page of the listing"
PINNED_PAGES = 2
"""Pages that old pinned rows may fill before the newest row."""
UNDATED_PAGES = 2
"""Pages read of a listing that shows no days."""


async def rows(get: Get, listing: Listing, platform: str, window: Window, tally: Tally) -> list[Row]:
    """The rows of a listing from its first page back to the window's first day.

    Raises Refused when the first page cannot be read; a later page that fails is written into the
    tally and ends the walk.
    """
    answer = check(await get(listing.url), EXPECTED)
    page = platforms.reader(platform)(answer.saved, listing)
    if not page.rows and not page.next:
        raise no_rows(answer)
    known: dict[str, Row] = {}
    for number in range(1, PAGE_LIMIT + 1):
        _note(page, known, tally)
        if _is_enough(page, number, known, window) or not page.next:
            break
        if number == PAGE_LIMIT:
            tally.failures.append(f"{answer.asked}: page {number} still within the window; expected an older one")
            break
        following = await _next(get, page, listing, platform, known, tally)
        if following is None:
            break
        answer, page = following
    if not known:
        raise no_rows(answer)
    return list(known.values())


async def _next(
    get: Get, page: ListingPage, listing: Listing, platform: str, known: dict[str, Row], tally: Tally
) -> tuple[Answer, ListingPage] | None:
    """The first of the addresses for the next page that reads and brings something new."""
    for fetch in page.next:
        read = await _try(get, fetch, listing, platform, tally)
        if read and (not known or any(row.url not in known for row in read[1].rows)):
            return read
    return None


async def _try(
    get: Get, fetch: Fetch, listing: Listing, platform: str, tally: Tally
) -> tuple[Answer, ListingPage] | None:
    try:
        answer = check(await get(fetch.url), EXPECTED)
        page = platforms.reader(platform)(answer.saved, listing)
        if not page.rows and fetch.certain:
            raise no_rows(answer)
    except Refused as refused:
        if fetch.certain:
            tally.failures.append(str(refused))
        return None
    return answer, page


def _note(page: ListingPage, known: dict[str, Row], tally: Tally) -> None:
    fresh = {row.url: row for row in page.rows if row.url not in known}
    known |= fresh
    tally.rows += len(fresh)
    tally.pages_read += bool(page.rows)
    days = [row.date for row in page.rows if row.date]
    tally.newest = max([*days, tally.newest or date.min]) if days else tally.newest


def _is_enough(page: ListingPage, number: int, known: dict[str, Row], window: Window) -> bool:
    """True when no further page can hold a day of the window."""
    if not page.rows:
        return False
    days = [row.date for row in page.rows if row.date]
    if not days:
        return number >= UNDATED_PAGES
    is_old = max(days) < window.first
    seen_newer = any(row.date and row.date >= window.first for row in known.values())
    return is_old and (seen_newer or number > PINNED_PAGES)
