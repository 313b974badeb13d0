"""Whether as many rows and releases came as the site says it has, and as came in the months before."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from crawlers import window
from crawlers.fetching.answers import site
from crawlers.health.facts import Finding, History, Run
from crawlers.health.limits import limits


def rows(run: Run, history: History) -> Iterator[Finding]:
    """Far fewer rows than usual."""
    usual = median(one.rows for one in history.read) if history.read else 0
    found = len(run.rows)
    if run.is_whole and usual >= limits().fewest_rows and found < limits().rows_left * usual:
        yield Finding("rows", f"{found} rows; expected about {usual:g} as in {len(history.read)} earlier months")


def short(run: Run, history: History) -> Iterator[Finding]:
    """A listing that ends within the window although the site says, or a long list suggests, that there is more."""
    first = window.of_month(run.month).first
    for listing, found, told in run.listed:
        read, ends_early = len(found), all(row.date and row.date >= first for row in found)
        if told is not None and told < read:
            yield Finding("short", f"{listing.url}: {read} rows; expected no more than the {told} that the site tells")
        elif ends_early and told is not None and told > read:
            yield Finding("short", f"{listing.url}: {read} rows, all of the window; expected {told}", "degraded")
        elif ends_early and told is None and read >= limits().fewest_rows:
            yield Finding("short", f"{listing.url}: no page after {read} rows of the window; expected an older one")


def elsewhere(run: Run, history: History) -> Iterator[Finding]:
    """Rows of which none leads to the source's own site."""
    own = site(run.source.homepage)
    if run.rows and all(site(row.url) != own for row in run.rows):
        yield Finding("elsewhere", f"none of {len(run.rows)} rows leads to a page of {own}", "degraded")


def silent(run: Run, history: History) -> Iterator[Finding]:
    """Rows and no release, month after month, where there used to be some."""
    months = limits().silent_months
    before = history.read[-(months - 1) :]
    had_some = any(one.releases for one in history.coverage)
    if run.releases or not had_some or len(before) < months - 1 or any(one.releases for one in before):
        return
    if run.is_whole and run.rows:
        yield Finding("silent", f"{len(run.rows)} rows and no release, {months} months in a row")
