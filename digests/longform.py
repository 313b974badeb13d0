"""The long form of an edition, as the real monthly was: about a page an item, nothing left out, no length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from digests import charts
from digests.charts import Chart
from digests.comparing import UNITS, goals
from digests.formats.text import Page, reader, stars, told
from digests.wording import day, issue, word
from warehouse.models import Aim, Edition, Item, Language, Section

HEAD = ("published", "written", "organisation", "addressees", "kind", "keywords", "number", "gloss")
RELATION = ("parent",)
WHOLE = {"target": "aims", "duty": "duties", "due": "dates"}
"""Fields of which a table or a list has all that they show, by the part of the item that has it."""
WIDTH = 17.0
"""Centimetres between the margins."""
AIMS = {"indicator": 4.2, "value": 3.2, "base": 1.8, "due": 2.6, "duty": 5.2}
"""Columns and their widths in centimetres."""
DATES = {"day": 3.0, "event": 3.2, "what": 6.6, "send_to": 4.2}
GOALS = (5.0, 3.6, 5.6, 2.8)
READINGS = {"source_name": 4.4, "place": 1.8, "reading": 3.6, "pages": 1.6, "releases": 1.5, "remark": 4.1}


@dataclass(frozen=True)
class Table:
    """Heads, widths in centimetres, rows of text."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Block:
    """A labelled part of an item: sentences, or a table."""

    label: str
    lines: tuple[str, ...] = ()
    table: Table | None = None
    chinese: bool = False


@dataclass(frozen=True)
class Paper:
    """One item."""

    label: str
    """The number that the reader sees, as it stands in front of the heading."""
    anchor: str
    """By which other places of the document point to it: letters and digits."""
    heading: str
    marks: str
    head: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    title_zh: str
    url: str
    foot: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Chapter:
    """A block of the edition."""

    title: str
    papers: tuple[Paper, ...] = ()
    lines: tuple[str, ...] = ()
    table: Table | None = None
    brief: bool = False
    """Its items take a few lines each."""
    chart: Chart | None = None
    """Drawn above the table, which says the same."""


@dataclass(frozen=True)
class LongForm:
    """All of an edition in the order of its pages."""

    lang: Language
    series: str
    issue: str
    reader: str
    subject: str
    sample: str
    """That all of it is invented, on the first page; the mark says so on every page. Both empty when it is not."""
    mark: str
    coverage: tuple[str, ...]
    headlines_title: str
    headlines: tuple[str, ...]
    chapters: tuple[Chapter, ...]


def longform(edition: Edition) -> LongForm:
    """The edition as pages hold it."""
    lang, named = edition.lang, {section.id: section for section in edition.sections}
    first = named.get("headlines", Section(id="headlines", title=""))
    page = Page(edition)
    return LongForm(
        lang=lang,
        series=word(lang, "edition.name"),
        issue=issue(lang, edition.month),
        reader=reader(edition),
        subject=edition.subject,
        mark=word(lang, "edition.sample") if edition.is_sample else "",
        sample=word(lang, "edition.sample_note") if edition.is_sample else "",
        coverage=named["coverage"].lines if "coverage" in named else (),
        headlines_title=first.title,
        headlines=(*(_headline(item, page) for item in first.items), *first.lines),
        chapters=tuple(_chapters(edition, page)),
    )


def _headline(item: Item, page: Page) -> str:
    ref = word(page.lang, "ref", n=page.numbers[item.entry_id])
    if item.lead:
        return word(page.lang, "headline", heading=item.heading, fact=item.lead[0], ref=ref)
    return word(page.lang, "headline_bare", heading=item.heading, ref=ref)


def _chapters(edition: Edition, page: Page) -> Iterator[Chapter]:
    for section in edition.sections:
        if section.id in ("headlines", "coverage"):
            continue
        if section.id == "deadlines":
            yield from _side_by_side(edition, page)
        title, lines, brief = section.title.strip("【】[]"), section.lines, section.id == "others"
        if section.id == "notes":
            yield _readings(edition)
            lines = tuple(_notes(lines, edition.lang))
        papers = tuple(_numbered(item, page, brief=brief) for item in section.items)
        yield Chapter(title, papers, lines, brief=brief)


def _side_by_side(edition: Edition, page: Page) -> Iterator[Chapter]:
    """What the places have set themselves for PM2.5, where two of them or more have."""
    lang = edition.lang
    found = [
        goal
        for section in edition.sections
        if section.place
        for item in section.items
        for goal in goals([item], section.place, lang, word(lang, "ref", n=page.numbers[item.entry_id]).strip())
    ]
    chart = charts.goals(found, word(lang, "chart.pm25"), UNITS[0], lang)
    if chart is not None:
        yield Chapter(word(lang, "chart.title"), table=Table(chart.heads, GOALS, chart.rows), chart=chart)


