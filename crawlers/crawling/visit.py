"""What is read of a source for a month: its listings, then the articles and files that they announce."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date

from crawlers import window
from crawlers.address import canonical
from crawlers.archive.revisit import Asking
from crawlers.crawling import articles, listings
from crawlers.crawling.tally import Tally
from crawlers.fetching.answers import Refused
from crawlers.platforms.reading import Row
from warehouse.models import Source

PROGRESS_STEP = 10
"""Articles between two lines of progress."""


async def visit(ask: Asking, source: Source, month: str, tally: Tally) -> None:
    """Read a source as far as the month needs, into the tally."""
    days = window.of_month(month)
    rows: list[Row] = []

    async def read(found: Sequence[Row]) -> list[date]:
        """Read the pages that rows lead to, each once. Returns the days that they give."""
        wanted = {canonical(row.url): row for row in articles.in_window(found, source, days)}
        unread = (address for address in wanted if address not in tally.days)
        fresh = sorted(unread, key=lambda address: ask.rank(wanted[address].url))
        for number, address in enumerate(fresh):
            if number % PROGRESS_STEP == 0:
                _say(f"{source.id}: article {number + 1} of {len(fresh)}")
            tally.days[address] = await articles.read(ask.lasting, source, wanted[address], days, tally)
        return [day for address in wanted if (day := tally.days[address])]

    for number, listing in enumerate(source.listings, 1):
        _say(f"{source.id}: listing {number} of {len(source.listings)}")
        try:
            rows += await listings.rows(ask.listing, listing, listing.platform or source.platform, days, tally, read)
        except Refused as refused:
            tally.refused.append(refused)
    if elsewhere := sum(not articles.is_own(row, source) for row in rows):
        _say(f"{source.id}: {elsewhere} rows lead to other sites and are left to those")
    await read(rows)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
