"""The day by which a plan's numbers are due when their own sentence names none."""

from __future__ import annotations

from datetime import date

from nlp.dates import whens
from nlp.reading import Reading


def due_of_headings(reading: Reading, block: int) -> date | None:
    """The year of the heading above, or of the title: 2026年工作要点, （2026—2028年）."""
    above = reading.headings[block]
    for text in (reading.blocks[above].text if above >= 0 else "", reading.release.title):
        found = [when.last for when in whens(text, reading.day) if reading.day is None or when.last >= reading.day]
        if found:
            return found[-1]
    return None
