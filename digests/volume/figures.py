"""The figures of a year: what was told, of whom and of what, what was translated, and what could be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from digests import charts, naming
from digests.charts import Chart
from digests.comparing import UNITS, goals
from digests.longform import Table
from digests.volume.chapters import LEVELS
from digests.volume.year import LANG, FullTranslation, Line, Year, approved, months
from digests.wording import day, issue, word
from warehouse import reference
from warehouse.models import Reading
from warehouse.reference.states import STATES, state_label

WIDTH = 17.0
JAPAN = ZoneInfo("Asia/Tokyo")
MONTH_WIDTH = 1.02


@dataclass(frozen=True)
class Figure:
    """A part of the figures: a picture with its table, or a table alone."""

    title: str
    chart: Chart | None = None
    table: Table | None = None
    lines: tuple[str, ...] = ()


def figures(year: Year, lines: Sequence[Line]) -> Iterator[Figure]:
    """All of them, in the order of the pages."""
    yield _by_month(year, lines)
    yield _by_place(lines)
    yield _by_theme(lines)
    yield _targets(lines)
    yield _titles(year, lines)
    yield _full(year.translations)
    yield from _corrections(year)
    yield _coverage(year)


def _by_month(year: Year, lines: Sequence[Line]) -> Figure:
    told = Counter((line.told.level, line.told.month) for line in lines)
    there = {issue.month for issue in year.issues if issue.edition is not None}
    layers = {
        word(LANG, f"volume.{level}"): [told[level, month] if month in there else None for month in months(year.year)]
        for level in LEVELS
    }
    chart = charts.stacked(layers, _ticks(year), word(LANG, "volume.items"), LANG)
    return Figure(word(LANG, "volume.items"), chart, _wide(chart.heads, chart.rows))


def _ticks(year: Year) -> list[str]:
    return [word(LANG, "period.month", m=int(month[5:])) for month in months(year.year)]


def _wide(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table with a narrow column for each month."""
    narrow = len(heads) - 1
    widths = (round(WIDTH - narrow * MONTH_WIDTH, 2), *[MONTH_WIDTH] * narrow)
    return Table(tuple(heads), widths, tuple(tuple(row) for row in rows))


def _by_place(lines: Sequence[Line]) -> Figure:
    """The partner places in the order of their codes, the quiet ones too."""
    heads = ("place", "partner", "issued", "concerned", "plans", "drafts_count")
    rows = []
    for place in sorted({partnership.place for partnership in reference.partnerships()}):
        own = [line for line in lines if line.told.place == place]
        near = [line for line in lines if place in line.told.concerned and line.told.place != place]
        counts = (
            len(own),
            len(near),
            sum(x.told.kind == "plan" for x in own),
            sum(x.told.status == "draft" for x in own),
        )
        rows.append((naming.place(place, LANG), _partners(place), *map(str, counts)))
    return _table("places", heads, (2.8, 5.8, 1.7, 3.3, 1.7, 1.7), rows, (word(LANG, "volume.places_note"),))


def _partners(place: str) -> str:
    known = reference.municipalities()
    ids = dict.fromkeys(p.municipality for p in reference.partnerships() if p.place == place and p.municipality)
    return naming.joined(LANG, [known[id].ja for id in ids]) or word(LANG, "volume.named")


def _by_theme(lines: Sequence[Line]) -> Figure:
    """The first theme of each item."""
    first = Counter(line.told.themes[0] if line.told.themes else "" for line in lines)
    known = reference.themes()
    counts = {naming.label(known[id], LANG): first[id] for id in known}
    counts[word(LANG, "volume.no_theme")] = sum(n for id, n in first.items() if id not in known)
    chart = charts.bars(counts, word(LANG, "volume.theme"), word(LANG, "volume.themes"), LANG)
    half = (len(chart.rows) + 1) // 2
    pairs = [(*row, *([*chart.rows, ("", "")][half + at])) for at, row in enumerate(chart.rows[:half])]
    return Figure(
        word(LANG, "volume.themes"), chart if chart.rows else None, Table(chart.heads * 2, (6.5, 2.0) * 2, tuple(pairs))
    )