def _notes(lines: Sequence[str], lang: Language) -> Iterator[str]:
    """The mail's notes, but for those that point to the long form: this is it."""
    for line in lines:
        if line == word(lang, "notes.reasons"):
            yield word(lang, "long.reasons")
        elif line != word(lang, "notes.long_form"):
            yield line


def _readings(edition: Edition) -> Chapter:
    rows = [
        (r.name, r.place, r.state, f"{r.listings_read}/{r.listings}", str(r.releases), r.remark)
        for r in edition.readings
    ]
    return Chapter(word(edition.lang, "long.sources"), table=shown(rows, READINGS, edition.lang))


def _numbered(item: Item, page: Page, *, brief: bool) -> Paper:
    number = page.numbers[item.entry_id]
    return paper(item, word(page.lang, "ref", n=number), f"i{number}", page.state(item), page.lang, brief=brief)


def paper(item: Item, label: str, anchor: str, state: str, lang: Language, *, brief: bool = False) -> Paper:
    """The item; one that takes a few lines has its fields, titles and address."""
    marks = [item.mark, stars(item.importance), state]
    return Paper(
        label=label,
        anchor=anchor,
        heading=item.heading,
        marks="　".join(mark for mark in marks if mark),
        head=tuple(_fields(item, HEAD, lang)),
        blocks=tuple(_editors(item, lang) if brief else _blocks(item, lang)),
        title_zh=item.title_zh,
        url=item.url,
        foot=tuple((label, value) for label, value in _foot(item, state, lang) if value),
    )


def _editors(item: Item, lang: Language) -> Iterator[Block]:
    """What the editor says of it; under the name of who says it."""
    if said := (*told(item, lang, "summary"), *told(item, lang, "note")):
        yield Block(word(lang, "editor.editor"), said)


def _blocks(item: Item, lang: Language) -> Iterator[Block]:
    yield from _editors(item, lang)
    quotes = dict.fromkeys([*(aim.quote for aim in item.aims), *item.quotes])
    told_shortly = [key for key, part in WHOLE.items() if not getattr(item, part)]
    dates = [(day(lang, date.on), date.kind, date.what, date.address) for date in item.dates]
    colon = word(lang, "field.separator")
    rest = [f"{label}{colon}{value}" for label, value in _fields(item, told_shortly, lang)]
    relation = [f"{label}{colon}{value}" for label, value in _fields(item, RELATION, lang)]
    for block in (
        Block(word(lang, "long.outline"), (*item.lead, *rest)),
        Block(word(lang, "long.changes"), item.changes),
        Block(word(lang, "long.aims"), table=shown([_aim(aim, lang) for aim in item.aims], AIMS, lang)),
        Block(word(lang, "long.duties"), item.duties),
        Block(word(lang, "long.dates"), table=shown(dates, DATES, lang)),
        Block(word(lang, "long.relation"), tuple(relation)),
        Block(word(lang, "field.why"), (item.why,) if item.why else ()),
        Block(word(lang, "field.quotes"), tuple(quotes), chinese=True),
    ):
        if block.lines or block.table:
            yield block


def _fields(item: Item, keys: Iterable[str], lang: Language) -> Iterator[tuple[str, str]]:
    labels = {word(lang, f"field.{key}") for key in keys}
    yield from ((field.label, field.value) for field in item.fields if field.label in labels)


def _foot(item: Item, state: str, lang: Language) -> Iterator[tuple[str, str]]:
    """Where it comes from and how it was made."""
    yield word(lang, "long.source"), item.publisher
    for other in item.also:
        yield word(lang, "editor.merged"), word(lang, "editor.page", **other.model_dump(exclude={"entry_id"}))
    yield word(lang, "field.archive"), item.archive
    yield word(lang, "field.state"), state
    yield word(lang, "field.id"), item.entry_id
    reason = word(lang, "long.reason", reason=item.importance_reason) if item.importance_reason else ""
    yield word(lang, "field.importance"), f"{item.importance}{reason}"


def _aim(aim: Aim, lang: Language) -> tuple[str, ...]:
    value = word(lang, "long.nature", value=aim.value, nature=aim.nature) if aim.nature else aim.value
    return aim.indicator, value, aim.base, day(lang, aim.due) if aim.due else "", aim.duty


def shown(rows: Sequence[tuple[str, ...]], columns: dict[str, float], lang: Language) -> Table | None:
    """The rows below their heads, without columns in which nothing stands; no table where there are no rows."""
    if not rows:
        return None
    kept = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    heads, widths = list(columns), list(columns.values())
    wider = WIDTH / sum(widths[at] for at in kept)
    return Table(
        tuple(word(lang, f"long.{heads[at]}") for at in kept),
        tuple(round(widths[at] * wider, 2) for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
    )
