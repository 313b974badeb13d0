"""What a number of a plan is about: its indicator and area, read from the words before it."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from nlp.dates import whens
from nlp.gazetteer import leading
from nlp.quantities import Quantity, is_counted
from nlp.target_bases import without_bases
from nlp.target_things import counted, thing
from nlp.target_verbs import verb_of
from nlp.vocabulary import alternatives, load, pattern

_DUE_BEFORE = re.compile(r"(?:到|至|截至|截止到?|于|在|自|从)?\s*$")
_DUE_AFTER = re.compile(r"\s*[”\"]?\s*(?:[年月]?[底末]|期间|时期)?\s*(?:[之以]?前|期间)?")
_OF_THINGS = re.compile(
    "[年月底末日]*[之以]?前已?(?:建设|建成|新建|改建|扩建|投产|审批|核准|登记|注册|生产|制造)[^，]{0,4}的"
)
_DISTRIBUTE = re.compile(r"(?:分别|依次|(?<![平年月日人])均|各自?|都)\s*(?:要|应当?|须|被|力争|达到)?\s*$")
_EACH = re.compile("分别|(?:(?<!平)均|(?<=[^对在，])各|^各)(?=[新建完淘培创布安更推拆提报改关治整开组])")
_BETWEEN = re.compile("(?<=[区市县州旗])[、和与及](?![^（(]*[)）])")
_OF_AREA = re.compile(r"^(?:[、和与及的\s]|(?:行政区域|范围|辖区|境)?内的?(?!浮|河|燃|陆|涝|需|贸)|等(?!级))+")
_BEHIND_AREA = re.compile(
    r"(?:[（(][^（）()]*[)）])?(?:等(?:重点)?(?:地区|区域|城市|省份|地|市|省市?)?|(?P<number>[\d一二两三四五六七八九十]{1,2}[省市区县州]))?(?P<joint>、|和|与|及|以及)?"
)
_CLAUSES = re.compile(r"[，,：:\t]")
_CHANGE = re.compile("(?:增长|下降|提高|降低|减少|增加)$")
_LONGEST_CLAUSE = 60


class Subject(NamedTuple):
    """What a number is about, as the words before it say."""

    indicator: str = ""
    areas: tuple[str, ...] = ()
    shared: bool = False
    """「分别」 or 「均」: one row for each indicator or area."""


def subject_of(quantity: Quantity, text: str, before: Subject, day: date | None) -> Subject:
    """Area and indicator of a number; where its clause names none, those of the number before it."""
    words = without_bases(quantity.before)
    shared = _DISTRIBUTE.search(words)
    if quantity.verb == "count":
        shared = shared or _EACH.search(words)
        words = _EACH.sub("", words)
    words = _without_dates(_DISTRIBUTE.sub("", words), day)
    areas, indicator = split_area(_area_first(stripped(words)))
    if quantity.verb != "count":
        led = pattern("targets", "led_by").sub("", indicator)
        areas, indicator = (areas, led) if areas or led == indicator else split_area(stripped(led))
    if quantity.verb == "count":
        indicator = _without_dates(counted(indicator, quantity, before.indicator), day)
    elif pattern("targets", "acts").search(indicator) or (not indicator and is_counted(quantity.unit)):
        indicator += thing(quantity.after)
    if not indicator or pattern("targets", "no_indicator").fullmatch(indicator):
        return _told_before(indicator, areas, bool(shared), quantity, text, before, day)
    return Subject(indicator, areas, bool(shared))


def _told_before(
    said: str,
    areas: tuple[str, ...],
    shared: bool,
    quantity: Quantity,
    text: str,
    before: Subject,
    day: date | None,
) -> Subject:
    """What the clause before measures, else what the number before was about; 每季度不少于30艘次 is of nothing."""
    if said.startswith("每"):
        return Subject("", (), shared)
    if pattern("targets", "bare_share").match(said) and before.indicator:
        return Subject(_share_of(before.indicator) + said, areas or before.areas, shared)
    earlier = _earlier(text[: quantity.clause], day)
    if earlier.indicator and not quantity.joined:
        return Subject(earlier.indicator, areas or earlier.areas, shared or earlier.shared)
    return Subject(before.indicator, areas or before.areas, shared)


def _share_of(indicator: str) -> str:
    """新增新能源重卡 is a number of things, 新能源重卡占比 their share."""
    return re.sub("(?:总?数量?|总量)$", "", indicator.removeprefix(verb_of(indicator)))


def _earlier(text: str, day: date | None) -> Subject:
    """The clause before, if it measures something: 「VOCs去除率，到2027年达到90%」."""
    clauses = [clause for clause in _CLAUSES.split(text[-2 * _LONGEST_CLAUSE :]) if clause.strip()]
    for clause in clauses[:-3:-1]:
        words = _without_dates(without_bases(clause), day)
        words = _CHANGE.sub("", stripped(words))
        areas, indicator = split_area(pattern("targets", "led_by").sub("", words))
        if pattern("targets", "noun_end").search(indicator) and not re.search(r"\d(?!\.5|0)", indicator):
            return Subject(indicator, areas, False)
        if words.strip(" 　"):
            break
    return Subject()


def split_area(words: str) -> tuple[tuple[str, ...], str]:
    """The areas that words begin with, and the rest; 河北省唐山市 is one area."""
    areas: list[str] = []
    rest, joined = words, True
    while found := _leading_areas(rest):
        named, end = found
        areas = [*areas, *named] if joined else [*areas[:-1], areas[-1] + named[0], *named[1:]]
        behind = _BEHIND_AREA.match(rest, end)
        if behind and behind["number"] and len(areas) > 1:
            areas[-1] += behind["number"]
        rest, joined = rest[behind.end() if behind else end :], bool(behind and behind["joint"])
    return (tuple(areas), stripped(_OF_AREA.sub("", rest))) if areas else ((), words)


def _area_first(words: str) -> str:
    """清洁取暖率城区 as 城区清洁取暖率."""
    found = _area_behind().search(words) if len(words) < _LONGEST_CLAUSE else None
    return found["area"] + found["what"] if found else words


def _leading_areas(words: str) -> tuple[list[str], int] | None:
    """The names that words begin with, joined by 、 or 和, and where they end."""
    wide = pattern("targets", "wide_areas").match(words)
    if wide and leading(wide[0]) and _area_words().match(words):
        return [wide[0]], wide.end()
    found = leading(words)
    if found and not pattern("targets", "no_area").match(words, found[-1].end):
        named = [words[found[0].start : found[0].end]]
        for before, name in pairwise(found):
            text = words[name.start : name.end]
            named = [*named, text] if before.end < name.start else [*named[:-1], named[-1] + text]
        return named, found[-1].end
    general = _area_words().match(words)
    if general and not words.startswith("周边", general.end()):
        return _BETWEEN.split(general[0].rstrip("、和与及")), general.end()
    return None


def stripped(words: str) -> str:
    """The words without what leads up to a subject and what stands between it and its number."""
    words = pattern("targets", "handled").sub("", pattern("targets", "obliging").sub("", words.strip()))
    words = pattern("targets", "leads").sub("", pattern("targets", "trailing").sub("", words))
    return (
        pattern("targets", "trailing")
        .sub("", pattern("targets", "lead_in").sub("", words))
        .lstrip(" 　，、的到至")
        .rstrip(" 　，、的到至在")
    )


def _without_dates(words: str, day: date | None) -> str:
    for when in reversed(list(whens(words, day))):
        if _OF_THINGS.match(words, when.end):
            continue
        start = _DUE_BEFORE.search(words, 0, when.start)
        after = _DUE_AFTER.match(words, when.end)
        words = words[: start.start() if start else when.start] + words[after.end() if after else when.end :]
    return re.sub(r"[（(]\s*[)）]", "", re.sub(r"(?<=暖[季期])[（(]\s*[)）]", "，", words))


@cache
def _area_behind() -> re.Pattern[str]:
    return re.compile(
        f"^(?P<what>.{{3,}}(?:率|比例|比重|占比|浓度))(?P<area>{alternatives(load('targets')['areas'])})$"
    )


@cache
def _area_words() -> re.Pattern[str]:
    return re.compile(alternatives(load("targets")["areas"]))
