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
FIELDS = {
    "published": 14,
    "written": 14,
    "organisation": 24,
    "addressees": 20,
    "kind": 14,
    "keywords": 28,
    "number": 22,
    "target": 44,
    "due": 24,
    "parent": 32,
    "gloss": 32,
}
"""Fields of an item and the widths of their columns, in characters."""
BEFORE = {"long.number": 6, "long.section": 14, "long.mark": 16, "field.importance": 8, "long.heading": 48}
AFTER = {
    "long.lead": 60,
    "editor.summary_head": 40,
    "editor.note_head": 40,
    "long.changes": 40,
    "long.duties": 32,
    "field.why": 28,
    "long.title_zh": 44,
    "field.quotes": 60,
    "long.source": 20,
    "field.source": 44,
    "editor.merged": 44,
    "field.archive": 40,
    "field.state": 14,
    "field.id": 18,
    "long.points": 40,
}
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
    labels = {f"field.{key}": width for key, width in FIELDS.items()}
    _sheet(book, "items", BEFORE | labels | AFTER, edition, [_item(*pair, page) for pair in found])
    _sheet(book, "aims", NAMED | AIMS, edition, [row for _, item in found for row in _aims(item, page)])
    dates = sorted((row for _, item in found for row in _dates(item, page)), key=itemgetter(2, 0))
    _sheet(book, "dates", NAMED | DATES, edition, dates)
    _sheet(book, "readings", READINGS, edition, _readings(edition))
    return workbook.saved(book)


def _sheet(
    book: Workbook, name: str, columns: Mapping[str, float], edition: Edition, rows: Iterable[Sequence[Value]]
) -> None:
    """A sheet of columns by the key of their heads; addresses of originals are links."""
    lang = edition.lang
    mark = re.sub(r"[\[\]]", "", word(lang, "edition.sample")) if edition.is_sample else ""
    heads = [word(lang, key) for key in columns]
    sheet = workbook.add_sheet(book, mark + word(lang, f"sheet.{name}"), heads, list(columns.values()))
    workbook.add_rows(sheet, rows)
    if "field.source" in columns:
        workbook.link(sheet, list(columns).index("field.source") + 1)


def _item(section: Section, item: Item, page: Page) -> list[Value]:
    lang = page.lang
    values = {field.label: field.value for field in item.fields}
    return [
        page.numbers[item.entry_id],
        section.title.strip("【】[]"),
        item.mark,
        item.importance,
        item.heading,
        *(values.get(word(lang, f"field.{key}"), "") for key in FIELDS),
        "\n".join(item.lead),
        item.summary,
        item.note,
        "\n".join(item.changes),
        "\n".join(item.duties),
        item.why,
        item.title_zh,
        "\n".join(item.quotes),
        item.publisher,
        item.url,
        "\n".join(other.url for other in item.also),
        item.archive,
        page.state(item),
        item.entry_id,
        item.importance_reason,
    ]


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
