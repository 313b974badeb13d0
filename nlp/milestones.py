"""Days by which something is to be done, and days from which a single measure holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from nlp.dates import When
from nlp.happening import event, near
from nlp.reading import Passage, Reading
from nlp.vocabulary import load
from warehouse.models import Event

Dated = tuple[Passage, tuple[When, ...]]
_NEAR = 24
_FAR = 60
_LONGEST = 400
_PLAN = re.compile("十[一二三四五六七]五")
"""The end of a plan's five years is no day."""


class _Due(NamedTuple):
    """A day that obliges, with the words around it that are no part of what is due."""

    on: date
    start: int
    end: int


def milestones(
    reading: Reading, home: str, dated: Sequence[Dated], kind: str, told: Iterable[Event]
) -> Iterator[Event]:
    """「2026年10月底前，完成…」: the clauses of a date, without it, are what is due; what is `told` else is none."""
    known = {(row.on, row.quote.block, row.quote.start) for row in told}
    for sentence, dates in dated:
        if kind == "consultation" and re.search(load("events")["comment"], sentence.text):
            continue
        if re.search(load("events")["tender"], sentence.text):
            continue
        open_dates = [when for when in dates if (when.last, sentence.block, sentence.start) not in known]
        found = (_due(sentence.text, open_dates, at, kind, reading.day) for at in range(len(open_dates)))
        dues = [due for due in found if due]
        for due, what in zip(dues, _whats(sentence.text, dues), strict=True):
            yield event(reading, home, "milestone", due.on, near(sentence, due.start, due.end), what)


def starts(reading: Reading, home: str, dated: Sequence[Dated], in_force: frozenset[date]) -> Iterator[Event]:
    """「自2026年12月1日起，…不得进入…」: a measure begins on another day than its document."""
    words = load("events")
    for sentence, dates in dated:
        for when in dates:
            before, after = (
                sentence.text[max(0, when.start - _NEAR) : when.start],
                sentence.text[when.end :][: 4 * _FAR],
            )
            begins = re.match(words["start"], after)
            is_new = when.last not in in_force and (reading.day is None or when.last >= reading.day)
            if not (begins and is_new and when.first == when.last) or re.search(words["planned"], before):
                continue
            if re.search(words["measure"], after[begins.end() :]):
                lead = re.search(words["start_lead"], before)
                due = _Due(when.last, when.start - (len(lead[0]) if lead else 0), when.end + begins.end())
                what = next(_whats(sentence.text, [due]))
                yield event(reading, home, "measure_start", when.last, near(sentence, due.start, due.end), what)


def _due(text: str, dates: Sequence[When], at: int, kind: str, day: date | None) -> _Due | None:
    """None for what is past, comes every year, is a mere year, or says whom is meant."""
    words, when = load("events"), dates[at]
    before, after = text[max(0, when.start - _NEAR) : when.start], text[when.end : when.end + _FAR]
    said = text[when.start : when.end]
    if (day is not None and when.last < day) or re.search(words["again"], before):
        return None
    if re.match(words["opens"], after):
        return None
    end = re.match(words["milestone_after"], after)
    if end and not re.search(words["precise"], said + end[0]):
        return None
    lead = re.search(words["milestone_lead"], before)
    if not end and kind != "alert":
        around = text[max(0, when.start - 2 * _FAR) : when.end + _FAR]
        is_range = at > 0 and re.fullmatch(words["range"], text[dates[at - 1].end : when.start])
        end = _by(around, said, before, after, bool(is_range))
    rest = after[end.end() :] if end else ""
    meant = re.search(words["milestone_meant"], before[: lead.start()] if lead else before)
    if not end or meant or re.match(words["qualifies"], rest) or re.match(words["told_past"], rest):
        return None
    return _Due(when.last, when.start - (len(lead[0]) if lead else 0), when.end + end.end())


def _by(around: str, said: str, before: str, after: str, is_range: bool) -> re.Match[str] | None:
    """「到2026年底」, 「限6月30日」, 「至11月15日止」: the end of a month, a day or a year without 前."""
    words = load("events")
    end = re.match(words["end_of"], after)
    if end is None or _PLAN.search(said) or not (re.search(words["precise"], said) or end[0].strip("” ")):
        return None
    if re.search(words["lasting"], before):
        return None
    if is_range or re.search(words["begun"], before) or re.match(words["closes"], after):
        return re.match(words["closes_or_not"], after) if re.search(words["applied"], around) else None
    return end if re.search(words["by"], before) or re.match(words["ends_done"], after) else None


def _whats(text: str, dues: Sequence[_Due]) -> Iterator[str]:
    """For each date the clauses from it to the next date, without the words of the date."""
    before = [due.end for due in dues]
    commas = [
        max(text.rfind(comma, end, due.start) for comma in "，,；;") for end, due in zip(before, dues[1:], strict=False)
    ]
    cuts = [0, *(max(comma + 1, end) for comma, end in zip(commas, before, strict=False)), len(text)]
    for due, start, stop in zip(dues, cuts, cuts[1:], strict=False):
        what = text[min(start, due.start) : due.start] + text[due.end : max(stop, due.end)].lstrip("，, ")
        yield what.strip("，,。；;：: \t")[:_LONGEST] or text[due.start : due.end]
