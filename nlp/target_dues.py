"""The day by which a plan's numbers are due: of their clause, sentence or paragraph, of the headings or the title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from nlp.dates import When, whens
from nlp.quantities import Quantity
from nlp.reading import TITLE, Reading
from nlp.vocabulary import pattern

_CITED = re.compile(r"《[^《》]{0,120}》")
_UNTIL = re.compile(r"\s*[至到—–\-~～]{1,2}\s*")
_LISTED = re.compile(r"\s*[、，和与及]\s*")
_YEARS = re.compile(r"[\d一二三四五两]年")
_PLAN = re.compile("十[一二三四五六七]五")
_IN_PLAN = re.compile(r"[”\"」]?(?:时?期|末|内|[，,、：:；;（）()—至]|全[市省国]|$)")
_ALL = re.compile(
    "[年月底末之以前内]{0,4}(?:[要应须再]|力争|确保)*"
    "(?:全部|全面|基本|完成|到位|清零|达标|验收|任务|目标|工作|实现|落实|投运|建成)*(?=[，,；;。）)\\t]|$)"
)
"""Behind a date that stands behind its number: 2027年底前全部完成."""
_NOT_OF_TITLE = re.compile("[春夏]季|版|修[订正改]")
_COLD = re.compile("(?<![年季每度上去])(?:今冬明春|今年秋冬季|秋冬季|冬春季)(?![大攻防行方重污错差])")
_LEADS = re.compile(r"[：:]\s*$")


def dues_of(text: str, reading: Reading) -> list[When]:
    """Dates that a target may be due by; two that are joined by 至 are one."""
    found: list[When] = []
    dates = sorted([*whens(text, reading.day), *_seasons(text, reading.day)])
    other = [match.span() for rule in _others() for match in rule.finditer(text)] if dates else []
    for when in dates:
        if any(start <= when.start < end for start, end in other) or _is_other(when, text):
            continue
        if found and _UNTIL.fullmatch(text, found[-1].end, when.start):
            found[-1] = When(found[-1].start, when.end, found[-1].first, when.last)
        else:
            found.append(_by_title(when, text, reading))
    return found


def _seasons(text: str, day: date | None) -> Iterator[When]:
    """秋冬季 without a year: the cold season that has begun or comes next."""
    for match in _COLD.finditer(text) if day else ():
        year = day.year if day and day.month > 3 else day.year - 1 if day else 0
        yield When(match.start(), match.end(), date(year, 10, 1), date(year + 1, 3, 31))


def _others() -> tuple[re.Pattern[str], ...]:
    """Years that a change is counted from, dates of cited titles."""
    return pattern("targets", "base"), pattern("targets", "base_last"), pattern("targets", "base_mean"), _CITED


def _is_other(when: When, text: str) -> bool:
    """A day from which something holds, the name of a plan, the year of the number that it starts at."""
    if pattern("targets", "not_due").match(text, when.end):
        return True
    if _PLAN.search(text, when.start, when.end) and not _IN_PLAN.match(text, when.end):
        return True
    return text.endswith(("由", "从"), 0, when.start) and not _UNTIL.match(text, when.end)


def _by_title(when: When, text: str, reading: Reading) -> When:
    """The three years of a plan are those that its title names."""
    if not _YEARS.match(text, when.start):
        return when
    spans = [span for span in whens(reading.title.text, reading.day) if span.last.year > span.first.year]
    return when._replace(last=spans[-1].last) if spans else when


def due_of(dues: list[When], quantity: Quantity, quantities: Iterable[Quantity], text: str) -> When | None:
    """The last date before the number, else the first one behind it if that has no goals of its own."""
    before = [when for when in dues if when.end <= quantity.start]
    if before:
        return before[-1]
    if not dues or any(other.start > dues[0].start and other.verb for other in quantities):
        return None
    apart = re.search("[，,；;]", text[quantity.end : dues[0].start])
    return None if apart and not _ALL.match(text, dues[0].end) else dues[0]


def listed(dues: list[When], text: str, at: int) -> list[date]:
    """The years right before a place that are told one after another: 2026年、2027年, or those of a span."""
    run: list[When] = []
    for when in reversed([when for when in dues if when.end <= at]):
        if run and not _LISTED.fullmatch(text, when.end, run[0].start):
            break
        run.insert(0, when)
    if len(run) == 1 and run[0].first.year < run[0].last.year:
        return [date(year, 12, 31) for year in range(run[0].first.year, run[0].last.year + 1)]
    return [when.last for when in run]


def dues_of_headings(reading: Reading) -> list[When | None]:
    """For each block the date of the words that lead up to it: a sentence with a colon, a heading above, the title.

    2026年工作要点, （2026—2028年）, 「到2027年实现以下目标：」.
    """
    title = _ahead(reading, TITLE)
    found: list[When | None] = []
    above: dict[int, When | None] = {}
    lead: When | None = None
    for index, block in enumerate(reading.release.blocks):
        if block.type == "heading":
            above = {level: due for level, due in above.items() if level < block.level}
            above[block.level], lead = _ahead(reading, index), None
        elif block.type != "item":
            lead = None
        named = [above[level] for level in sorted(above, reverse=True) if above[level]]
        found.append(lead or (named[0] if named else title))
        if block.type != "heading" and not block.rows and _LEADS.search(block.text):
            lead = _ahead(reading, index) or lead
    return found


def _ahead(reading: Reading, block: int) -> When | None:
    """The last date that a line names, unless it is over."""
    text = reading.blocks[block].text[-200:] if block >= 0 else reading.title.text
    dates = dues_of(text, reading) if block >= 0 else list(whens(text, reading.day))
    dates = [when for when in dates if block >= 0 or not _NOT_OF_TITLE.match(text, when.end)]
    ahead = [when for when in dates if reading.day is None or when.last >= reading.day]
    return ahead[-1] if ahead else None
