"""Whether words tell what was or aim at what is to be, clause by clause, from what goes before and the headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from nlp.dates import When, whens
from nlp.quantities import has_quantity
from nlp.reading import Reading, Spans
from nlp.vocabulary import pattern

_BY = re.compile(r"(?:到|至|力争|确保|于|在)$")
_END = re.compile(r"[年月]?[底末]|[之以]?前(?![一二三四五六七八九十\d])|期间")
_BOUND = re.compile(r"\d[^，]{0,8}以[上下内](?!的)")
_GOALS = re.compile("目标(?:[。：:]|$|要求|任务)|指标(?:[。：:]|$)")
_NOTE = re.compile(r"[（(][^（）()]{1,80}[)）]")
_YEAR_LINE = re.compile("20\\d\\d年(?:的?(?:[\u4e00-\u9fff]{0,8}(?:工作|任务|目标|发展))[\u4e00-\u9fff]{0,8})")
"""A line of a report that is a heading, though nothing marks it: 2025年工作回顾, 2026年工作安排建议."""
_REVIEW = re.compile("(?:20\\d\\d年|过去[一两三四五]?年|一年来|五年来).{0,12}(?:回顾|总结|完成情况)")
_CLAUSE = re.compile(r"[^，,：:\t]+[，,：:\t]?")


class Stance:
    """Follows a block sentence by sentence: news aims only where it says so, a plan where it does not tell the past."""

    def __init__(
        self, plans: bool, day: date | None, goals: bool = False, expects: bool = False, limits: bool = False
    ) -> None:
        self._plans, self._day, self._goals, self._expects, self._limits = plans, day, goals, expects, limits
        self._era = False
        self._aims = False

    def over(self, text: str, dues: list[When], goes_on: bool) -> list[tuple[int, bool]]:
        """Where each clause begins and whether it aims; `goes_on` after a semicolon."""
        aims = (self._plans and not self._era) or (goes_on and self._aims)
        firm = goes_on and self._aims
        aims = aims and not self._is_record(text, dues)
        limits = self._limits and pattern("targets", "tells_limits").search(text)
        if limits:
            return [(0, True)]
        found = []
        noted = Spans(match.span() for match in _NOTE.finditer(text)) if dues else Spans(())
        told = [when for when in dues if self._is_ahead([when]) or not noted.hold(when.start)]
        for clause in _CLAUSE.finditer(text):
            own = [when for when in told if clause.start() <= when.start < clause.end()]
            said = self._said(clause[0], own, text, dues, firm)
            aims, firm = aims if said is None else said, firm if said is None else said
            firm = firm or (aims and bool(pattern("targets", "sets").search(clause[0])))
            found.append((clause.start(), aims))
        self._aims = aims
        return found

    def _said(self, words: str, own: list[When], text: str, dues: list[When], firm: bool) -> bool | None:
        """Whether a clause of the text turns to what is to be or to what was; None where it goes on as before."""
        ahead = self._is_ahead(own)
        due = any(self._is_due(when, text) for when in own)
        aims = bool(pattern("targets", "ahead").search(words)) and (ahead or not own)
        if not self._plans:
            aims = aims and not self._era and (bool(dues) or self._aims)
        aims = aims or self._is_set_this_year(words, dues)
        if due or aims or (ahead and self._plans and not pattern("targets", "past", "done").search(words)):
            self._era = False
            return True
        if pattern("targets", "past", "done").search(words) or (own and not ahead):
            return False
        if pattern("targets", "past", "era").search(words):
            self._era = True
            return False
        firm = firm or self._goals
        compared = pattern("targets", "past", "compared").search(words)
        if compared and self._expects and not pattern("targets", "past", "level").search(text):
            return None
        if compared and not firm and not (self._is_due_later(text, dues) or (self._plans and _BOUND.search(words))):
            return False
        return None

    def _is_set_this_year(self, words: str, dues: list[When]) -> bool:
        """「2026年，浓度控制在28微克以内」 in the first half of that year: no result can be known yet."""
        running = [when for when in dues if self._day and when.first == date(self._day.year, 1, 1)]
        whole = any(when.last == date(when.first.year, 12, 31) for when in running)
        early = self._day is not None and self._day.month < 7
        return whole and early and not self._era and bool(pattern("targets", "sets").search(words))

    def _is_record(self, text: str, dues: list[When]) -> bool:
        """「浓度降至31微克，创有记录以来最好水平」: a later clause says that the number was reached."""
        aimed = self._goals or self._is_ahead(dues) or pattern("targets", "ahead").search(text)
        told = pattern("targets", "past", "record").search(text) or pattern("targets", "past", "level").search(text)
        return not aimed and bool(told)

    def _is_due(self, when: When, text: str) -> bool:
        """In news the running year is no due date unless the words make it one: 到2026年, 2026年底前."""
        if not self._is_ahead([when]) or self._day is None or when.first > self._day:
            return self._is_ahead([when])
        return bool(_BY.search(text[: when.start][-2:]) or _END.match(text, when.end))

    def _is_due_later(self, text: str, dues: list[When]) -> bool:
        """「累计淘汰2万辆，2027年底前完成」: the day stands behind the number."""
        return self._plans and self._is_ahead(dues[-1:]) and not has_quantity(text[dues[-1].end :])

    def _is_ahead(self, dues: list[When]) -> bool:
        return any(self._day is None or when.last >= self._day for when in dues)


class Section(NamedTuple):
    """What the headings above a block say of it."""

    aims: bool | None
    """Of what is to be, or of what was; None where they say neither."""
    goals: bool
    """Whether what follows are the goals themselves."""


def sections(reading: Reading) -> Iterator[Section]:
    """For each block what its headings say."""
    above: dict[int, str] = {}
    for block in reading.release.blocks:
        if block.type == "heading":
            above = {level: text for level, text in above.items() if level < block.level}
            above[block.level] = block.text
        elif _YEAR_LINE.fullmatch(block.text):
            above = {0: block.text}
        nearest = [above[level] for level in sorted(above, reverse=True)]
        said = (stance for stance in (_of_heading(text, reading.day) for text in nearest) if stance is not None)
        was = any(_REVIEW.search(text) for text in nearest)
        own = block.text[:30] if block.type == "item" else ""
        yield Section(
            False if was else next(said, None), not was and any(_GOALS.search(text) for text in (own, *nearest))
        )


def _of_heading(text: str, day: date | None) -> bool | None:
    years = [when for when in whens(text, day) if day]
    if pattern("targets", "told_sections").search(text):
        return False
    if years and day and all(when.last < day for when in years):
        return False
    return True if years or pattern("targets", "aimed_sections").search(text) else None
