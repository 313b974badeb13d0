"""What a number of a plan is about: its indicator and area, read from the words before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from nlp.dates import whens
from nlp.gazetteer import leading
from nlp.quantities import Quantity
from nlp.vocabulary import alternatives, load

_DUE_BEFORE = re.compile(r"(?:到|至|截至|于|在)?\s*$")
_DUE_AFTER = re.compile(r"\s*[”\"]?\s*(?:[年月]?[底末]|期间|时期)?\s*(?:前|之前|以前)?")
_DISTRIBUTE = re.compile(r"(?:分别|(?<![平年月日人])均|各|都)\s*(?:要|应|须)?\s*$")
_AND = re.compile(r"、|和|与|以及|及(?!以[上下内])")
_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")


class Subject(NamedTuple):
    """What a number is about, as the words before it say."""

    indicators: tuple[str, ...]
    areas: tuple[str, ...]
    shared: bool
    """「分别」 or 「均」: one row for each indicator or area."""


def dealt(subject: Subject, group: list[Quantity]) -> Iterator[tuple[str, str, Quantity]]:
    """The numbers of one verb over its indicators or areas; what cannot be told apart is left out."""
    parts = _parts(subject.indicators[0]) if subject.indicators else ("",)
    area = "、".join(subject.areas)
    if len(group) > 1 and len(parts) == len(group):
        yield from ((part, area, quantity) for part, quantity in zip(parts, group, strict=True))
    elif len(group) > 1 and len(subject.areas) == len(group):
        whole = subject.indicators[0] if subject.indicators else ""
        yield from ((whole, place, quantity) for place, quantity in zip(subject.areas, group, strict=True))
    elif len(group) == 1 and subject.shared and len(parts) > 1:
        yield from ((part, area, group[0]) for part in parts)
    elif len(group) == 1:
        yield subject.indicators[0] if subject.indicators else "", area, group[0]


def _parts(indicator: str) -> tuple[str, ...]:
    """氮氧化物和挥发性有机物排放总量: the last one's noun belongs to all."""
    parts = tuple(part for part in _AND.split(indicator) if part)
    if len(parts) < 2 or any(part.endswith(("率", "量", "度", "比", "重")) for part in parts[:-1]):
        return parts
    tail = _tail(parts)
    return (*(part + tail for part in parts[:-1]), parts[-1].replace("等行业", "行业"))


def _tail(parts: tuple[str, ...]) -> str:
    """What the last part says of all: behind its pollutant, from its 行业 on, else its last noun."""
    pollutant = _pollutants().match(parts[-1])
    if pollutant and all(_pollutants().fullmatch(part) for part in parts[:-1]):
        return parts[-1][pollutant.end() :]
    trade = re.search(r"行业.+", parts[-1])
    return trade[0] if trade else next((t for t in load("targets")["tails"] if parts[-1].endswith(t)), "")


def subject_of(quantity: Quantity, text: str, before: Subject, day: date | None) -> Subject:
    """Area and indicator of a number; where its clause names none, those of the number before it."""
    words = base_pattern().sub("", quantity.before)
    for written in ("base_last", "starting"):
        words = re.sub(load("targets")[written], "", words)
    shared = bool(_DISTRIBUTE.search(words))
    words = _without_dates(_DISTRIBUTE.sub("", words), day)
    areas, indicator = _areas(_stripped(words))
    if quantity.verb == "count":
        indicator = _counted(indicator, quantity.after)
    elif re.search(load("targets")["acts"], indicator):
        indicator += _thing(quantity.after)
    if not indicator or re.fullmatch(load("targets")["no_indicator"], indicator):
        return Subject(_told_before(indicator, text[: quantity.start], before, day), areas or before.areas, shared)
    return Subject((indicator,), areas, shared)


def _told_before(indicator: str, text: str, before: Subject, day: date | None) -> tuple[str, ...]:
    """What the clause before measures, else what the number before was about; 每季度不少于30艘次 is of nothing."""
    if indicator.startswith("每"):
        return ()
    earlier = _earlier(text, day)
    measures = not re.search(r"\d(?!\.5|0)", earlier) and re.search(load("targets")["noun"], earlier)
    return (earlier,) if earlier and (measures or not before.indicators) else before.indicators


def _counted(words: str, after: str) -> str:
    """淘汰老旧货车2000辆 as it stands; 完成30家水泥企业改造 with the number lifted out."""
    verb = re.search("(?:每[年个][^每，]{0,6}|各)?(?:" + "|".join(load("targets")["counting"]) + ")", words)
    return (words[verb.start() :] if verb else words) + _thing(after)


def _thing(after: str) -> str:
    """What is counted, where it stands behind its number."""
    thing = _BRACKETED.sub("", after)[:25]
    return "" if re.match(load("targets")["no_thing"], thing) else thing


def _earlier(text: str, day: date | None) -> str:
    """The clause before: 「VOCs去除率，到2027年达到90%」."""
    clauses = [clause for clause in re.split(r"[，,：:]", text) if clause]
    if len(clauses) < 2:
        return ""
    return _areas(_stripped(_without_dates(base_pattern().sub("", clauses[-2]), day)))[1]


def _areas(words: str) -> tuple[tuple[str, ...], str]:
    areas: list[str] = []
    while True:
        found = leading(words)
        if found and not re.match(load("targets")["no_area"], words[found[-1].end :]):
            areas += [words[name.start : name.end] for name in found]
            words = words[found[-1].end :]
        elif general := _area_words().match(words):
            areas.append(general[0])
            words = words[general.end() :]
        else:
            return tuple(areas), _stripped(words.lstrip("、和与及的等市 ")) if areas else words
        if words[:1] in ("、", "和", "与", "及"):
            words = words[1:]


def _stripped(words: str) -> str:
    words = re.sub(load("targets")["handled"], "", re.sub(load("targets")["obliging"], "", words.strip()))
    words = re.sub(load("targets")["lead_in"], "", words)
    return re.sub(load("targets")["trailing"], "", words).strip(" 　，、的到至在")


def _without_dates(words: str, day: date | None) -> str:
    for when in reversed(list(whens(words, day))):
        start = _DUE_BEFORE.search(words, 0, when.start)
        after = _DUE_AFTER.match(words, when.end)
        words = words[: start.start() if start else when.start] + words[after.end() if after else when.end :]
    return words


@cache
def _pollutants() -> re.Pattern[str]:
    return re.compile(alternatives([re.escape(word) for words in load("keywords")["pollutants"] for word in words]))


@cache
def base_pattern() -> re.Pattern[str]:
    return re.compile(load("targets")["base"])


@cache
def _area_words() -> re.Pattern[str]:
    return re.compile(alternatives(load("targets")["areas"].split("|")))
