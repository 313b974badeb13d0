"""Whether a source, and each of its listings, has had something new as lately as is usual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from crawlers.health.facts import Finding, History, Run
from crawlers.health.limits import limits
from warehouse.models import Listing

# A column of one year ends with it; the next one has another address.
_YEAR = re.compile(r"/((?:19|20)\d{2})(?:年|nian)?/|((?:19|20)\d{2})年")


def late(run: Run, history: History) -> Iterator[Finding]:
    """The source when its newest row or article is too old; a listing of it when the source is not."""
    newest = _newest(run)
    patience = run.source.quiet_after
    if newest is None:
        yield Finding("undated", f"none of {len(run.rows)} rows and no article bears a day up to {run.until}")
    elif (run.until - newest).days > patience:
        yield Finding("late", f"{run.source.homepage}: {_said(run, newest, patience)}", "late")
    else:
        yield from _old_listings(run)


def _newest(run: Run) -> date | None:
    days = [row.date for row in run.rows if row.date]
    days += [release.published for release in run.releases if release.published]
    return max((day for day in days if day <= run.until), default=None)


def _old_listings(run: Run) -> Iterator[Finding]:
    for one in run.listed:
        days = [row.date for row in one.until(run.until) if row.date]
        patience = run.source.quiet_after * (1 if _is_of_past_year(one.listing, run) else limits().listing_patience)
        if days and (run.until - max(days)).days > patience:
            yield Finding("old", f"{one.listing.url}: {_said(run, max(days), patience)}")


def _is_of_past_year(listing: Listing, run: Run) -> bool:
    years = [year for found in _YEAR.findall(f"{listing.url} {listing.lists}") for year in found if year]
    return bool(years) and max(years) < run.month[:4]


def _said(run: Run, newest: date, patience: int) -> str:
    return f"newest {newest}, {(run.until - newest).days} days before {run.until}; expected one within {patience}"
