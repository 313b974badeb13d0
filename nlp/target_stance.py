"""Whether words tell what was or aim at what is to be, clause by clause, from what goes before and the headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from nlp.dates import When, whens
from nlp.reading import Reading
from nlp.vocabulary import load

_BY = re.compile(r"(?:到|至|力争|确保|于|在)$")
_END = re.compile(r"[年月]?[底末]|[之以]?前|期间")
_CLAUSE = re.compile(r"[^，,：:\t]+[，,：:\t]?")


class Stance:
    """Follows a block sentence by sentence: news aims only where it says so, a plan where it does not tell the past."""

    def __init__(self, plans: bool, day: date | None) -> None:
        self._plans, self._day = plans, day
        self._era = False
        self._aims = False

    def over(self, text: str, dues: list[When], goes_on: bool) -> list[tuple[int, bool]]:
        """Where each clause begins and whether it aims; `goes_on` after a semicolon."""
        aims = (self._plans and not self._era) or (goes_on and self._aims)
        firm = goes_on and self._aims
        found = []
        for clause in _CLAUSE.finditer(text):
            own = [when for when in dues if clause.start() <= when.start < clause.end()]
            aims, firm = self._clause(clause[0], text, own, bool(dues), aims, firm)
            found.append((clause.start(), aims))
        self._aims = aims
        return found

    def _clause(self, words: str, text: str, own: list[When], dated: bool, aims: bool, firm: bool) -> tuple[bool, bool]:
        ahead = self._ahead(words, text, own, dated)
        if _past("done").search(words) and not ahead:
            return False, False
        if ahead or (own and self._plans and self._is_ahead(own) and not _past("done").search(words)):
            self._era = False
            return True, True
        if _past("era").search(words):
            self._era = True
            return False, False
        if own and not self._is_ahead(own):
            return False, False
        return (False, False) if not firm and _past("compared").search(words) else (aims, firm)

    def _ahead(self, words: str, text: str, own: list[When], dated: bool) -> bool:
        """In news the running year is no due date unless the words make it one: 到2026年, 2026年底前."""
        if any(self._is_due(when, text) for when in own):
            return True
        said = bool(_ahead_words().search(words)) and not (own and not self._is_ahead(own))
        return said and (self._plans or (not self._era and (dated or self._aims)))

    def _is_due(self, when: When, text: str) -> bool:
        day = self._day
        if not self._is_ahead([when]):
            return False
        return (
            day is None or when.first > day or bool(_BY.search(text[: when.start][-2:]) or _END.match(text, when.end))
        )

    def _is_ahead(self, dues: list[When]) -> bool:
        return any(self._day is None or when.last >= self._day for when in dues)


def sections(reading: Reading) -> Iterator[bool | None]:
    """For each block whether it stands under a heading on what was (False), on what is to be (True), or neither."""
    above: dict[int, bool | None] = {}
    for block in reading.release.blocks:
        if block.type == "heading" or (block.type == "item" and len(block.text) <= 30):
            above = {level: stance for level, stance in above.items() if level < block.level}
            above[block.level] = _of_heading(block.text, reading.day)
        yield next((stance for _, stance in sorted(above.items(), reverse=True) if stance is not None), None)


def _of_heading(text: str, day: date | None) -> bool | None:
    years = [when for when in whens(text, day) if day]
    if re.search(load("targets")["told_sections"], text):
        return False
    if years and day and all(when.last < day for when in years):
        return False
    return True if years or re.search(load("targets")["aimed_sections"], text) else None


@cache
def _past(name: str) -> re.Pattern[str]:
    return re.compile(load("targets")["past"][name])


@cache
def _ahead_words() -> re.Pattern[str]:
    return re.compile(load("targets")["ahead"])
