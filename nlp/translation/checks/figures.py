"""Every number of a text with its unit, whatever the script it is written in."""

from __future__ import annotations

import re
from calendar import month_name
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Literal, NamedTuple

from nlp.translation.checks.numerals import value
from nlp.translation.offline.tables import rules

Tongue = Literal["zh", "ja", "en"]

_WIDE = str.maketrans("０１２３４５６７８９．％／，₂₃₅", "0123456789.%/,235")
_NAMES = re.compile(r"PM ?2\.5|PM ?10(?!\d)|(?:CO|SO|NO|N)2(?!\d)|NH3|(?<![A-Za-z])O3|H2S|CH4|SF6|SO3|2\+\d\d|A4")
ITEM = re.compile(r"(?<![A-Za-z\d])[（(]([一二三四五六七八九十]{1,3}|\d{1,2})[）)]")
"""Numbering of items within a text."""
CODE = re.compile(
    r"(?:GB|HJ|DB|NY|QC|JB|AQ|SH|CJ|JT|TSG|ISO|IEC)[A-Z]?(?:/[TZ])? ?\d[\d./]*(?: ?[—–-] ?\d{2,4}(?!\d))?"
)
DOC_NUMBER = re.compile(r"[〔\[［(（](\d{4})[〕\]］)）] ?(?:第|No\. ?)?(\d+)号?")
_ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_NUMBER = {
    "zh": re.compile(rf"{_ARABIC}(?:(?:[十万亿]|百(?!分)|千(?![瓦米克帕卡升伏]))+(?:{_ARABIC})?)*"),
    "ja": re.compile(rf"{_ARABIC}(?:[百千万億兆]+(?:{_ARABIC})?)*"),
    "en": re.compile(rf"{_ARABIC}(?:[ -](?:thousand|million|billion|trillion)\b)?"),
}
_HAN = re.compile(
    r"[〇零一二两三四五六七八九十百千][〇零一二两三四五六七八九十百千万亿億]*(?:点[一二三四五六七八九零〇]+)?"
)
_TENTHS = re.compile(
    r"([一二两三四五六七八九\d])[成割](?:([一二三四五六七八九半\d])分?(?![十百\d年月日]))?(?![不为功立果本员])"
)
_PERCENT = re.compile(r"百分之([〇零一二三四五六七八九十百点]+)")
_SPACED = re.compile(r"\s*(?:余|多|余り|约)?\s?")
_JOINED = re.compile(r"\s*(?:[、，,～〜~—–-]|和|及び?|至|到|与|と|から|及|・|and|to|or)\s*$")


class Figure(NamedTuple):
    """A number in its base unit, and as it is written."""

    value: float
    unit: str
    """Canonical unit; # for a counter, empty for none."""
    raw: str
    at: int
    end: int


@dataclass(slots=True)
class Figures:
    """The numbers of a text."""

    sure: list[Figure] = field(default_factory=list)
    """Those that must stand on the other side."""
    may: Counter[float] = field(default_factory=Counter)
    """Han numerals that may be no numbers: they allow a number on the other side but ask for none."""
    codes: Counter[str] = field(default_factory=Counter)
    """Standards and five-year plans, in one spelling."""


@lru_cache(maxsize=2048)
def figures(text: str, lang: Tongue) -> Figures:
    """The numbers of a text from which document numbers and names like PM2.5 were taken out."""
    found = Figures()
    if lang != "en" and not _NUMERIC.search(text):
        return found
    text = ITEM.sub("■", text.translate(_WIDE) if _IS_WIDE.search(text) else text)
    text = _NAMES.sub("■", text) if _LATIN.search(text) else text
    text = _codes(DOC_NUMBER.sub("■", text), lang, found)
    text = _english(text, found) if lang == "en" else text
    if lang != "en":
        text = _said(text, found)
    text = _arabic(text, lang, found)
    if lang != "en":
        _han(text, lang, found)
    return found


_NUMERIC = re.compile("[0-9０-９双〇零一二两三四五六七八九十百千万]")
_NUMERIC_HAN = re.compile("[〇零一二两三四五六七八九十百千]")
_LATIN = re.compile("[A-Z]")
_IS_WIDE = re.compile("[０-９．％／，₂₃₅]")


