"""What is known when a run is judged: its own facts, and those of the earlier months of its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from crawlers import window
from crawlers.platforms.reading import Row
from warehouse.models import Coverage, Listing, Release, Source

Kind = Literal[
    "late", "old", "undated", "rows", "short", "elsewhere", "silent", "fields", "template", "numbers", "kept"
]


class Listed(NamedTuple):
    """A listing that was read."""

    listing: Listing
    rows: tuple[Row, ...]
    total: int | None = None
    """Rows that the site says it has."""

    def until(self, day: date) -> tuple[Row, ...]:
        """The rows that are not of later days."""
        return tuple(row for row in self.rows if row.date is None or row.date <= day)


class Finding(NamedTuple):
    """Something that a person should look at."""

    kind: Kind
    said: str
    """Place, what came, what was expected."""
    state: Literal["", "late", "degraded"] = ""
    """What it makes of a source of which everything was read."""

    def __str__(self) -> str:
        return f"{self.kind}: {self.said}"


@dataclass(frozen=True)
class Run:
    """What one run read of one source."""

    source: Source
    month: str
    day: date
    """Day of the crawl in Shanghai; after the month's end it decides nothing."""
    listed: tuple[Listed, ...] = ()
    releases: tuple[Release, ...] = ()
    skeleton: str = ""
    is_whole: bool = True
    """All listings and all articles were read."""

    @property
    def until(self) -> date:
        """The last day that the run could see: the month's last, or its own while the month goes on.

        Rows that came later are left out, so that a month read again much later is judged as it was.
        """
        return min(window.of_month(self.month).last, self.day)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all listings up to that day."""
        return tuple(row for one in self.listed for row in one.until(self.until))


@dataclass(frozen=True)
class History:
    """What runs of earlier months wrote of the same source."""

    coverage: tuple[Coverage, ...] = ()
    """The oldest first."""
    releases: tuple[Release, ...] = ()
    """Of the earlier months of the same calendar year."""

    @property
    def read(self) -> tuple[Coverage, ...]:
        """The months of which everything was read."""
        return tuple(one for one in self.coverage if one.state in ("ok", "late"))
