"""Measured air quality in bulletins and news: each number with its period and its change from the year before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.quantities import Quantity, quantities
from nlp.reading import Passage, Reading
from nlp.target_subjects import Subject, subject_of
from nlp.vocabulary import pattern
from warehouse.models import Figure

_LEVELS = ("", "count", "equal", "reach", "to_at_most", "to_at_least")


def figures(reading: Reading, blocks: frozenset[int]) -> list[Figure]:
    """Figures in the order of the text; those of the title only when the text gives none."""
    period = _period(reading.title.text) or ""
    found: list[Figure] = []
    for sentence in reading.limited(blocks):
        period = _period(sentence.text) or period
        if not pattern("figures", "ahead").search(sentence.text):
            found += _of_sentence(reading, sentence, period)
    found += [figure for index in sorted(blocks) for figure in _of_table(reading, index, period)]
    return found or list(_of_sentence(reading, reading.title, period))


def _of_sentence(reading: Reading, sentence: Passage, period: str) -> Iterator[Figure]:
    """A number of the air, and behind it the words on the year before."""
    subject = Subject()
    spoken = quantities(sentence.text)
    for at, quantity in enumerate(spoken):
        if quantity.verb in _LEVELS and quantity.before.strip():
            subject = subject_of(_timeless(quantity), sentence.text, subject, reading.day)
            indicator = subject.indicator
            if pattern("figures", "noun").search(indicator) and pattern("targets", "measured").search(quantity.unit):
                figure = Figure(
                    indicator=indicator,
                    area="、".join(subject.areas),
                    period=_period(sentence.text[: quantity.start]) or period,
                    value=quantity.value,
                    unit=quantity.unit,
                    quote=sentence.quote(),
                )
                yield figure.model_copy(update=_trend(sentence.text, quantity, spoken[at + 1 : at + 2]))


def _timeless(quantity: Quantity) -> Quantity:
    """The words before a number without the period, which hides the area behind it: 1至8月全省优良天数."""
    return quantity._replace(before=pattern("figures", "period").sub("", quantity.before))


def _trend(text: str, level: Quantity, following: list[Quantity]) -> dict[str, object]:
    """What is said of the year before, right behind the number."""
    if pattern("figures", "same").match(text[level.end :]):
        return {"trend": "same"}
    for change in following:
        against = pattern("figures", "year_before").search(change.before)
        if against and change.verb in ("decrease", "increase") and change.start - level.end < 24:
            return {"trend": change.verb, "change": change.value, "change_unit": change.unit}
    return {}


def _of_table(reading: Reading, index: int, period: str) -> Iterator[Figure]:
    """A row for each pollutant, with columns for its concentration and the change."""
    rows = reading.release.blocks[index].rows
    if len(rows) < 2 or not pattern("figures", "table", "name").search(rows[0][0]):
        return
    level, trend = _column(rows[0], "level"), _column(rows[0], "trend")
    for row in rows[1:]:
        value = _number(row, level[0]) if level else None
        if level and value is not None and pattern("figures", "noun").search(row[0]):
            change = _number(row, trend[0]) if trend else None
            start = reading.blocks[index].text.find("\t".join(row))
            yield Figure(
                indicator=row[0] + re.sub(r"[（(].*$", "", rows[0][level[0]]),
                period=period,
                value=value,
                unit=level[1]["unit"],
                trend="" if change is None else "same" if not change else "increase" if change > 0 else "decrease",
                change=abs(change) if change else None,
                change_unit=trend[1]["unit"] if trend and change else "",
                quote=reading.blocks[index].part(start, start + len("\t".join(row))),
            )


def _column(head: tuple[str, ...], which: str) -> tuple[int, re.Match[str]] | None:
    matches = ((at, pattern("figures", "table", which).search(cell)) for at, cell in enumerate(head))
    return next(((at, match) for at, match in matches if match), None)


def _number(row: tuple[str, ...], column: int) -> float | None:
    text = row[column].strip() if column < len(row) else ""
    return float(text) if re.fullmatch(r"[-+]?\d{1,6}(?:\.\d{1,4})?", text) else None


def _period(text: str) -> str | None:
    """The last period that is named."""
    return next((match[0] for match in reversed(list(pattern("figures", "period").finditer(text)))), None)