# ---------------------------------------------------------------- what is more than one number


def _codes(text: str, lang: Tongue, found: Figures) -> str:
    if _LATIN.search(text):
        for match in CODE.finditer(text):
            found.codes[re.sub(r"[^A-Z0-9./]", "", match[0].replace("/T", ""))] += 1
        text = CODE.sub("■", text)
    for match in _plan_period(lang).finditer(text) if _FIVE.search(text) else ():
        number = next(group for group in match.groups() if group)
        count = int(number) if number.isdecimal() else int(value(number))
        found.codes[f"plan {count + 10 if '十' in match[0] and count < 10 else count}"] += 1
    return _plan_period(lang).sub("■", text) if found.codes else text


_FIVE = re.compile("[五5５]|Five")


@cache
def _plan_period(lang: Tongue) -> re.Pattern[str]:
    return re.compile(rules("figures.yml")["plan_periods"][lang])


def _said(text: str, found: Figures) -> str:
    """Fractions, tenths and percentages in words."""
    if "分之" in text or "分の" in text:
        text = _PERCENT.sub(lambda m: _keep(found, m, value(m[1])), text)
        text = _fraction("zh").sub(lambda m: _keep(found, m, 100 * _plain(m[2]) / (_plain(m[1]) or 1)), text)
        text = _fraction("ja").sub(lambda m: _keep(found, m, 100 * _plain(m[2]) / (_plain(m[1]) or 1)), text)
    if "成" in text or "割" in text:
        text = _TENTHS.sub(
            lambda m: _keep(found, m, 10 * _plain(m[1]) + _plain((m[2] or "0").replace("半", "5"))), text
        )
    return text


@cache
def _fraction(lang: Tongue) -> re.Pattern[str]:
    return re.compile(rules("figures.yml")["fractions"][lang])


def _plain(number: str) -> float:
    return float(number) if number.isdecimal() else value(number)


def _keep(found: Figures, match: re.Match[str], percent: float) -> str:
    found.sure.append(Figure(round(percent, 3), "ratio", match[0], match.start(), match.end()))
    return "■" * len(match[0])


# ---------------------------------------------------------------- figures


def _arabic(text: str, lang: Tongue, found: Figures) -> str:
    """Numbers in digits; one in a list takes the unit of the next: 35、28微克/立方米."""
    open_ended: list[Figure] = []
    matches = list(_NUMBER[lang].finditer(text))
    for match, after in zip_longest(matches, matches[1:]):
        base, factor, end = _unit(text, match.end(), lang)
        figure = Figure(round(_amount(match[0], lang) * factor, 6), base, match[0], match.start(), end)
        if not base and after and _JOINED.match(text[match.end() : after.start()]):
            open_ended.append(figure)
            continue
        found.sure += [held._replace(value=round(held.value * factor, 6), unit=base) for held in open_ended]
        found.sure.append(figure)
        open_ended = []
    return _NUMBER[lang].sub("■", text) if matches and _NUMERIC_HAN.search(text) else text


def _amount(number: str, lang: Tongue) -> float:
    """1.2万 is 12000, 1万2000 too, 25 million is 25000000."""
    if number.isdecimal():
        return float(number)
    scales = rules("figures.yml")["scales"][lang]
    if lang == "en":
        figure, _, scale = number.replace("-", " ").partition(" ")
        return float(figure.replace(",", "")) * float(scales.get(scale, 1))
    total = 0.0
    for part in re.finditer(rf"({_ARABIC})([十百千万亿億兆]*)", number):
        amount = float(part[1].replace(",", ""))
        for char in part[2]:
            amount *= scales.get(char, 1)
        total += amount
    return total