def _targets(lines: Sequence[Line]) -> Figure:
    partners = {partnership.place for partnership in reference.partnerships()}
    near = sorted((line for line in lines if line.told.place in partners), key=lambda line: line.told.place)
    found = [goal for line in near for goal in goals([line.item], line.told.place, LANG, _issue(line))]
    chart = charts.goals(found, word(LANG, "chart.pm25"), UNITS[0], LANG)
    title = word(LANG, "chart.title")
    if chart is None:
        return Figure(title, lines=(word(LANG, "volume.no_targets"),))
    return Figure(title, chart, Table(chart.heads, (4.4, 3.2, 5.4, 4.0), chart.rows))


def _issue(line: Line) -> str:
    return issue(LANG, line.told.month)


def _titles(year: Year, lines: Sequence[Line]) -> Figure:
    """In what state the titles were told, month by month."""
    there = {issue.month for issue in year.issues if issue.edition is not None}
    told = Counter((line.item.title_state, line.told.month) for line in lines)
    rows = [
        (
            state_label(LANG, state),
            *(str(told[state, month]) if month in there else "–" for month in months(year.year)),
            str(sum(told[state, month] for month in months(year.year))),
        )
        for state in STATES
    ]
    table = _wide((word(LANG, "volume.state"), *_ticks(year), word(LANG, "chart.total")), rows)
    return Figure(word(LANG, "volume.titles"), table=table)


def _full(every: Sequence[FullTranslation]) -> Figure:
    rows = []
    for approval, requests in sorted(every, key=lambda one: (one.approval.approved_at, one.approval.id)):
        ids = dict.fromkeys(id for wish in requests for id in wish.municipalities)
        names = naming.joined(LANG, [reference.municipalities()[id].ja for id in ids])
        approved_on = day(LANG, approval.approved_at.astimezone(JAPAN).date())
        rows.append((approval.subject, names, approved_on, approval.document_id))
    if not rows:
        return Figure(word(LANG, "volume.full"), lines=(word(LANG, "volume.no_full"),))
    return _table("full", ("title_of", "readers", "approved", "document"), (8.0, 4.0, 2.6, 2.4), rows)


def _corrections(year: Year) -> Iterator[Figure]:
    """What the months corrected, where they did."""
    sections = [section for edition in approved(year) for section in edition.sections]
    if found := tuple(line for section in sections if section.id == "corrections" for line in section.lines):
        yield Figure(word(LANG, "section.corrections"), lines=found)


def _coverage(year: Year) -> Figure:
    """A row for each source that any month knows, a sign for each month."""
    readings = {edition.month: {r.source_id: r for r in edition.readings} for edition in approved(year)}
    names: dict[str, Reading] = {}
    for edition in approved(year):
        names |= {reading.source_id: reading for reading in edition.readings}
    rows = [
        (f"{one.name}", *(_sign(readings.get(month, {}).get(id)) for month in months(year.year)))
        for id, one in names.items()
    ]
    read = sum(reading.whole for of in readings.values() for reading in of.values())
    every = sum(map(len, readings.values()))
    said = word(LANG, "volume.read", whole=read, all=every, share=round(100 * read / every) if every else 0)
    table = _wide((word(LANG, "long.source_name"), *_ticks(year)), rows)
    return Figure(word(LANG, "volume.coverage"), table=table, lines=(said, word(LANG, "volume.signs")))


def _sign(reading: Reading | None) -> str:
    if reading is None:
        return "–"
    if reading.whole:
        return "○" if reading.state == word(LANG, "coverage.state_ok") else "□"
    return "△" if reading.listings_read else "×"


def _table(
    key: str,
    heads: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[tuple[str, ...]],
    lines: tuple[str, ...] = (),
) -> Figure:
    named = tuple(word(LANG, f"volume.{head}") for head in heads)
    return Figure(word(LANG, f"volume.{key}"), table=Table(named, tuple(widths), tuple(rows)), lines=lines)
