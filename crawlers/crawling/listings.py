"""Walks a listing page by page until it is older than the window."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from crawlers import platforms
from crawlers.crawling.no_rows import no_rows
from crawlers.crawling.tally import Tally
from crawlers.fetching.answers import Answer, Get, Refused, check
from crawlers.fetching.settings import PAGE_LIMIT
from crawlers.health.facts import Listed
from crawlers.platforms.reading import ListingPage, Row
from crawlers.window import Window
from warehouse.models import Listing

OwnDays = Callable[[Sequence[Row]], Awaitable[list[date]]]
"""Reads the pages that rows lead to and tells the days that these give themselves."""
EXPECTED = "a page of the listing"
PINNED_PAGES = 2
"""Pages wholly older than the window that old pinned rows may fill before the newest row."""
UNDATED_PAGES = 2
"""Pages read in a row when neither they nor the articles they lead to show a day."""


async def rows(get: Get, listing: Listing, platform: str, window: Window, tally: Tally, own_days: OwnDays) -> list[Row]:
    """The rows of a listing from its first page back to the first page that is wholly older than the window.

    Where a page shows no days its articles decide, so they are read at once. Raises Refused when the
    first page cannot be read; a later page that fails is written into the tally and ends the walk.
    """
    answer = check(await get(platforms.first(platform, listing)), EXPECTED)
    page = platforms.reader(platform)(answer.saved, listing)
    if not page.rows and not page.next:
        raise no_rows(answer)
    known: dict[str, Row] = {}
    walk = _Walk(window)
    total: int | None = None
    for number in range(1, PAGE_LIMIT + 1):
        fresh = _note(page, known, tally)
        total = total if page.total is None else page.total
        days = [row.date for row in fresh if row.date] or await own_days(fresh)
        tally.newest = max([*days, tally.newest or date.min]) if days else tally.newest
        if not page.next or (fresh and walk.ends_with(days)):
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
    tally.listed.append(Listed(listing, tuple(known.values()), total))
    return list(known.values())


@dataclass
class _Walk:
    """What the pages so far say of where the walk may end."""

    window: Window
    older: int = 0
    """Pages in a row that are wholly older than the window."""
    undated: int = 0
    """Pages in a row that say nothing of their days."""
    was_within: bool = False

    def ends_with(self, days: list[date]) -> bool:
        """True when no page after one with these days can hold a day of the window."""
        if not days:
            self.undated += 1
            return self.undated >= UNDATED_PAGES
        self.undated = 0
        is_older = max(days) < self.window.first
        self.older = self.older + 1 if is_older else 0
        self.was_within = self.was_within or not is_older
        return is_older and (self.was_within or self.older > PINNED_PAGES)


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


def _note(page: ListingPage, known: dict[str, Row], tally: Tally) -> list[Row]:
    """Count a page. Returns the rows that earlier ones had not: pinned ones may stand on every page."""
    fresh = {row.url: row for row in page.rows if row.url not in known}
    known |= fresh
    tally.rows += len(fresh)
    tally.pages_read += bool(page.rows)
    return list(fresh.values())
