"""The time that was measured, 2026年, 2026年9月 or 前三季度, in the reader's language."""

from __future__ import annotations

import re

from digests.plain import inert
from digests.wording import MONTHS, word
from warehouse.models import Language

WRITTEN = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?:(?P<month>\d{1,2})(?:\s*[—–\-~～至]\s*(?P<last>\d{1,2}))?月(?:份)?"
    r"|(?P<to>前)?(?P<quarter>[一二三四])季度|(?P<half>[上下])半年)"
)
YEAR = re.compile(r"(20\d\d)年")
NUMBERS = "一二三四"


def period(text: str, lang: Language) -> str:
    """`2026年9月`, `1～9月`; empty for a time that is written in no way we know."""
    if year := YEAR.fullmatch(inert(text)):
        return word(lang, "date.year", y=year[1])
    found = WRITTEN.fullmatch(inert(text))
    if found is None:
        return ""
    said = _within_a_year(found, lang)
    return word(lang, "period.year", y=found["year"], period=said) if found["year"] else said


def _within_a_year(found: re.Match[str], lang: Language) -> str:
    if found["half"]:
        return word(lang, "period.half", half=word(lang, "period.first" if found["half"] == "上" else "period.second"))
    if found["quarter"]:
        number = NUMBERS.index(found["quarter"]) + 1
        return word(lang, "period.quarters" if found["to"] else "period.quarter", n=number)
    first = _month(found["month"], lang)
    return (
        word(lang, "period.months", m=first, last=_month(found["last"], lang))
        if found["last"]
        else word(lang, "period.month", m=first)
    )


def _month(number: str, lang: Language) -> str:
    return MONTHS[(int(number) - 1) % 12] if lang == "en" else str(int(number))
