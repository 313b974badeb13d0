"""Gaps in the 文号 serials of a source's own series over the calendar year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from crawlers.health.facts import History, Run
from crawlers.health.limits import limits
from crawlers.page import doc_number
from crawlers.platforms.reading import Row
from warehouse.models import Release, Source

_NUMBER = re.compile(r"(.+)〔(\d{4})〕(\d{1,5})号")
_SITE = re.compile(r"(?:门户网站|门户|网站)?(?:（[^）]*）)?$")


def unseen(run: Run, history: History) -> list[str]:
    """Numbers between the first and the last seen of a series that no row and no release bears.

    A series counts when the source issues it, and when so much of it is seen that it is meant for the public.
    """
    releases = [*history.releases, *run.releases]
    year, seen = run.month[:4], dict[str, set[int]]()
    for number in [*(release.doc_number for release in releases), *map(_of_row, run.rows)]:
        found = _NUMBER.fullmatch(number)
        if found and found[2] == year:
            seen.setdefault(found[1], set()).add(int(found[3]))
    own = _own_series(releases, run.source)
    return [f"{series}〔{year}〕{n}号" for series in sorted(own & seen.keys()) for n in _gaps(seen[series])]


def _of_row(row: Row) -> str:
    return doc_number.of_label(row.doc_number) or doc_number.of_title(row.title)


def _gaps(serials: set[int]) -> Iterator[int]:
    span = range(min(serials), max(serials) + 1)
    if len(serials) >= limits().series_fewest and len(serials) >= limits().series_share * len(span):
        yield from (number for number in span if number not in serials)


def _own_series(releases: Iterable[Release], source: Source) -> set[str]:
    """Series of which most releases name the source as their issuer: the others are reprinted."""
    balance = Counter[str]()
    for release in releases:
        found = _NUMBER.fullmatch(release.doc_number)
        if found and release.issuers:
            balance[found[1]] += 1 if _is_issuer(release, source) else -1
    return {series for series, own in balance.items() if own > 0}


def _is_issuer(release: Release, source: Source) -> bool:
    name = _SITE.sub("", source.name_zh)
    return any(issuer in name or name in issuer for issuer in release.issuers if issuer)
