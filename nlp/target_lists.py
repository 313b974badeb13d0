"""Numbers of one verb dealt out over the indicators, areas or years that stand before it in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from nlp.quantities import Quantity
from nlp.target_subjects import Subject
from nlp.target_verbs import ending_verb, verb_of
from nlp.vocabulary import alternatives, load, pattern

_AND = re.compile(r"、|和|与|以及|及(?!以[上下内])")
_OUTSIDE = re.compile(r"[（(][^（）()]*[)）]|《[^《》]*》|“[^“”]*”")
_BEHIND_CLASS = re.compile("(?:企业|行业|领域)([^企行领]{3,}(?:率|比例|比重|占比))$")
_SHARE_OF = re.compile("(?<=.)占[^占]{2,12}(?:比重|比例|的)$")
_NUMBER_OF = re.compile("[一二两三四五六七八九十\\d]{1,2}[省市区县州]$")
_SHORTEST_WORD, _LONGEST_KIND = 2, 9


class Row(NamedTuple):
    """One number with what it is about."""

    indicator: str
    area: str
    quantity: Quantity
    due: date | None
    """Its own year, where the years are told one by one."""


def dealt(subject: Subject, group: list[Quantity], years: list[date]) -> Iterator[Row]:
    """One row for each number; what cannot be told apart is left out."""
    area, whole = "、".join(subject.areas), subject.indicator
    parts = _led(parts_of(whole, len(group))) if len(group) > 1 or subject.shared else (whole,)
    if len(group) == 1:
        yield from _spread(subject, parts, group[0], years)
    elif len(parts) == len(group) and len(parts) > 1:
        yield from (Row(part, area, one, None) for part, one in zip(parts, group, strict=True))
    elif len(subject.areas) == len(group):
        yield from (Row(whole, place, one, None) for place, one in zip(_single(subject.areas), group, strict=True))
    elif len(parts) == 1 and len({one.unit for one in group}) == len(group):
        yield from (Row(whole, area, one, None) for one in group)
    elif len(years) == len(group):
        yield from (Row(whole, area, one, year) for one, year in zip(group, years, strict=True))


def _spread(subject: Subject, parts: tuple[str, ...], quantity: Quantity, years: list[date]) -> Iterator[Row]:
    """均 of one number: one row for each indicator, for each area or for each year."""
    area = "、".join(subject.areas)
    if subject.shared and len(parts) > 1:
        yield from (Row(part, area, quantity, None) for part in parts)
    elif subject.shared and len(subject.areas) > 1:
        yield from (Row(subject.indicator, place, quantity, None) for place in _single(subject.areas))
    elif subject.shared and len(years) > 1:
        yield from (Row(subject.indicator, area, quantity, year) for year in years)
    else:
        yield Row(subject.indicator, area, quantity, None)


def _led(parts: tuple[str, ...]) -> tuple[str, ...]:
    """窑头颗粒物、二氧化硫排放浓度: what stands before the first pollutant belongs to each."""
    starts = [next((found.start() for found in pollutant_pattern().finditer(part)), -1) for part in parts]
    if len(parts) < 2 or starts[0] < 1 or any(starts[1:]) or verb_of(parts[0]):
        return parts
    lead = parts[0][: starts[0]]
    return (parts[0], *(lead + part for part in parts[1:]))


def _single(areas: tuple[str, ...]) -> tuple[str, ...]:
    """甲、乙、丙三市: the number belongs to all, not to the last."""
    return (*areas[:-1], _NUMBER_OF.sub("", areas[-1]))


def parts_of(indicator: str, numbers: int = 0) -> tuple[str, ...]:
    """氮氧化物和挥发性有机物排放总量: the last one's noun belongs to all."""
    parts = tuple(part for part in _split(indicator) if part)
    if 1 < numbers < len(parts):
        parts = _whole_first(indicator, parts, numbers)
    if len(parts) < 2 or any(pattern("targets", "noun_end").search(part) for part in parts[:-1]):
        return parts
    like = _behind_like(parts)
    if verb := verb_of(parts[0]):
        of_class = pattern("targets", "classes").search(parts[-1])
        like = like or (of_class[0] if of_class and of_class.start() and len(parts[0]) < _LONGEST_KIND else "")
        first = (part + like for part in parts[:-1])
        return tuple(part if verb_of(part) else verb + part for part in (*first, parts[-1]))
    tail = like or _tail(parts)
    return (*(part + tail for part in parts[:-1]), parts[-1].replace("等行业", "行业"))


