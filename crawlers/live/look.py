"""One listing looked at as an operator would: its rows, its next page, its newest article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from crawlers import platforms
from crawlers.crawling import articles
from crawlers.crawling.no_rows import no_rows
from crawlers.crawling.tally import CoverageState
from crawlers.fetching.answers import Answer, Get, Refused, check
from crawlers.files.links import ending
from crawlers.page import NotAnArticle
from crawlers.platforms.reading import Fetch, ListingPage, Row
from warehouse.models import Listing, Release, Source

NextPage = Literal["differs", "same", "none", "failed"]
STEPS = 3
"""Answers that a family may need before the first rows: a start page, then its service."""


@dataclass
class Look:
    """What was met; the first thing that went wrong gives state and reason."""

    listing: Listing
    answers: list[Answer] = field(default_factory=list)
    """From the first request to the one with rows."""
    page: ListingPage = field(default_factory=lambda: ListingPage(()))
    next_page: NextPage = "none"
    """`none`: the pager says that there is no second one, or nothing says so."""
    article: Answer | None = None
    release: Release | None = None
    state: CoverageState | Literal["late"] = "ok"
    reason: str = ""

    @property
    def newest(self) -> date | None:
        """Newest day of its rows."""
        return max((row.date for row in self.page.rows if row.date), default=None)

    def fault(self, state: CoverageState | Literal["late"], reason: str) -> None:
        """Note what is wrong; the first fault names the state, and none is lost."""
        self.state = state if self.state == "ok" else self.state
        self.reason = "; ".join(filter(None, (self.reason, reason)))


async def look(get: Get, source: Source, listing: Listing, today: date) -> Look:
    """The listing as it stands on a day, whatever it answers."""
    seen = Look(listing)
    try:
        await _first_page(get, source, seen)
    except Refused as refused:
        seen.fault(refused.state, str(refused))
        return seen
    await _next_page(get, source, seen)
    await _article(get, source, seen)
    if seen.newest and seen.newest < today - timedelta(days=source.quiet_after):
        seen.fault("late", f"{listing.url}: newest row {seen.newest}; expected one within {source.quiet_after} days")
    return seen


async def _first_page(get: Get, source: Source, seen: Look) -> None:
    """The first page with rows. Raises Refused."""
    family = seen.listing.platform or source.platform
    wanted: tuple[Fetch, ...] = (platforms.first(family, seen.listing),)
    for _ in range(STEPS):
        seen.answers.append(await get(wanted[0]))
        answer = check(seen.answers[-1], "a listing")
        seen.page = platforms.reader(family)(answer.saved, seen.listing)
        wanted = seen.page.next
        if seen.page.rows or not wanted:
            break
    if not seen.page.rows:
        raise no_rows(seen.answers[-1])


async def _next_page(get: Get, source: Source, seen: Look) -> None:
    """Whether the next page can be had and brings other rows; addresses that are only guessed may fail."""
    came: list[str] = []
    known = {row.url for row in seen.page.rows}
    for fetch in seen.page.next:
        try:
            answer = check(await get(fetch), "the next page")
        except Refused as refused:
            came.append(str(refused))
            seen.next_page = "failed" if fetch.certain else seen.next_page
            continue
        page = platforms.reader(seen.listing.platform or source.platform)(answer.saved, seen.listing)
        if any(row.url not in known for row in page.rows):
            seen.next_page = "differs"
            return
        came.append(f"{fetch.url}: no row that page 1 had not; expected the next page")
        seen.next_page = "same" if fetch.certain else seen.next_page
    if seen.next_page != "none":
        seen.fault("degraded", "; ".join(came))


async def _article(get: Get, source: Source, seen: Look) -> None:
    """The newest row of the source's own site, read to its facts."""
    row = newest_own(seen.page.rows, source)
    if row is None:
        seen.fault("parser_gap", f"{seen.listing.url}: every row leads to another site; expected pages of its own")
        return
    try:
        seen.article = await get(Fetch(row.url))
        seen.release = await articles.one(source, row, check(seen.article, "an article"))
    except Refused as refused:
        seen.fault(refused.state, str(refused))
    except NotAnArticle as refusal:
        seen.fault("parser_gap", str(refusal))
    else:
        _check_release(seen, seen.release)


def _check_release(seen: Look, release: Release) -> None:
    missing = [] if release.title else ["title"]
    missing += [] if release.published else ["day of publication"]
    if not release.blocks and not release.attachments and not ending(release.url):
        missing.append("body or file")
    if missing:
        seen.fault("degraded", f"{release.url}: no {', no '.join(missing)}; expected an article's facts")


def newest_own(rows: tuple[Row, ...], source: Source) -> Row | None:
    """The row to try: of this site, newest first, as listed where days are equal or missing."""
    own = [row for row in rows if articles.is_own(row, source)]
    return max(own, key=lambda row: row.date or date.min, default=None)
