"""Numbers, units, dates and document numbers: none lost, none new, none changed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from nlp.translation.checks.figures import DOC_NUMBER, Figure, figures
from nlp.translation.offline.han import japanese
from nlp.translation.offline.tables import rules
from warehouse.models import Language

_ONE_EACH = re.compile("[每逐单首一某各另个]|小时(?=[浓均值])|日均|年均|月均")
_NOT_MEASURED = frozenset(("", "#"))


def amount_flags(source: str, text: str, lang: Language) -> list[str]:
    """NUM, UNIT, DATE and DOCNO flags."""
    found = _doc_numbers(source, text, lang) if "号" in source or "号" in text else []
    spoken, source, text = _phrases(source, text, lang)
    ours, theirs = figures(source, "zh"), figures(text, lang)
    wanted, given = Counter(f.value for f in ours.sure), Counter(f.value for f in theirs.sure)
    lost = [f for f in ours.sure if wanted[f.value] > given[f.value] + theirs.may[f.value]]
    allowed = wanted + ours.may + Counter(f.value for f in theirs.sure if _each(f, source))
    new = [f for f in theirs.sure if given[f.value] > allowed[f.value]]
    found += spoken
    found += [f"NUM:{code}" for code in (ours.codes - theirs.codes) + (theirs.codes - ours.codes)]
    found += list(_named(lost, new, source, text))
    if not lost and not new and ours.sure:
        found += _units(ours.sure, theirs.sure, wanted, lang)
    return found + _days(source, text)


def _each(figure: Figure, source: str) -> bool:
    """每日 may be said 1日につき, 每吨 1トン当たり; 万元GDP is that of 1万元."""
    if figure.raw in ("1万", "1亿", "1億"):
        return bool(_BARE.search(source))
    if figure.value != 1 or not _ONE_EACH.search(source):
        return False
    return figure.unit not in _BY_WEIGHT or any(f"每{form}" in source for form in _known_units()[figure.unit]["zh"])


_BARE = re.compile("(?<![0-9一二两三四五六七八九十百千几数])[万亿]")
_BY_WEIGHT = frozenset(("ratio", "t", "t/h", "kg", "g", "W", "Wh", "m", "m2", "m3", "yuan", "point"))


@cache
def _known_units() -> Any:
    """The units of measurement by their canonical names."""
    table = rules("figures.yml")["units"]
    return table | {row["as"]: row for row in table.values() if "as" in row and row["as"] not in table}


def _named(lost: list[Figure], new: list[Figure], source: str, text: str) -> Iterator[str]:
    """A number that only changed its unit is said so; a year, month or day is a date."""
    raws = {figure.raw for figure in lost} & {figure.raw for figure in new}
    for side, figures_of in ((source, lost), (text, new)):
        for figure in figures_of:
            if figure.raw in raws and figure.unit not in _NOT_MEASURED:
                yield f"UNIT:{figure.raw}"
            else:
                yield f"{'DATE' if _dated(figure, side) else 'NUM'}:{figure.raw}"


def _dated(figure: Figure, text: str) -> bool:
    return (
        (figure.unit == "year" and 1900 <= figure.value < 2100)
        or figure.unit == "month"
        or (figure.unit == "day" and text[figure.at - 1 : figure.at] == "月")
    )


def _units(ours: list[Figure], theirs: list[Figure], counts: Counter[float], lang: Language) -> list[str]:
    """Behind equal numbers stand equal units; counters may change."""
    given: dict[float, list[str]] = defaultdict(list)
    for figure in theirs:
        given[figure.value].append(figure.unit)
    left = [figure for figure in ours if not _taken(figure, given)]
    return [
        f"UNIT:{figure.raw}{figure.unit}"
        for figure in left
        if not _spared(figure, given[figure.value], counts) and not (lang == "en" and "" in given[figure.value])
    ]


def _taken(figure: Figure, given: dict[float, list[str]]) -> bool:
    """The same unit stands there; it is used up."""
    units = given[figure.value]
    if figure.unit in units:
        units.remove(figure.unit)
        return True
    return False


def _spared(figure: Figure, units: list[str], counts: Counter[float]) -> bool:
    """A unit may go where none was measured, before a year's dash, or where the number is said in a word only."""
    if figure.unit in _NOT_MEASURED:
        return not any(unit not in _NOT_MEASURED for unit in units) or figure.unit == "" or counts[figure.value] > 1
    return not units or (figure.unit == "year" and figure.value >= 1900 and not _MEASURED & set(units))


