"""Dates that oblige: when comments are due, what comes into force or lapses, alerts, milestones of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from nlp.alert_days import alerts
from nlp.comments import asks, comment_due
from nlp.dates import When, number, whens, years_later
from nlp.deadline_tables import deadline_tables, due_in_tables
from nlp.happening import event, near
from nlp.milestones import Dated, milestones, starts
from nlp.reading import Reading
from nlp.vocabulary import load
from warehouse.models import Event

_NEAR = 24
_FAR = 60


def events(reading: Reading, kind: str, home: str, blocks: frozenset[int]) -> list[Event]:
    """Events in the order of the text; `home` is the issuer's place, which keeps equal titles of two cities apart."""
    dated = [(sentence, dates) for sentence in reading.sentences if (dates := _dates(sentence.text, reading.day))]
    found = comment_due(reading, home) if asks(reading, kind) else []
    force = list(_in_force(reading, dated, home))
    found += [*(force if kind != "consultation" else ()), *_valid_until(reading, dated, home, force)]
    if kind == "alert":
        found += alerts(reading, home)
    tables = deadline_tables(reading, blocks)
    on_air = [pair for pair in dated if pair[0].block in blocks and pair[0].block not in tables]
    found += due_in_tables(reading, home, tables)
    found += milestones(reading, home, on_air, kind, found)
    if kind not in ("consultation", "alert"):
        found += starts(reading, home, on_air, frozenset(row.on for row in force))
    return list({row.id: row for row in found}.values())


def _dates(text: str, day: date | None) -> tuple[When, ...]:
    return tuple(whens(text, day)) if re.search(r"[年月日底末]|\d[-/.]\d", text) else ()


def _in_force(reading: Reading, dated: list[Dated], home: str) -> Iterator[Event]:
    """From which day the text, or what it is about, is in force; what is only planned is not."""
    words = load("events")
    for sentence in reading.sentences:
        issued = re.search(words["issue_day"], sentence.text)
        if issued and reading.day:
            later = timedelta(days=number(issued["days"]) if issued["days"] else 0)
            yield event(reading, home, "in_force", reading.day + later, near(sentence, *issued.span()))
    for sentence, dates in dated:
        for when in dates:
            before, after = _around(sentence.text, when)
            if _begins(before, after) and not re.search(words["planned"], before):
                yield event(reading, home, "in_force", when.last, near(sentence, when.start, when.end))


def _begins(before: str, after: str) -> bool:
    """「自…起施行」, 「施行日期：…」; 「起执行错峰生产」 is a measure, not a text."""
    words = load("events")
    if re.search(words["force_label"], before) or re.match(words["in_force_for"], after):
        return True
    verb = re.match(words["in_force"], after)
    if verb is None and re.search(words["force_lead"], before):
        verb = re.match(words["in_force_bare"], after)
    return verb is not None and bool(re.match(words["text_itself"], after[verb.end() :]))


def _valid_until(reading: Reading, dated: list[Dated], home: str, force: list[Event]) -> Iterator[Event]:
    """The last day of a text: named, or counted in years from the day on which it comes into force."""
    words = load("events")
    since = force[0].on if force else reading.day
    for sentence in reading.sentences:
        years = re.search(words["valid_years"], sentence.text)
        if years and since:
            last = years_later(since, number(years["years"] or years["trial"])) - timedelta(days=1)
            yield event(reading, home, "valid_until", last, near(sentence, *years.span()))
    for sentence, dates in dated:
        ends = [when for when in dates if _lapses(sentence.text, when)]
        if ends and not re.search(words["applied"], sentence.text):
            yield event(reading, home, "valid_until", ends[-1].last, near(sentence, ends[-1].start, ends[-1].end))


def _lapses(text: str, when: When) -> bool:
    """「有效期至…」, 「至…止」 of the text itself, 「…自动失效」."""
    words = load("events")
    before, after = text[max(0, when.start - _FAR) : when.start], text[when.end : when.end + _FAR]
    if re.search(words["valid_before"], before) or re.match(words["valid_after"], after):
        return True
    return bool(
        re.search(words["to"], before)
        and re.match(words["valid_to"], after)
        and re.search(words["of_text"], text[max(0, when.start - 2 * _FAR) : when.end + _FAR])
    )


def _around(text: str, when: When) -> tuple[str, str]:
    return text[max(0, when.start - _NEAR) : when.start], text[when.end : when.end + _FAR]
