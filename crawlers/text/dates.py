"""Dates as Chinese government pages write them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

SHANGHAI = timezone(timedelta(hours=8))
_HAN_DIGITS = {
    han: value
    for value, hans in enumerate(("〇零○Ｏ０", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
    for han in hans
}
_HAN = "〇零○Ｏ０一二三四五六七八九十"
_NUMERIC = re.compile(
    r"(?<!\d)((?:19|20)\d{2})\s*(?:年|[-—–/.．－])\s*(\d{1,2})\s*(?:月|[-—–/.．－])\s*(\d{1,2})(?:\s*日|(?!\d))"
)
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_WRITTEN = re.compile(rf"([{_HAN}]{{4}})\s*年\s*([{_HAN}]{{1,3}})\s*月\s*([{_HAN}]{{1,3}})\s*日")
_EPOCH = re.compile(r"^1\d{9}(\d{3})?$")
_IN_ADDRESS = (
    re.compile(r"/(?:t|art_|c_)?((?:19|20)\d\d)(\d\d)(\d\d)(?:[_/]|\d{0,12}/)"),
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})/"),
    re.compile(r"/((?:19|20)\d\d)(\d\d)/(\d\d)/"),
)
_AT_END = re.compile(r"[（(]\s*(?:19|20)\d{2}[年-]\d{1,2}[月-]\d{1,2}日?\s*[)）]\s*$")
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_EARLIEST = 1949


def find(text: str) -> date | None:
    """The first date of a text, in digits or in Han numerals."""
    text = text.translate(_NARROW)
    spans = [(m.start(), found) for m in _NUMERIC.finditer(text) if (found := day(*m.groups()))]
    spans += [(m.start(), found) for m in _WRITTEN.finditer(text) if (found := _han_day(*m.groups()))]
    return min(spans, key=lambda span: span[0])[1] if spans else None


def value(text: str) -> date | None:
    """The date that a field holds: also `20260903` and seconds or milliseconds since 1970."""
    stripped = text.strip().translate(_NARROW)
    if _EPOCH.match(stripped):
        return datetime.fromtimestamp(int(stripped[:10]), SHANGHAI).date()
    compact = _COMPACT.search(stripped)
    return find(stripped) or (day(*compact.groups()) if compact else None)


def every(text: str) -> list[date]:
    """All dates of a text that stand in digits."""
    return [found for m in _NUMERIC.finditer(text) if (found := day(*m.groups()))]


def without(text: str) -> str:
    """The text with its dates taken out."""
    return _WRITTEN.sub("", _NUMERIC.sub("", text.translate(_NARROW)))


def at_end(text: str) -> date | None:
    """A date in brackets at the end of a headline, as Shanghai's sites set it."""
    found = _AT_END.search(text)
    return find(found[0]) if found else None


def of_url(url: str) -> date | None:
    """The day in an address: when the CMS made the page, often but not always when it was published."""
    path = url.split("?")[0]
    found = (day(*match.groups()) for pattern in _IN_ADDRESS for match in pattern.finditer(path))
    return next(filter(None, found), None)


def day(year: str, month: str, number: str) -> date | None:
    """The day, or None when there is no such one."""
    try:
        found = date(int(year), int(month), int(number))
    except ValueError:
        return None
    return found if found.year >= _EARLIEST else None


def _han_day(year: str, month: str, number: str) -> date | None:
    digits = "".join(str(_HAN_DIGITS.get(han, "")) for han in year)
    if len(digits) != 4:
        return None
    return day(digits, str(_han_number(month)), str(_han_number(number)))


def _han_number(han: str) -> int:
    if "十" in han:
        tens, _, ones = han.partition("十")
        return (_HAN_DIGITS.get(tens, 1) if tens else 1) * 10 + (_HAN_DIGITS.get(ones, 0) if ones else 0)
    return int("".join(str(_HAN_DIGITS[h]) for h in han) or 0)
