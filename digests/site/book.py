"""All that the pages which list and count are made of, once every document has its own page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from digests import naming
from digests.charts import Chart, Goal, goals
from digests.comparing import goals as goals_of
from digests.site.content import Content
from digests.site.rows import Row
from digests.wording import word
from warehouse import reference
from warehouse.models import Activity, Answer, Edition, Event, Item, Language
from warehouse.reference import Partnership

LANG: Language = "ja"
COUNTRY = "100000"


class Due(NamedTuple):
    """A date, with the document that names it."""

    event: Event
    row: Row

    @property
    def kind(self) -> str:
        """What the date is, in words."""
        return word(LANG, f"due.{self.event.kind}")


@dataclass(frozen=True)
class Book:
    """The rows of all documents, the latest first, and what was published beside them."""

    content: Content
    rows: Sequence[Row]

    @cached_property
    def by_id(self) -> Mapping[str, Row]:
        """Rows by document."""
        return {row.id: row for row in self.rows}

    @cached_property
    def by_item(self) -> Mapping[str, Row]:
        """Rows by the items that told them."""
        return {told: row for row in self.rows for told in row.told}

    @cached_property
    def by_place(self) -> Mapping[str, list[Row]]:
        """Rows by the places that they concern."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            for place in row.concerned:
                found[place].append(row)
        return found

    @cached_property
    def by_theme(self) -> Mapping[str, list[Row]]:
        """Rows by theme."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            for theme in row.themes:
                found[theme].append(row)
        return found

    @cached_property
    def common(self) -> Sequence[Edition]:
        """The common editions, the latest first."""
        return [edition for edition in self.content.editions if edition.municipality == "common"]

    @property
    def latest(self) -> Edition | None:
        """This month's."""
        return self.common[0] if self.common else None

    @property
    def today(self) -> date:
        """The first day after the latest approved month: what decides what is open."""
        if self.latest is None:
            return date(1970, 1, 1)
        year, month = map(int, self.latest.month.split("-"))
        return date(year + month // 12, month % 12 + 1, 1)

    @cached_property
    def places(self) -> Sequence[str]:
        """Places that have a page: partners, and where a document, an answer, a source or a record is from, by code."""
        partners = {partnership.place for partnership in reference.partnerships()}
        named = {place for one in self.content.activities for place in one.places}
        asked = {one.place for one in [*self.content.answers]} | {one.place for one in self.content.sources}
        return sorted({COUNTRY, *partners, *named, *asked, *(row.place for row in self.rows)})

    @cached_property
    def standing(self) -> frozenset[str]:
        """Documents that no final text has come after."""
        later = {row.previous for row in self.rows if row.previous}
        return frozenset(row.id for row in self.rows if not (row.draft and row.version in later))

    def dues(self, rows: Iterable[Row]) -> list[Due]:
        """The dates of these documents in their order, each kind of a day once; a draft gives way to its final text."""
        found = {
            (event.on, row.id, event.kind): Due(event, row)
            for row in rows
            if row.id in self.standing
            for event in row.events
        }
        return [found[key] for key in sorted(found)]

    def open_dues(self, rows: Iterable[Row]) -> list[Due]:
        """Those that are still to come."""
        return [due for due in self.dues(rows) if due.event.on >= self.today]

    def items(self, place: str) -> list[Item]:
        """What the latest edition tells under a partner place."""
        if self.latest is None:
            return []
        return [item for section in self.latest.sections if section.place == place for item in section.items]

    def pressing(self, rows: Iterable[Row]) -> list[Due]:
        """Those to come that somebody must act on: no milestones of plans."""
        return [due for due in self.open_dues(rows) if due.event.kind != "milestone"]

    def lines(self, place: str) -> list[str]:
        """What it says of the place's sources."""
        if self.latest is None:
            return []
        return [line for section in self.latest.sections if section.place == place for line in section.lines]

    def answers(self, place: str) -> list[Answer]:
        """How a place stands to the plans that are followed."""
        return [answer for answer in self.content.answers if answer.place == place]

    def activities(self, partnership: Partnership) -> list[Activity]:
        """What was done with a partner place, the latest first."""
        found = [
            one
            for one in self.content.activities
            if partnership.id in one.partnerships or (not one.partnerships and partnership.place in one.places)
        ]
        return sorted(found, key=when, reverse=True)

    def chart(self, places: Sequence[str]) -> Chart | None:
        """PM2.5 levels that places set themselves, side by side; None where there are not two."""
        return goals(list(self._goals(places)), word(LANG, "chart.pm25"), "µg/m³", LANG)

    def _goals(self, places: Sequence[str]) -> Iterator[Goal]:
        for place in places:
            for row in self.by_place.get(place, ()):
                if row.place == place and row.aims:
                    said = Item(entry_id=row.id, mark=row.mark, heading="", title_zh="", title_state="template", url="")
                    yield from goals_of([said.model_copy(update={"aims": row.aims})], place, LANG, row.number)


def when(activity: Activity) -> str:
    """What activities are ordered by."""
    day = activity.held_from or activity.planned_from
    if day:
        return day.isoformat()
    return activity.month or (f"{activity.fiscal_year}-04" if activity.fiscal_year else "")


def pairs() -> list[Partnership]:
    """Partnerships of a municipality, in the order of the file."""
    return [one for one in reference.partnerships() if one.municipality]


def line_of(place: str) -> list[str]:
    """A place with what stands above it: city, province, country."""
    return [one.code for one in reference.ancestors(place)]


def name(place: str) -> str:
    """A place in words."""
    return naming.place(place, LANG)
