"""Which numbers someone is to reach: no rates, conditions, money, thresholds, nor what a technique usually does."""

from __future__ import annotations

import re
from functools import cache

from nlp.quantities import Quantity, is_counted
from nlp.target_bases import without_bases
from nlp.target_lists import of_list, pollutant_pattern
from nlp.target_subjects import Subject, split_area, stripped
from nlp.target_things import thing, verb_of, with_class
from nlp.vocabulary import load

_CREATING = re.compile("新增|新建|建成|压减|削减|减少|增加|推广|形成")
_ENDS = re.compile(r"^\s*(?:$|[（(、和与且并；;])")


def is_aim(quantity: Quantity) -> bool:
    """Whether someone is to reach the number."""
    before = quantity.before
    if not quantity.verb or _each().search(before) or _usual().search(before) or _is_meant(quantity):
        return False
    if _no_aim().search(before) or _no_aim().search(quantity.after[:12]):
        return False
    return quantity.verb != "count" or not _is_threshold(quantity)


def _is_meant(quantity: Quantity) -> bool:
    """Whether the number only says which things are meant: 低于90%的, 对去除率达到85%以上的项目, 浓度小于2000毫克时."""
    if quantity.verb in ("below", "above") and re.match(r"的|或|时", quantity.after):
        return True
    return bool(re.match(r"对|凡|当|若|如", quantity.before.lstrip()) and re.match(r"的|时", quantity.after))


def _is_threshold(quantity: Quantity) -> bool:
    """淘汰35蒸吨/小时及以下燃煤锅炉: the size of things, not their number."""
    behind = thing(quantity.after)
    if quantity.after.startswith("的") and quantity.suffix:
        return True
    adjacent = quantity.before == "" or bool(re.search(f"{load('targets')['strong']}$", quantity.before))
    if adjacent and quantity.suffix == "at_most":
        return True
    sized = re.search("|".join(load("targets")["amounts"]), quantity.unit)
    return bool(sized and quantity.suffix and behind and not _CREATING.search(quantity.before))


def is_named(indicator: str, quantity: Quantity) -> bool:
    """Whether the words can be what a share or a concentration measures; a number of things needs no such noun."""
    if not indicator or re.fullmatch(load("targets")["no_indicator"], indicator):
        return False
    return not _measured().search(quantity.unit) or bool(_noun().search(indicator))


def verbed(quantity: Quantity, last: Quantity | None, before: Subject) -> Quantity:
    """The number with the verb that its words leave out: 甲市下降8%、乙市6%; 优良天数300天以上; 6家企业关停."""
    if quantity.verb:
        return quantity
    areas, words = split_area(stripped(without_bases(quantity.before)))
    alone = (areas and not words) or pollutant_pattern().fullmatch(words)
    if alone and last and last.verb not in ("", "count") and last.unit == quantity.unit:
        return quantity._replace(verb=last.verb)
    if last and quantity.joined and is_counted(quantity.unit) and (verb := verb_of(before.indicator)):
        return quantity._replace(verb="count", before=verb + quantity.before)
    if re.search(r"[的了]\s*$", quantity.before):
        return quantity
    if re.search("限值$", words) or (quantity.suffix and _ENDS.match(quantity.after) and _noun_end().search(words)):
        return quantity._replace(verb="equal")
    if is_counted(quantity.unit) and _ended().search(thing(quantity.after)) and not re.match("对|将", quantity.before):
        return quantity._replace(verb="count")
    return quantity


def completed(indicator: str, quantity: Quantity, spoken: list[Quantity], before: str) -> str:
    """完成12家钢铁企业、8家水泥企业改造; 二氧化硫排放量下降8%、氮氧化物6%: what is said once belongs to each."""
    if quantity.verb != "count":
        return of_list(indicator, before) if not spoken_verb(quantity, spoken) else indicator
    following = (other for other in spoken if other.clause == quantity.clause and other.start > quantity.start)
    return next((with_class(indicator, thing(other.after)) for other in following if other.verb == "count"), indicator)


def spoken_verb(quantity: Quantity, spoken: list[Quantity]) -> str:
    """The verb that stands at the number itself."""
    return next((other.verb for other in spoken if other.start == quantity.start), "")


@cache
def _each() -> re.Pattern[str]:
    counting = "|".join(load("targets")["counting"])
    return re.compile(f"每(?:{counting})?$")


@cache
def _usual() -> re.Pattern[str]:
    return re.compile(load("targets")["usual"])


@cache
def _no_aim() -> re.Pattern[str]:
    return re.compile(load("targets")["no_aim"])


@cache
def _measured() -> re.Pattern[str]:
    return re.compile(load("targets")["measured"])


@cache
def _noun() -> re.Pattern[str]:
    return re.compile(load("targets")["noun"])


@cache
def _noun_end() -> re.Pattern[str]:
    return re.compile(load("targets")["noun_end"])


@cache
def _ended() -> re.Pattern[str]:
    return re.compile(load("targets")["ended"])
