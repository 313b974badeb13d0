"""An event made from a dated sentence; its id stays the same wherever the sentence is published."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from nlp.reading import Passage, Reading
from nlp.titles import bare
from warehouse.models import Event, made_id

EventKind = Literal["comment_due", "in_force", "measure_start", "valid_until", "milestone", "alert_start", "alert_end"]
SEVERAL = ("milestone", "measure_start")
"""Kinds of which a document may have several on one day: they are its parts', the others are the whole text's."""
_LONGEST = 400
_ROUND = 120


def near(sentence: Passage, start: int, end: int) -> Passage:
    """The sentence as a quote; of one without end only the words around."""
    if len(sentence.text) <= _LONGEST:
        return sentence
    first = max(0, start - _ROUND)
    return Passage(sentence.block, sentence.start + first, sentence.text[first : end + _ROUND])


def event(reading: Reading, home: str, kind: EventKind, on: date, quote: Passage, what: str = "", **more: Any) -> Event:
    """The id leaves out page and wording, so that the same date on another site is the same event."""
    parts = [bare(reading.title.text), home, kind, on.isoformat(), what if kind in SEVERAL else ""]
    return Event(id=made_id(*parts), kind=kind, on=on, what=what or quote.text, quote=quote.quote(), **more)
