"""When a heavy-pollution alert begins and ends, with its hour, colour and area."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from nlp.dates import whens
from nlp.happening import EventKind, event
from nlp.reading import Passage, Reading
from nlp.vocabulary import load
from warehouse.models import Event


def alerts(reading: Reading, home: str) -> Iterator[Event]:
    """An alert begins or ends on the day that the first sentence saying so names."""
    title = reading.title.text
    wanted: tuple[EventKind, ...] = (
        ("alert_end",) if re.search(load("events")["alert_end"], title) else ("alert_start", "alert_end")
    )
    for kind in wanted:
        spoken = [sentence for sentence in reading.sentences if re.search(load("events")[kind], sentence.text)]
        found = next(filter(None, (_alert_day(reading, sentence, kind) for sentence in spoken)), None)
        if found:
            when, hour, sentence = found
            yield event(reading, home, kind, when, sentence, hour=hour, **_alert(reading, sentence))


def _alert(reading: Reading, sentence: Passage) -> dict[str, str]:
    """Colour and area: of the sentence, the colour else of the title."""
    words = load("events")
    level = re.search(words["alert_level"], sentence.text) or re.search(words["alert_level"], reading.title.text)
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
