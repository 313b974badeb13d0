"""The day that a row of a listing shows beside its title."""

from __future__ import annotations

import re
from datetime import date

from crawlers.text.dates import day

SPOKEN = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})(?!\d)")
MARKED = re.compile(r"(?<![\d.])((?:19|20)\d\d)\s?([-/.－])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)")
PACKED = re.compile(r"(?<![\d\w])((?:19|20)\d\d)(\d\d)(\d\d)(?![\d\w])")
DAY_FIRST = re.compile(r"(?<![\d.\-/])(\d{1,2})\s+((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})(?![\d\-/.])")
DAY_LAST = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})月?\s+(\d{1,2})(?![\d\-/.:])")
NO_YEAR = re.compile(r"(?<![\d\-/.])(\d{1,2})[-/](\d{1,2})(?![\d\-/.])")
NOT_PUBLISHED = re.compile(r"^\s*(?:日?\s*)(?:起)?(?:实施|施行|生效|截止)")
YEAR_ALONE = re.compile(r"^\s*((?:19|20)\d\d)\s*(?:年度?)?\s*$")
CLOCK = re.compile(r"(?:今天|今日|现在|当前|北京时间)(?:是|时间|日期)?\s*[:：]?\s*$")
WEEKDAY = re.compile(r"^\s*日?\s*[（(]?星期")
BEFORE_DAY = re.compile(r"\s*[\[（(【]?\s*$")
AFTER_DAY = re.compile(r"日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?\s*[\]）)】]?\s*")
RANGE = re.compile(r"^\s*(?:日)?\s*(?:至|到|~|～|—|-)+\s*$")
PUBLISHED = re.compile(r"(?:发布|发文|公布|公开|上传)(?:日期|时间)?\s*[:：]?\s*[\[（(]?\s*$")
YEAR_IN_ADDRESS = re.compile(r"/t?((?:19|20)\d\d)(?:[01]\d|[/-])")


def written(text: str) -> list[tuple[int, int, date]]:
    """Every whole date in a text, with the characters it takes, in the order of the text."""
    found = [
        *((m.start(), m.end(), day(m[1], m[2], m[3])) for m in SPOKEN.finditer(text)),
        *((m.start(), m.end(), day(m[1], m[3], m[4])) for m in MARKED.finditer(text)),
    ]
    found = found or [(m.start(), m.end(), day(m[1], m[2], m[3])) for m in PACKED.finditer(text)]
    found = found or [(m.start(), m.end(), day(m[2], m[3], m[1])) for m in DAY_FIRST.finditer(text)]
    found = found or [(m.start(), m.end(), day(m[1], m[2], m[3])) for m in DAY_LAST.finditer(text)]
    return sorted((start, end, value) for start, end, value in found if value)


def shown(text: str) -> date | None:
    """The day on which a row says that it was published.

    A labelled one is believed first; a day of entering into force, a deadline or today is none; of a
    range the first, of several (written, published) the last.
    """
    dates = [span for span in written(text) if not _is_another(text[: span[0]], text[span[1] :])]
    for start, _, value in dates:
        if PUBLISHED.search(text[:start]):
            return value
    if len(dates) > 1 and RANGE.match(text[dates[0][1] : dates[1][0]]):
        return dates[0][2]
    return max((value for _, _, value in dates), default=None)


def _is_another(before: str, after: str) -> bool:
    return bool(NOT_PUBLISHED.match(after) or WEEKDAY.match(after) or CLOCK.search(before))


def year_alone(text: str) -> str:
    """The year of a heading that says nothing else: `2026年`, `2026年度`."""
    found = YEAR_ALONE.match(text)
    return found[1] if found else ""


def without_year(text: str, url: str) -> date | None:
    """A `10-21` beside a title, in the year of which the address speaks."""
    found, year = NO_YEAR.search(text), YEAR_IN_ADDRESS.search(url)
    return day(year[1], found[1], found[2]) if found and year else None


def without(title: str) -> str:
    """A title without the day and hour that a listing sets before or after it.

    A day in words that touches its neighbour is a part of the title: 2026年9月7日空气质量日报.
    """
    for start, end, _ in reversed(written(title)):
        opened, closed = BEFORE_DAY.search(title, 0, start), AFTER_DAY.match(title, end)
        if not opened or not closed:
            continue
        is_spoken = "年" in title[start:end]
        if not opened.start() and not (is_spoken and closed[0] in ("", "日")):
            title = title[closed.end() :]
        elif closed.end() == len(title) and not (is_spoken and not opened[0][:1].isspace()):
            title = title[: opened.start()]
    return title