def _unit(text: str, at: int, lang: Tongue) -> tuple[str, float, int]:
    """Canonical unit, factor to it and where it ends."""
    spaced = _SPACED.match(text, at)
    start = spaced.end() if spaced else at
    if lang == "en" and text[start : start + 1] == "-":
        start += 1
    forms, longest = _forms(lang)
    for size in range(min(longest.get(text[start : start + 1], 0), len(text) - start), 0, -1):
        form = text[start : start + size]
        known = forms.get(form) or (forms.get(form.lower()) if lang == "en" else None)
        if known and not (
            form[-1].isascii()
            and form[-1].isalpha()
            and text[start + size : start + size + 1].isalpha()
            and text[start + size].isascii()
        ):
            return known[0], known[1], start + size
    return "", 1.0, at


@cache
def _forms(lang: Tongue) -> tuple[dict[str, tuple[str, float]], dict[str, int]]:
    """Units by form, and the length of the longest form by its first character."""
    table = rules("figures.yml")
    forms = dict.fromkeys(table["counters"].get(lang, ()), ("#", 1.0))
    for name, row in table["units"].items():
        forms |= {form: (row.get("as", name), float(row.get("factor", 1))) for form in row[lang]}
    longest: dict[str, int] = {}
    for form in forms:
        for first in (form[0], form[0].upper()):
            longest[first] = max(longest.get(first, 0), len(form))
    return forms, longest


# ---------------------------------------------------------------- Han numerals


def _han(text: str, lang: Tongue, found: Figures) -> None:
    found.may.update({2.0: text.count("双")} if "双" in text else {})
    if not _NUMERIC_HAN.search(text):
        return
    text = _han_words(lang).sub("■", text)
    for match in _HAN.finditer(text):
        base, factor, end = _unit(text, match.end(), lang)
        figure = Figure(round(value(match[0]) * factor, 6), base, match[0], match.start(), end)
        before = text[max(0, match.start() - 1) : match.start()]
        counted = _counted(lang).match(text, match.end()) or (before == "第" and base) or (before == "国" and not base)
        if match[0][0] not in "百千" and counted:
            found.sure.append(figure)
        else:
            found.may[figure.value] += 1


@cache
def _han_words(lang: Tongue) -> re.Pattern[str]:
    words = sorted(rules("figures.yml")["han_words"][lang].split("|"), key=len, reverse=True)
    firsts = "".join(sorted({word[0] for word in words}))
    return re.compile(f"(?=[{firsts}])(?:{'|'.join(map(re.escape, words))})")


@cache
def _counted(lang: Tongue) -> re.Pattern[str]:
    return re.compile(rules("figures.yml")["required_" + lang])


# ---------------------------------------------------------------- English


def _english(text: str, found: Figures) -> str:
    """Words for numbers, months and fractions as digits."""
    lowered = text.lower()
    for words, percent in rules("figures.yml")["english_fractions"].items():
        for match in re.finditer(words, lowered):
            found.sure.append(Figure(round(percent, 3), "ratio", words, match.start(), match.end()))
            lowered = lowered[: match.start()] + "■" * len(words) + lowered[match.end() :]
            text = text[: match.start()] + "■" * len(words) + text[match.end() :]
    return _ENGLISH_WORD.sub(lambda m: _word(m, found), text)


_OTHERS = "departments|ministries|agencies|units|authorities|localities|offices|commissions"
_ENGLISH_WORD = re.compile(rf"(\b[A-Za-z]+\b)(?: [Oo]ther(?= (?i:{_OTHERS})))?")
_MONTHS = {name.lower(): number for number, name in enumerate(month_name) if name}


def _word(match: re.Match[str], found: Figures) -> str:
    word = match[1].lower()
    if word in _MONTHS and match[1][0].isupper():
        found.sure.append(Figure(float(_MONTHS[word]), "month", match[1], match.start(), match.end()))
        return "■"
    number = rules("figures.yml")["english_words"].get(word)
    if number is None:
        return match[0]
    if "ther" in match[0]:
        return str(number + 1)
    if number == 1 or word in _DOUBTFUL:
        found.may[float(number)] += 1
        return match[0]
    return str(number)


_DOUBTFUL = frozenset("second third fourth fifth both double i ii iii iv v vi vii viii ix x".split())  # noqa: SIM905
"""Words that may be no numbers."""
