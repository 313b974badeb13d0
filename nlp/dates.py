"""Dates as official texts write them, each resolved to its first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from nlp.reading import Spans

_HAN = (
    {character: number for number, character in enumerate("〇一二三四五六七八九")}
    | dict.fromkeys("零○OＯ", 0)
    | {"两": 2}
)
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:19|20)\d{2}|(?:二[〇零○OＯ]|一九)[〇零○OＯ一二三四五六七八九]{2})"
_TO = r"—–\-−－~～至到"
_WHEN = re.compile(
    # The first characters that any of these may have: most of a text is passed over by them.
    rf"""(?=[\d一二三四五六七八九十两“"「今本当明去上下同年全])(?:
    (?P<iso>(?<!\d)(?P<iy>20\d\d)[-/.](?P<im>\d{{1,2}})[-/.](?P<id>\d{{1,2}})(?!\d))
    |(?P<span>(?<!\d)(?P<s1>{_YEAR})\s*年?\s*[—–\-－~～至到]{{1,2}}\s*(?P<s2>{_YEAR})\s*年(?P<winter>秋冬季|冬春季|冬季|冬防|采暖[季期]|供暖[季期])?)
    |(?<!\d)(?P<year>{_YEAR})\s*年(?:度)?\s*(?:(?P<from>{_N})\s*(?:月(?:份)?)?\s*[{_TO}]{{1,2}}\s*(?P<until>{_N})\s*月(?!\s*{_N}\s*日)
      |(?P<month>{_N})\s*月(?:份)?\s*(?:(?P<day>{_N})\s*日|(?P<part>[上中下]旬))?
      |(?P<quarters>前[二三])季度|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下]半年))?
    |(?<!\d)(?P<listed>{_YEAR})(?=(?:\s*[、和及与]\s*{_YEAR}){{1,6}}\s*年)
    |[“"「]?十(?P<plan>[一二三四五六七])五[”"」]?(?=时?期间?|末|规划|以来|[，,、]|[”"」])
    |(?P<relative>今年|本年度?|当年|明年|去年|上年|同年(?=[\d一二三四五六七八九十]))(?:(?P<rmonth>{_N})月(?:份)?(?:(?P<rday>{_N})日)?)?
    |(?<![\d.年个])(?P<bfrom>{_N})\s*(?:月(?:份)?)?\s*[{_TO}]{{1,2}}\s*(?P<buntil>{_N})\s*月(?!\s*{_N}\s*日)
    |(?<![\d.年个])(?P<bmonth>{_N})\s*月(?:份)?\s*(?:(?P<bday>{_N})\s*日|(?P<bpart>[上中下]旬)|(?=[底末初前]))
    |(?<![每历去上前各])(?P<bhalf>[上下]半年)(?=[，,、：:]|[底末]?前|[完实新淘])
    |(?P<running>本月)(?=[底末]|[之以]?前|内)
    |(?<![\d.个每年])(?P<bend>年底|年末|年内|全年)
    |(?P<years>\d|[一二三四五两])年(?:左右)?(?:的?时间|内|努力))""",
    re.VERBOSE,
)
_DATED = re.compile(r"[年月五]|20\d\d[-/.]")
"""What no text that names a date is without."""
_CITED = re.compile(r"《[^《》]{0,120}》")
_COMPARED = re.compile(r"[比较]\s*$")
_SHIFT = {"今年": 0, "本年": 0, "本年度": 0, "当年": 0, "明年": 1, "去年": -1, "上年": -1}


class When(NamedTuple):
    """A date or period where it stands in a text."""

    start: int
    end: int
    first: date
    last: date


def whens(text: str, day: date | None) -> Iterator[When]:
    """Dates in order. What names no year takes that of the date before it, or of `day`; else it is left out."""
    if not _DATED.search(text):
        return
    year = day.year if day else None
    cited = Spans(match.span() for match in _CITED.finditer(text))
    for match in _WHEN.finditer(text):
        span = _resolve(match, year, day)
        if span:
            told = text[max(0, match.start() - 2) : match.start()]
            year = span[1].year if _tells_year(match, told) and not cited.hold(match.start()) else year
            yield When(match.start(), match.end(), *span)


def _tells_year(match: re.Match[str], before: str) -> bool:
    """Whether months without a year that follow are of this one: not of 上年, of several years, of a base year."""
    return not (match["relative"] or match["plan"] or match["span"] or _COMPARED.search(before))


def years_later(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th."""
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def number(text: str) -> int:
    """`12`, `十二`, `二〇二六` as a number."""
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _HAN.get(tens, 1) * 10 + _HAN.get(ones, 0)
    return int("".join(str(_HAN[character]) for character in text))


def _resolve(match: re.Match[str], year: int | None, day: date | None) -> tuple[date, date] | None:
    if match["iso"]:
        return _month(int(match["iy"]), match["im"], match["id"])
    if match["span"]:
        first, last = number(match["s1"]), number(match["s2"])
        # The air plans' cold season runs from October to March.
        return (date(first, 10, 1), date(last, 3, 31)) if match["winter"] else (date(first, 1, 1), date(last, 12, 31))
    if match["plan"]:
        last = 1955 + 5 * (_HAN[match["plan"]] + 10)
        return date(last - 4, 1, 1), date(last, 12, 31)
    if match["listed"]:
        return date(number(match["listed"]), 1, 1), date(number(match["listed"]), 12, 31)
    if match["year"]:
        return _in_year(match, number(match["year"]))
    if match["years"]:
        return (day, years_later(day, number(match["years"])) - timedelta(days=1)) if day else None
    return _without_year(match, year, day)


def _in_year(match: re.Match[str], year: int) -> tuple[date, date] | None:
    if match["from"]:
        return _months(year, match["from"], match["until"])
    if match["month"]:
        return _month(year, match["month"], match["day"], match["part"])
    if match["quarters"]:
        last = 3 * number(match["quarters"][1:])
        return date(year, 1, 1), date(year, last, monthrange(year, last)[1])
    if match["quarter"]:
        last = number(match["quarter"]) * 3
        return date(year, last - 2, 1), date(year, last, monthrange(year, last)[1])
    if match["half"]:
        return _half(year, match["half"])
    return date(year, 1, 1), date(year, 12, 31)


def _without_year(match: re.Match[str], year: int | None, day: date | None) -> tuple[date, date] | None:
    if match["running"]:
        return _month(day.year, str(day.month), None) if day else None
    base = day.year if match["relative"] in _SHIFT and day else year
    if base is None:
        return None
    base += _SHIFT.get(match["relative"], 0)
    if match["bfrom"]:
        return _months(base, match["bfrom"], match["buntil"])
    if match["bhalf"]:
        return _half(base, match["bhalf"])
    month, of_month = match["rmonth"] or match["bmonth"], match["rday"] or match["bday"]
    return _month(base, month, of_month, match["bpart"]) if month else (date(base, 1, 1), date(base, 12, 31))


def _half(year: int, half: str) -> tuple[date, date]:
    return (date(year, 1, 1), date(year, 6, 30)) if half == "上半年" else (date(year, 7, 1), date(year, 12, 31))


def _months(year: int, first: str, last: str) -> tuple[date, date] | None:
    """10月至12月; None for what no calendar has."""
    if not 1 <= number(first) <= number(last) <= 12:
        return None
    return date(year, number(first), 1), date(year, number(last), monthrange(year, number(last))[1])


def _month(year: int, month: str, day: str | None, part: str | None = None) -> tuple[date, date] | None:
    """A day, a third of a month or all of it; None for what no calendar has, 13月 or 31 June."""
    if not 1 <= number(month) <= 12:
        return None
    length = monthrange(year, number(month))[1]
    if part:
        first, last = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, length)}[part]
        return date(year, number(month), first), date(year, number(month), last)
    if day is None:
        return date(year, number(month), 1), date(year, number(month), length)
    return (date(year, number(month), number(day)),) * 2 if 1 <= number(day) <= length else None
