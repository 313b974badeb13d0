"""Which of a page's dates is the day of publication, which that of writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crawlers import dates
from crawlers.lines import Line
from crawlers.metadata import Said
from crawlers.spaces import squeezed
from crawlers.survey import Survey

_METAS = ("pubdate", "firstpublishedtime", "publishdate", "article:published_time", "publishtime")
_NEAR = 8
_LONGEST_DATELINE = 100


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a page."""

    published: date | None
    basis: str
    written: date | None
    seen: dict[str, str]


def days(found: Survey, page: Sequence[Line], answers: Sequence[Said], url: str, signed: str, title: str) -> Days:
    """The information table is believed first, then what a reader sees, then meta tags."""
    seen: dict[str, str] = {}
    told = [(one, day) for one in answers if one.field in ("published", "written") and (day := dates.value(one.value))]
    for one, day in told:
        seen.setdefault(f"{'table' if one.table else 'visible'}:{one.label}", day.isoformat())
    published = _told(told, "published")
    visible = _below_headline(page, title)
    meta = _meta(found, dates.of_url(url))
    address = dates.of_url(url)
    written = next((day for one, day in told if one.field == "written"), None)
    for where, seen_day in (
        ("visible", visible),
        ("meta:PubDate", meta),
        ("url", address),
        ("signature", dates.find(signed)),
    ):
        if seen_day:
            seen[where] = seen_day.isoformat()
    believed = published or (visible, "visible") if published or visible else (meta, "meta") if meta else (None, "")
    return Days(believed[0], believed[1], written or dates.find(signed), seen)


def _told(told: Sequence[tuple[Said, date]], field: str) -> tuple[date, str] | None:
    """The day of the first label, those in tables before those in running text."""
    ordered = sorted(((one, day) for one, day in told if one.field == field), key=lambda pair: not pair[0].table)
    return next(((day, "table" if one.table else "visible") for one, day in ordered), None)


def _below_headline(page: Sequence[Line], title: str) -> date | None:
    """A date on a short line of its own beside the headline."""
    bare = squeezed(title)
    places = [at for at, line in enumerate(page) if bare and bare in squeezed(line.text) and not line.linked]
    for place in places:
        for line in page[place : place + _NEAR]:
            rest = squeezed(line.text).replace(bare, "")
            if len(rest) <= _LONGEST_DATELINE and (day := dates.find(rest)) and _is_dateline(rest):
                return day
    return None


def _is_dateline(text: str) -> bool:
    """Whether a line says little beside its date."""
    rest = dates.without(text)
    return not any(mark in rest for mark in "。；，《") and len(rest) <= 70


def _meta(found: Survey, address: date | None) -> date | None:
    """The day of the meta tags; of several, the one that the address agrees with, else the first."""
    values = [day for name in _METAS for text in found.metas.get(name, ()) if (day := dates.value(text))]
    return address if address in values else next(iter(values), None)
