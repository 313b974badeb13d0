"""What a source file may say beyond its form: known places, platforms, options, hosts and evidence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from crawlers import platforms
from warehouse import reference
from warehouse.models import Listing, Source

NAME = re.compile(r"[a-z][a-z0-9_]*")
LEVELS = {"central": ("country",), "province": ("province",), "city": ("city", "county")}


def faults(source: Source, evidence: Collection[str]) -> Iterator[str]:
    """What is wrong with a source, each with its key and what was expected."""
    if not NAME.fullmatch(source.id):
        yield f"id: {source.id!r}; expected lower-case letters, digits and underscores"
    yield from _of_place(source)
    yield from _of_platform("platform", source.platform)
    yield from _of_address("homepage", source.homepage)
    if not source.listings:
        yield "listings: expected at least one"
    for number, listing in enumerate(source.listings):
        yield from _of_listing(f"listings.{number}", listing, source)
    for key in source.evidence:
        if key not in evidence:
            yield f"evidence: {key!r} is not explained in evidence.yml"


def is_example(address: str) -> bool:
    """Hosts below `.example` are reserved for what is not real (RFC 2606)."""
    return (urlsplit(address).hostname or "").endswith(".example")


def _of_place(source: Source) -> Iterator[str]:
    place = reference.places().get(source.place)
    if place is None:
        yield f"place: {source.place!r} is not in warehouse/reference/places.csv"
    elif place.level not in LEVELS[source.level]:
        yield f"place: {source.place!r} is a {place.level}; expected one of the level {source.level}"


def _of_platform(key: str, platform: str) -> Iterator[str]:
    if platform not in platforms.names():
        yield f"{key}: {platform!r} is none of {', '.join(sorted(platforms.names()))}"


def _of_address(key: str, address: str) -> Iterator[str]:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not (parts.hostname or "").endswith((".gov.cn", ".example")):
        yield f"{key}: {address!r}; expected http or https on an official host (….gov.cn)"


def _of_listing(key: str, listing: Listing, source: Source) -> Iterator[str]:
    yield from _of_address(f"{key}.url", listing.url)
    if listing.platform:
        yield from _of_platform(f"{key}.platform", listing.platform)
    platform = listing.platform or source.platform
    known = platforms.options(platform) if platform in platforms.names() else frozenset()
    for name in sorted(listing.options.keys() - known):
        yield f"{key}.options.{name}: {platform} knows {', '.join(sorted(known)) or 'no options'}"
