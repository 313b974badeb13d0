"""Dates that oblige or matter, as a page and as a file for calendars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from digests.site.book import Book, Due
from digests.site.pages import Site
from digests.wording import word
from warehouse.models import Language

LANG: Language = "ja"


def write(site: Site, book: Book) -> None:
    """Write the page, and the file with every date that is still to come."""
    dues = book.open_dues(book.rows)
    past = [due for due in book.dues(book.rows) if due.event.on < book.today][-60:]
    site.page("calendar/index.html", "calendar.html", "calendar", dues=dues, past=past[::-1], today=book.today)
    site.folder.put("calendar/aozora.ics", ics(dues))


def ics(dues: Sequence[Due]) -> bytes:
    """The dates as all-day events, each with the id that it keeps."""
    made = Calendar()
    made.add("prodid", "-//aozora//calendar//JA")
    made.add("version", "2.0")
    made.add("x-wr-calname", word(LANG, "edition.name"))
    for event_id, due in {due.event.id: due for due in dues}.items():
        one = Event()
        one.add("uid", f"{event_id}@aozora")
        one.add("summary", f"【{due.kind}】{due.row.place_ja}：{due.row.title}")
        one.add("dtstart", due.event.on)
        one.add("dtend", due.event.on + timedelta(days=1))
        one.add("dtstamp", datetime.combine(due.row.day or due.event.on, time(), UTC))
        one.add("description", "\n".join(filter(None, (due.row.title_zh, due.row.number, due.row.url))))
        if due.row.draft:
            one.add("status", "TENTATIVE")
        made.add_component(one)
    return bytes(made.to_ical())