def _whole_first(words: str, parts: tuple[str, ...], numbers: int) -> tuple[str, ...]:
    """焦炉及干熄炉颗粒物、二氧化硫 of two numbers: the pollutants are told apart, not the furnaces."""
    own = parts[len(parts) - numbers]
    lead, pollutants = parts[: len(parts) - numbers], parts[len(parts) - numbers + 1 :]
    if any(map(pollutant_pattern().search, lead)) or not all(map(pollutant_pattern().match, pollutants)):
        return parts
    return (words[: words.index(own) + len(own)], *pollutants)


def _split(words: str) -> list[str]:
    """At the joints that stand outside brackets and quotation marks."""
    hidden = _OUTSIDE.sub(lambda match: "＿" * len(match[0]), words)
    joints = [match.span() for match in _AND.finditer(hidden)]
    begins, ends = [0, *(end for _, end in joints)], [*(start for start, _ in joints), len(words)]
    return [words[begin:end].strip() for begin, end in zip(begins, ends, strict=True)]


def _behind_like(parts: tuple[str, ...]) -> str:
    """汽油、柴油抽检合格率: what stands behind the like of the parts before; a word at least."""
    ends = {part[-1] for part in parts[:-1]}
    at = parts[-1].find(ends.pop(), 1) if len(ends) == 1 else -1
    near = 0 < at <= max(map(len, parts[:-1])) and len(parts[-1]) - at > _SHORTEST_WORD
    return parts[-1][at + 1 :] if near and re.match("[\u4e00-\u9fff]", parts[-1][at]) else ""


def _tail(parts: tuple[str, ...]) -> str:
    """What the last part says of all: behind its pollutant, from its 行业 on, else its last noun."""
    if act := ending_verb(parts[-1]):
        return act
    pollutant = pollutant_pattern().match(parts[-1])
    if pollutant and all(_ends_with_pollutant().search(part) for part in parts[:-1]):
        return parts[-1][pollutant.end() :]
    of_class = pattern("targets", "classes").search(parts[-1])
    if of_class and of_class.start():
        return of_class[0]
    return _noun_of(parts[-1])


@cache
def _ends_with_pollutant() -> re.Pattern[str]:
    return re.compile(f"(?:{pollutant_pattern().pattern})$")


def noun_of(words: str) -> str:
    """What is measured: the pollutant with its noun, what stands behind 企业 or 行业, else the noun alone."""
    pollutants = [found for found in pollutant_pattern().finditer(words) if found.start()]
    of_class = _BEHIND_CLASS.search(words)
    return words[pollutants[-1].start() :] if pollutants else of_class[1] if of_class else _noun_of(words)


def _noun_of(part: str) -> str:
    tail = _SHARE_OF.search(part) or _tails().search(part)
    return tail[0] if tail else ""


def of_list(words: str, before: str) -> str:
    """A pollutant named alone after 「二氧化硫排放量」: its noun is the same."""
    earlier = pollutant_pattern().match(before)
    return words + before[earlier.end() :] if earlier and pollutant_pattern().fullmatch(words) else words


@cache
def _tails() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(load('targets')['tails'])})$")


@cache
def pollutant_pattern() -> re.Pattern[str]:
    """A pollutant, with its other name in brackets."""
    words = [re.escape(word) for line in load("keywords")["pollutants"] for word in line]
    return re.compile(f"(?:{alternatives(words)}|{load('targets')['pollutant']})(?:[（(][^（）()]*[)）])?")
