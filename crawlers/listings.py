"""Walks a listing page by page until it is older than the window."""

from __future__ import annotations

from datetime import date

from crawlers import platforms
from crawlers.answers import Answer, Get, Refused, check, no_rows
from crawlers.platforms.reading import ListingPage, Row
from crawlers.settings import PAGE_LIMIT
from crawlers.tally import Tally
from crawlers.window import Window
from warehouse.models import Listing

EXPECTED = "a page of the listing"
PINNED_PAGES = 2
"""Pages that old pinned rows may fill before the newest row."""
PINNED_ROWS = 3
UNDATED_PAGES = 2
"""Pages read of a listing that shows no days."""


async def rows(get: Get, listing: Listing, platform: str, window: Window, tally: Tally) -> list[Row]:
    """The rows of a listing from its first page back to the window's first day.

    Raises Refused when the first page cannot be read; a later page that fails is written into the
    tally and ends the walk.
    """
    answer = check(await get(platforms.first(platform, listing)), EXPECTED)
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
    """The first of the addresses for the next page that reads and brings something new.

    When the pager says that there is one and none does, that is a loss and is written down.
    """
    came: list[str] = []
    for fetch in page.next:
        try:
            answer = check(await get(fetch), EXPECTED)
        except Refused as refused:
            came.append(str(refused))
            continue
        following = platforms.reader(platform)(answer.saved, listing)
        if any(row.url not in known for row in following.rows) or (following.next and not known):
            return answer, following
        came.append(f"{fetch.url}: no row that earlier pages had not; expected the next page")
    if any(fetch.certain for fetch in page.next):
        tally.failures += came
    return None


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
    if max(days) >= window.first:
        return days[-1] < window.first and _descends(days)
    return number > PINNED_PAGES or any(row.date and row.date >= window.first for row in known.values())


def _descends(days: list[date]) -> bool:
    """True when the newest stand first, but for a few pinned rows."""
    ordered = days[PINNED_ROWS:]
    return ordered == sorted(ordered, reverse=True)
