"""The edition as a workbook: items, targets, dates and sources as tables to sort and filter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from openpyxl import Workbook

from digests import workbook
from digests.formats.text import Page
from digests.wording import word
from digests.workbook import Value
from warehouse.models import Edition, Item, Section

suffix = ".xlsx"
ITEMS = {
    "long.number": 6,
    "long.section": 14,
    "long.mark": 14,
    "field.importance": 8,
    "long.heading": 44,
    "field.published": 15,
    "field.kind": 16,
    "long.lead": 58,
    "field.due": 24,
    "field.organisation": 24,
    "field.addressees": 20,
    "field.keywords": 28,
    "field.number": 22,
    "field.written": 15,
    "field.target": 44,
    "editor.summary_head": 40,
    "editor.note_head": 40,
    "long.changes": 40,
    "long.duties": 32,
    "field.parent": 32,
    "field.why": 28,
    "long.title_zh": 44,
    "field.gloss": 32,
    "field.quotes": 60,
    "long.source": 20,
    "field.source": 44,
    "editor.merged": 44,
    "field.archive": 40,
    "field.state": 16,
    "field.id": 18,
    "long.points": 40,
}
"""Columns and their widths in characters."""
PRINTED = {"items": 9, "aims": 10}
"""How many of a sheet's columns go on paper: what and when; the rest is for the screen."""
NAMED = {"long.number": 6, "long.heading": 44}
AIMS = {
    "long.indicator": 30,
    "long.value": 22,
    "long.amount": 10,
    "long.unit": 12,
    "long.base": 12,
    "long.due": 12,
    "long.kind": 10,
    "long.duty": 34,
    "long.quote": 60,
    "field.source": 44,
}
DATES = {"long.day": 12, "long.event": 16, "long.what": 44, "long.send_to": 28, "field.source": 44}
READINGS = {
    "long.source_name": 34,
    "long.place": 14,
    "long.reading": 34,
    "long.pages_read": 10,
    "long.pages_all": 10,
    "long.releases": 12,
    "long.remark": 50,
    "long.source_id": 22,
}


def render(edition: Edition) -> bytes:
    """The workbook; the same edition gives the same bytes."""
    book = workbook.new(edition.subject)
    page = Page(edition)
    found = [(section, item) for section in edition.sections if section.id != "headlines" for item in section.items]
    _sheet(book, "items", ITEMS, edition, [_item(*pair, page) for pair in found])
    _sheet(book, "aims", NAMED | AIMS, edition, [row for _, item in found for row in _aims(item, page)])
    dates = sorted((row for _, item in found for row in _dates(item, page)), key=itemgetter(2, 0))
    _sheet(book, "dates", NAMED | DATES, edition, dates)
    _sheet(book, "readings", READINGS, edition, _readings(edition))
    return workbook.saved(book)


def _sheet(
    book: Workbook,
    name: str,
    columns: Mapping[str, float],
    edition: Edition,
    rows: Iterable[Sequence[Value]],
) -> None:
    """A sheet of columns by the key of their heads; addresses of originals are links."""
    lang = edition.lang
    mark = re.sub(r"[\[\]]", "", word(lang, "edition.sample")) if edition.is_sample else ""
    heads = [word(lang, key) for key in columns]
    title, widths = mark + word(lang, f"sheet.{name}"), list(columns.values())
    sheet = workbook.add_sheet(book, title, heads, widths, edition.subject)
    workbook.add_rows(sheet, rows)
    if name in PRINTED:
        workbook.print_columns(sheet, PRINTED[name])
    if "field.source" in columns:
        workbook.link(sheet, list(columns).index("field.source") + 1)


def _item(section: Section, item: Item, page: Page) -> list[Value]:
    lang = page.lang
    labels = {word(lang, key): key for key in ITEMS if key.startswith("field.")}
    values: dict[str, Value] = {labels[f.label]: f.value for f in item.fields if f.label in labels}
    values |= {
        "long.number": page.numbers[item.entry_id],
        "long.section": section.title.strip("【】[]"),
        "long.mark": item.mark,
        "field.importance": item.importance,
        "long.heading": item.heading,
        "long.lead": "\n".join(item.lead),
        "editor.summary_head": item.summary,
        "editor.note_head": item.note,
        "long.changes": "\n".join(item.changes),
        "long.duties": "\n".join(item.duties),
        "field.why": item.why,
        "long.title_zh": item.title_zh,
        "field.quotes": "\n".join(item.quotes),
        "long.source": item.publisher,
        "field.source": item.url,
        "editor.merged": "\n".join(other.url for other in item.also),
        "field.archive": item.archive,
        "field.state": page.state(item),
        "field.id": item.entry_id,
        "long.points": item.importance_reason,
    }
    return [values.get(key, "") for key in ITEMS]


def _aims(item: Item, page: Page) -> Iterator[list[Value]]:
    for aim in item.aims:
        told = (aim.indicator, aim.value, aim.amount, aim.unit, aim.base, aim.due, aim.nature, aim.duty, aim.quote)
        yield [page.numbers[item.entry_id], item.heading, *told, item.url]


def _dates(item: Item, page: Page) -> Iterator[Sequence[Any]]:
    for date in item.dates:
        yield [page.numbers[item.entry_id], item.heading, date.on, date.kind, date.what, date.address, item.url]


def _readings(edition: Edition) -> Iterator[list[Value]]:
    for r in edition.readings:
        yield [r.name, r.place, r.state, r.listings_read, r.listings, r.releases, r.remark, r.source_id]
