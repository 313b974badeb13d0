"""How a visit asks and keeps: listings always in full, lasting pages only when they changed since the kept copy."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from crawlers.archive.volume import BadArchive, Kept, load
from crawlers.archive.writing import Archive
from crawlers.fetching.answers import Get, header
from crawlers.platforms.reading import Fetch

KeptGet = Callable[[Fetch], Awaitable[Kept]]
CONDITIONS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
"""What a site said of its page, and how it is asked whether that still holds."""


@dataclass(frozen=True)
class Asking:
    """The two ways in which a visit asks."""

    listing: KeptGet
    lasting: KeptGet
    """For articles and files."""
    rank: Callable[[str], int]
    """Of an address: those of a lower one are asked first."""


def asking(get: Get, archive: Archive) -> Asking:
    """Both ways, everything kept in the archive. What they ask raises Refused when there is no answer."""

    async def listing(fetch: Fetch) -> Kept:
        return archive.keep(await archive.ask(get, fetch))

    async def lasting(fetch: Fetch) -> Kept:
        kept = _kept(archive, fetch)
        conditions = _conditions(kept) if kept else ()
        answer = await archive.ask(get, replace(fetch, headers=fetch.headers + conditions))
        if kept and conditions and answer.status == 304:
            return archive.keep_unchanged(kept, answer)
        return archive.keep(answer)

    def rank(url: str) -> int:
        # A run that ends at its limit goes on in the next one, where it would else ask for the same pages again.
        return int((url, ()) in archive.last)

    return Asking(listing, lasting, rank)


def _kept(archive: Archive, fetch: Fetch) -> Kept | None:
    """The good answer that the last run had, this month or the month before."""
    exchange, place = archive.last.get((fetch.url, fetch.form), (None, None))
    if exchange is None or place is None:
        return None
    try:
        kept = load(archive.data, place, exchange)
    except (FileNotFoundError, BadArchive):
        return None
    return kept if kept.status == 200 else None


def _conditions(kept: Kept) -> tuple[tuple[str, str], ...]:
    said = ((condition, header(kept.headers, name)) for name, condition in CONDITIONS.items())
    return tuple((condition, value) for condition, value in said if value)
