"""Dates that oblige: when comments are due, what comes into force or lapses, alerts, milestones of a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Literal

from nlp.dates import number, whens, years_later
from nlp.reading import Passage, Reading
from nlp.titles import bare
from nlp.vocabulary import load
from warehouse.models import Event, made_id

EventKind = Literal["comment_due", "in_force", "valid_until", "milestone", "alert_start", "alert_end"]
PLANS = frozenset({"plan", "policy", "economics", "consultation"})


def events(reading: Reading, kind: str, home: str, blocks: frozenset[int]) -> list[Event]:
    """Events in the order of the text; `home` is the issuer's place, which keeps equal titles of two cities apart."""
    found: list[Event] = []
    if kind == "consultation":
        found += _comment_due(reading, home)
    for sentence in reading.sentences:
        force = _in_force(reading, sentence, home) if kind != "consultation" else []
        found += force
        found += _valid_until(reading, sentence, home, next((event.on for event in [*force, *found]), None))
    if kind == "alert":
        found += _alerts(reading, home)
    if kind in PLANS:
        found += _milestones(reading, home, blocks)
    return list({event.id: event for event in found}.values())


def _event(
    reading: Reading, home: str, kind: EventKind, on: date, quote: Passage, what: str = "", **more: Any
) -> Event:
    """The id leaves out page and wording, so that the same date on another site is the same event."""
    parts = [bare(reading.release.title), home, kind, on.isoformat(), what if kind == "milestone" else ""]
    return Event(id=made_id(*parts), kind=kind, on=on, what=what or quote.text, quote=quote.quote(), **more)


def _comment_due(reading: Reading, home: str) -> list[Event]:
    """The last day that a sentence on comments names, counted from publication where it gives a number of days."""
    found: list[tuple[date, Passage]] = []
    for sentence in reading.sentences:
        if re.search(load("events")["comment"], sentence.text):
            days = re.search(load("events")["within_days"], sentence.text)
            if days and reading.release.published:
                found.append((reading.release.published + timedelta(days=number(days["days"])), sentence))
            if re.search(load("events")["comment_until"], sentence.text):
                found += [(when.last, sentence) for when in whens(sentence.text, reading.day)]
    ahead = [(on, sentence) for on, sentence in found if reading.day is None or on >= reading.day]
    if not ahead:
        return []
    on, sentence = max(ahead, key=lambda pair: pair[0])
    return [_event(reading, home, "comment_due", on, sentence, address=_address(reading))]


def _address(reading: Reading) -> str:
    """Post and mail addresses as written; no names or telephone numbers of persons."""
    parts: dict[str, None] = {}
    for block in reading.blocks:
        for match in re.finditer(load("events")["address"], block.text):
            parts.setdefault(re.split(r"[，,]?\s*(?:联系人|联系电话|电话|邮编|并|请)", match[0])[0].strip(" ，,"), None)
    text = "；".join(part for part in parts if len(part) > 6)
    mails = (mail for block in reading.blocks for mail in re.findall(load("events")["email"], block.text))
    return "；".join(filter(None, [text, *dict.fromkeys(mail for mail in mails if mail not in text)]))


def _in_force(reading: Reading, sentence: Passage, home: str) -> list[Event]:
    if re.search(load("events")["issue_day"], sentence.text) and reading.day:
        return [_event(reading, home, "in_force", reading.day, sentence)]
    start = re.search(load("events")["in_force"], sentence.text)
    dates = [when for when in whens(sentence.text, reading.day) if start and 0 <= start.start() - when.end <= 3]
    if not dates or re.search(load("events")["planned"], sentence.text[: dates[-1].start]):
        return []
    return [_event(reading, home, "in_force", dates[-1].last, sentence)]


def _valid_until(reading: Reading, sentence: Passage, home: str, since: date | None) -> list[Event]:
    years = re.search(load("events")["valid_years"], sentence.text)
    since = since or reading.day
    if years and since:
        last = years_later(since, number(years["years"])) - timedelta(days=1)
        return [_event(reading, home, "valid_until", last, sentence)]
    until = re.search(load("events")["valid_until"], sentence.text)
    dates = [when for when in whens(sentence.text, reading.day) if until and when.end > until.start()]
    return [_event(reading, home, "valid_until", dates[-1].last, sentence)] if dates else []


def _alerts(reading: Reading, home: str) -> Iterator[Event]:
    """An alert begins or ends on the day that the first sentence saying so names."""
    title = reading.release.title
    wanted: tuple[EventKind, ...] = (
        ("alert_end",) if re.search(load("events")["alert_end"], title) else ("alert_start", "alert_end")
    )
    for kind in wanted:
        spoken = [sentence for sentence in reading.sentences if re.search(load("events")[kind], sentence.text)]
        found = next(filter(None, (_alert_day(reading, sentence, kind) for sentence in spoken)), None)
        if found:
            when, hour, sentence = found
            yield _event(reading, home, kind, when, sentence, hour=hour, **_alert(reading, sentence))


def _alert(reading: Reading, sentence: Passage) -> dict[str, str]:
    """Colour and area: of the sentence, the colour else of the title."""
    words = load("events")
    level = re.search(words["alert_level"], sentence.text) or re.search(words["alert_level"], reading.release.title)
    area = re.search(words["alert_area"], sentence.text)
    return {"level": level[0] if level else "", "area": area[0] if area else ""}


def _alert_day(reading: Reading, sentence: Passage, kind: EventKind) -> tuple[date, int | None, Passage] | None:
    """Day and hour in the clause that says it; for the beginning, else the sentence's first date."""
    for clause in sentence.clauses():
        dates = list(whens(clause.text, reading.day)) if re.search(load("events")[kind], clause.text) else []
        if dates:
            return dates[0].last, _hour(clause.text[dates[0].end :]), sentence
    first = next(whens(sentence.text, reading.day), None) if kind == "alert_start" else None
    return (first.last, _hour(sentence.text[first.end :]), sentence) if first else None


def _hour(text: str) -> int | None:
    found = re.match(load("events")["hour"], text)
    return int(found["hour"]) if found and int(found["hour"]) <= 24 else None


def _milestones(reading: Reading, home: str, blocks: frozenset[int]) -> Iterator[Event]:
    """「2026年10月底前，完成…」: the sentence without the date is what is due."""
    for sentence in reading.limited(blocks):
        if re.search(load("events")["comment"], sentence.text):
            continue
        for when in whens(sentence.text, reading.day):
            after = re.match(load("events")["milestone_after"], sentence.text[when.end :])
            before = re.sub(load("events")["milestone_lead"], "", sentence.text[: when.start])
            meant = re.search(load("events")["milestone_meant"], before)
            if after and not meant and (reading.day is None or when.last >= reading.day):
                rest = before + sentence.text[when.end + after.end() :].lstrip("，, ")
                yield _event(
                    reading, home, "milestone", when.last, sentence, what=rest.strip("，,。；; ") or sentence.text
                )
                break