_MEASURED = frozenset(("ratio", "t", "point", "months", "day", "yuan", "μg/m3", "mg/m3", "W", "m"))


# ---------------------------------------------------------------- said in words


class _Phrase(NamedTuple):
    zh: re.Pattern[str]
    ja: re.Pattern[str]
    en: re.Pattern[str]


@cache
def _table() -> tuple[_Phrase, ...]:
    return tuple(
        _Phrase(re.compile(row["zh"]), re.compile(row["ja"]), re.compile(row["en"], re.IGNORECASE))
        for row in rules("figures.yml")["phrases"]
    )


_HINT = re.compile("季度|半|番|一倍|百分")


def _phrases(source: str, text: str, lang: Language) -> tuple[list[str], str, str]:
    """Numbers that are words, 翻一番 or 第三季度: what was lost, and both texts without them."""
    if not _HINT.search(source):
        return _quarters(text, lang), source, text
    lost = []
    for phrase in _table():
        said = getattr(phrase, lang)
        for match in phrase.zh.findall(source):
            source = source.replace(match, "■", 1)
            there = said.search(text)
            if there is None:
                lost.append(f"NUM:{match}")
            else:
                text = text[: there.start()] + "■" + text[there.end() :]
    return lost + _quarters(text, lang), source, text


def _quarters(text: str, lang: Language) -> list[str]:
    """Quarters and halves of a year that the source does not have."""
    return [f"NUM:{quarter}" for quarter in _QUARTER.findall(text)] if lang == "ja" and "期" in text else []


_QUARTER = re.compile("第[1-4一二三四]四半期|上半期|下半期")


# ---------------------------------------------------------------- days and document numbers


_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日")


def _days(source: str, text: str) -> list[str]:
    """Month and day were not exchanged."""
    given = _DAY.findall(text)
    return [f"DATE:{m}月{d}日" for m, d in _DAY.findall(source) if (d, m) in given and (m, d) not in given]


_ISSUER = re.compile(r"[\u4e00-\u9fff]{0,12}$")


def _doc_numbers(source: str, text: str, lang: Language) -> list[str]:
    """国发〔2023〕24号 stays with its issuer's word, year and number."""
    given = [
        (m[1], m[2], _before(text, m.start())) for m in DOC_NUMBER.finditer(text) if m[0][-1] == "号" or lang == "en"
    ]
    found = []
    for match in DOC_NUMBER.finditer(source):
        if match[0][-1] != "号":
            continue
        issuer = _before(source, match.start())
        there = [word for year, number, word in given if (year, number) == (match[1], match[2])]
        if not there or (lang == "ja" and not any(_same_issuer(issuer, word) for word in there)):
            found.append(f"DOCNO:{issuer[-4:]}{match[0]}")
    wanted = {(m[1], m[2]) for m in DOC_NUMBER.finditer(source)}
    return found + [f"DOCNO:{year}-{number}" for year, number, _ in given if (year, number) not in wanted]


def _before(text: str, at: int) -> str:
    match = _ISSUER.search(text, max(0, at - 12), at)
    return match[0] if match else ""


def _same_issuer(zh: str, ja: str) -> bool:
    one, other = japanese(zh), japanese(ja)
    return one.endswith(other[-len(one) :]) and bool(other) == bool(one) if one else True
