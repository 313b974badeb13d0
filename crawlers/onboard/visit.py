"""Loads an address as a crawl would and says what source it would make."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit

from crawlers import declared, platforms
from crawlers.fetching.answers import Answer, Get, Refused, check, site
from crawlers.live.look import Look, look
from crawlers.onboard import columns, owner
from crawlers.onboard.columns import Column
from crawlers.onboard.owner import Owner
from crawlers.platforms.reading import Fetch, Saved
from warehouse.models import Level, Listing, Source


@dataclass(frozen=True)
class Asked:
    """What the operator said beside the address."""

    url: str
    today: date
    platform: str = ""
    lists: str = ""
    place: str = ""
    level: Level | None = None
    id: str = ""
    name_ja: str = ""
    into: Source | None = None
    """The source that is to read this list too."""


@dataclass
class Seen:
    """What stood there."""

    source: Source | None = None
    """A source of this one listing; None when the address cannot be one."""
    owner: Owner | None = None
    look: Look | None = None
    columns: list[tuple[Column, Look]] = field(default_factory=list)
    """Candidates of a page that is no list itself, with what each gave."""
    refusal: str = ""
    state: str = ""
    is_unserved: bool = False
    """True for a sample host that nobody serves."""


def visit(asked: Asked, delay: float) -> Seen:
    """The address seen through the spider; it can be called once in a process."""
    from crawlers.fetching import spider

    seen = Seen()

    async def go(get: Get) -> None:
        try:
            await _visit(_once(get), asked, delay, seen)
        except Refused as refused:
            seen.state, seen.refusal = refused.state, str(refused)
            seen.is_unserved = refused.state == "error" and declared.is_example(asked.url)
        except owner.Unknown as unknown:
            seen.refusal = str(unknown)

    stopped = spider.run(_stranger(asked.url, delay), go)
    seen.refusal = seen.refusal or stopped
    return seen


async def _visit(get: Get, asked: Asked, delay: float, seen: Seen) -> None:
    answer = check(await get(Fetch(asked.url)), "a list of releases")
    page = answer.saved
    platform = asked.platform or platforms.detect(page.body, page.url)
    listing = Listing(url=asked.url, lists=asked.lists or columns.name_of(page))
    draft = _stranger(asked.url, delay).model_copy(update={"platform": platform, "listings": (listing,)})
    if not columns.HOME.fullmatch(urlsplit(asked.url).path):
        seen.look = await look(get, draft, listing, asked.today)
        seen.state, seen.refusal = seen.look.state, seen.look.reason
    if seen.look and seen.look.page.rows:
        seen.source = _joining(asked.into, draft) if asked.into else await _owned(get, asked, page, draft, seen)
        return
    for column in columns.of(page, platform):
        seen.columns.append(await _tried(get, column, draft, asked.today))


async def _owned(get: Get, asked: Asked, page: Saved, draft: Source, seen: Seen) -> Source:
    """The draft with its owner; a list that names none is asked for by the site's home page. Raises Unknown."""
    if not owner.meta(page, "SiteName") and not page.text.lstrip().startswith("<"):
        page = check(await get(Fetch(draft.homepage)), "a home page").saved
    seen.owner = found = owner.owner(page, place=asked.place, level=asked.level, id=asked.id, name_ja=asked.name_ja)
    names = {"name_zh": found.name_zh, "name_ja": found.name_ja, "name_en": found.name_en}
    return draft.model_copy(
        update=names | {"id": found.id, "level": found.level, "kind": found.kind, "place": found.place.code}
    )


def _joining(into: Source, draft: Source) -> Source:
    """The source that is there, with the draft's list alone. Raises Unknown."""
    if site(into.homepage) != site(draft.homepage):
        raise owner.Unknown(f"{draft.homepage} is not the site of {into.id} ({into.homepage}): give --id instead")
    return into.model_copy(update={"platform": draft.platform, "listings": draft.listings})


async def _tried(get: Get, column: Column, draft: Source, today: date) -> tuple[Column, Look]:
    """A candidate's first look; its family is told by its own page."""
    listing, platform = Listing(url=column.url, lists=column.name), column.platform
    try:
        page = check(await get(Fetch(column.url)), "a list of releases").saved
    except Refused as refused:
        seen = Look(listing)
        seen.fault(refused.state, str(refused))
        return column, seen
    platform = platform or platforms.detect(page.body, page.url)
    found = await look(get, draft.model_copy(update={"platform": platform}), listing, today)
    return replace(column, platform=platform), found


def _stranger(url: str, delay: float) -> Source:
    """A source of which only the address is known."""
    parts = urlsplit(url)
    return Source(
        id="new",
        level="city",
        kind="other",
        name_zh="",
        name_ja="",
        place="100000",
        platform="static_index",
        homepage=f"{parts.scheme}://{parts.netloc}/",
        listings=(Listing(url=url),),
        confidence="seen live",
        delay=delay,
        is_sample=declared.is_example(url),
    )


def _once(get: Get) -> Get:
    """The same, asking for no address twice."""
    known: dict[Fetch, Answer] = {}

    async def remembered(fetch: Fetch) -> Answer:
        if fetch not in known:
            known[fetch] = await get(fetch)
        return known[fetch]

    return remembered
