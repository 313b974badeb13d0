"""Until when comments on a draft are taken, and where they go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from nlp.dates import number, whens
from nlp.happening import event
from nlp.reading import Reading
from nlp.vocabulary import load
from warehouse.models import Event


def asks(reading: Reading, kind: str) -> bool:
    """Whether it takes comments: a draft, or what is shown to the public before it is decided."""
    return kind == "consultation" or bool(re.search(load("events")["shown_title"], reading.title.text))


def comment_due(reading: Reading, home: str) -> list[Event]:
    """The last day that a sentence on comments names as their end, else the last that it names."""
    spoken = [sentence for sentence in reading.sentences if re.search(load("events")["comment"], sentence.text)]
    found = [(on, sure, sentence) for sentence in spoken for on, sure in _days(reading, sentence.text)]
    ahead = [(sure, on, sentence) for on, sure, sentence in found if reading.day is None or on >= reading.day]
    if not ahead:
        return []
    _, on, sentence = max(ahead, key=lambda row: row[:2])
    return [event(reading, home, "comment_due", on, sentence, address=address(reading))]


def _days(reading: Reading, text: str) -> Iterator[tuple[date, bool]]:
    """Days that may be the end, and whether the words say so; a number of days is counted from publication."""
    words = load("events")
    within = re.search(words["within_days"], text)
    if within and reading.release.published:
        yield reading.release.published + timedelta(days=number(within["days"])), True
    worked = re.search(words["workdays"], text)
    if worked and (since := _since(reading, text[: worked.end()])):
        yield workdays_later(since, number(worked["workdays"])), True
    elif re.search(words["comment_until"], text):
        for when in whens(text, reading.day):
            after, before = text[when.end : when.end + 40], text[max(0, when.start - 12) : when.start]
            counted = re.match(words["days_from"], after)
            last = when.last + timedelta(days=number(counted["days"])) if counted else when.last
            yield (
                last,
                bool(counted or re.match(words["until_after"], after) or re.search(words["until_before"], before)),
            )


def _since(reading: Reading, text: str) -> date | None:
    """The day before the first of so many days: of the last date that is named, else that of publication."""
    named = list(whens(text, reading.day))
    return named[-1].first - timedelta(days=1) if named else reading.release.published


def workdays_later(day: date, count: int) -> date:
    """The last of so many days from Monday to Friday after a day."""
    for _ in range(count):
        day += timedelta(days=1 if day.weekday() < 4 or day.weekday() == 6 else 7 - day.weekday())
    return day


def address(reading: Reading) -> str:
    """Post, mail and web addresses as written; no names or telephone numbers of persons."""
    words = load("events")
    found: dict[str, None] = {}
    for pattern in (words["post"], words["email"], words["web"]):
        for block in reading.blocks:
            for match in re.finditer(pattern, block.text):
                found.setdefault(match[match.lastgroup or 0].strip(" ，,"), None)
    return "；".join(part for part in list(found)[:_MOST])


_MOST = 4
