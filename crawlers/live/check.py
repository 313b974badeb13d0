"""Tries sources on their live sites: one process a source, several sites side by side, each asked politely."""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from crawlers.crawling.tally import CoverageState
from crawlers.fetching.answers import Get, site
from crawlers.live.look import Look, NextPage, look
from warehouse.models import Listing, Record, Source


class Checked(Record):
    """What the check of one listing found."""

    source_id: str
    number: int
    """Place among the source's listings, from 1."""
    url: str
    lists: str
    state: CoverageState | Literal["late"]
    reason: str = ""
    rows: int = 0
    dated: int = 0
    """Rows with a day."""
    newest: date | None = None
    next_page: NextPage = "none"
    article: str = ""
    """Address of the newest page of the source's own; what was read of it follows."""
    title: str = ""
    published: date | None = None
    characters: int = 0
    doc_number: str = ""
    files: int = 0


def here(source: Source, today: date, say: Callable[[str], None]) -> list[Checked]:
    """Check a source in this process, which can check no second one."""
    from crawlers.fetching import spider

    found: list[Checked] = []

    async def visit(get: Get) -> None:
        for number, listing in enumerate(source.listings, 1):
            say(f"{source.id}: listing {number} of {len(source.listings)}")
            found.append(_checked(source, number, await look(get, source, listing, today)))

    stopped = spider.run(source, visit)
    return found + _lost(source, found, stopped)


async def apart(
    sources: Sequence[Source], folder: Path, today: date, at_once: int, show: Callable[[list[Checked]], None]
) -> None:
    """Check every source in a process of its own: `at_once` sites together, each site by one process at a time."""
    slots = asyncio.Semaphore(at_once)
    turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def one(source: Source) -> list[Checked]:
        async with turns[site(source.homepage)], slots:
            found = await _child(source, folder, today)
            await asyncio.sleep(source.delay)
            return found

    for done in asyncio.as_completed([one(source) for source in sources]):
        show(await done)


async def _child(source: Source, folder: Path, today: date) -> list[Checked]:
    words = ["-m", "crawlers", "check", source.id, "--folder", str(folder), "--as-of", str(today), "--json"]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(sys.executable, *words, stdout=pipe, stderr=pipe)
    said, complained = await process.communicate()
    found = [Checked.model_validate_json(line) for line in said.decode().splitlines()]
    last = complained.decode(errors="replace").strip().rpartition("\n")[2]
    return found + _lost(source, found, f"its process ended with {process.returncode}: {last}")


def _lost(source: Source, found: list[Checked], reason: str) -> list[Checked]:
    """The listings that a check which ended midway did not come to."""
    return [
        Checked(source_id=source.id, number=number, url=one.url, lists=one.lists, state="error", reason=reason)
        for number, one in list(enumerate(source.listings, 1))[len(found) :]
    ]


def _checked(source: Source, number: int, seen: Look) -> Checked:
    listing: Listing = seen.listing
    found = Checked(
        source_id=source.id,
        number=number,
        url=listing.url,
        lists=listing.lists,
        state=seen.state,
        reason=seen.reason,
        rows=len(seen.page.rows),
        dated=sum(row.date is not None for row in seen.page.rows),
        newest=seen.newest,
        next_page=seen.next_page,
        article=seen.article.asked if seen.article else "",
    )
    return found.model_copy(update=_facts(seen))


def _facts(seen: Look) -> dict[str, object]:
    if not seen.release:
        return {}
    told: dict[str, object] = seen.release.model_dump(include={"title", "published", "doc_number"})
    return told | {"characters": len(seen.release.text), "files": len(seen.release.attachments)}
