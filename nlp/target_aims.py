"""Which numbers someone is to reach: no rates, conditions, money, thresholds, nor what a technique usually does."""

from __future__ import annotations

import re
from functools import cache

from nlp.quantities import Quantity, is_amount, is_counted
from nlp.target_bases import without_bases
from nlp.target_lists import noun_of, of_list, pollutant_pattern
from nlp.target_subjects import Subject, split_area, stripped
from nlp.target_things import thing, with_class
from nlp.target_verbs import ending_verb, has_verb, verb_of
from nlp.vocabulary import alternatives, load, pattern

_CREATING = re.compile("新增|新建|建成|压减|削减|减少|增加|推广|形成")
_DOES = re.compile("开展|实施|进行|完成|全面")
_PUSHED = re.compile("(?:力争|确保|[^，]{0,4}(?:推动|促进|推进|帮助|指导|引导|支持|督促))")
_MORE_MEANT = re.compile("[、和或及与][^，。；]{0,20}(?:大于|高于|超过|低于|小于)[^，。；]{0,20}的")
_UNDER_LIMIT = re.compile(r"执行\s*$")
_CONCENTRATION = re.compile(r"克.*立方米|g/N?m[3³]")
_PART = re.compile("其中[，,]?")
_NEAR = 24
_ENDS = re.compile(r"^\s*(?:$|[（(；;]|(?:、|和|与|且|并|及)(?=[^，]*\d)|的[^，。；]{0,6}(?:目标|任务))")


def is_aim(quantity: Quantity, dated: bool) -> bool:
    """Whether someone is to reach the number; more than so many, without a date, is a condition."""
    before = quantity.before
    if not quantity.verb or _rate().search(before) or pattern("targets", "usual").search(before) or _is_meant(quantity):
        return False
    if pattern("targets", "no_aim").search(before) or pattern("targets", "no_aim").search(quantity.after[:12]):
        return False
    if quantity.verb == "above" and is_counted(quantity.unit) and not (dated or re.search("应|须|力争|确保", before)):
        return False
    if quantity.verb == "equal" and _is_thing(quantity) and not re.search("目标|任务", before):
        return has_verb(before)
    return quantity.verb != "count" or not _is_threshold(quantity)


def _is_thing(quantity: Quantity) -> bool:
    """Things that there are, 共13个村民小组, not an amount or days."""
    return is_counted(quantity.unit) and not is_amount(quantity.unit)


def _is_meant(quantity: Quantity) -> bool:
    """Whether the number only says which things are meant: 低于90%的, 对去除率达到85%以上的项目, 浓度小于2000毫克时."""
    if re.match(r"或|时(?!段|间)", quantity.after) and quantity.verb in ("below", "above"):
        return True
    if quantity.verb in ("below", "above") and _MORE_MEANT.match(quantity.after):
        return True
    if quantity.bracketed and quantity.verb in ("below", "above") and re.match(r"[)）]", quantity.after):
        return True
    if re.match(r"对|凡|当|若|如", quantity.before.lstrip()) and re.match(r"的|时", quantity.after):
        return True
    of = quantity.after.startswith("的") and not pattern("targets", "aimed_of").match(quantity.after)
    return of and quantity.verb != "count" and not pattern("targets", "obliging").search(quantity.before)


def _is_threshold(quantity: Quantity) -> bool:
    """淘汰35蒸吨/小时及以下燃煤锅炉: the size of things, not their number."""
    behind = thing(quantity.after)
    if quantity.after.startswith("的") and quantity.suffix:
        return True
    adjacent = quantity.before == "" or bool(ending_verb(quantity.before))
    if adjacent and quantity.suffix == "at_most":
        return True
    sized = is_amount(quantity.unit)
    return bool(sized and quantity.suffix and behind and not _CREATING.search(quantity.before))


def is_named(indicator: str, quantity: Quantity) -> bool:
    """Whether the words can be what a share or a concentration measures; a number of things needs no such noun."""
    if not indicator or pattern("targets", "no_indicator").fullmatch(indicator):
        return False
    if quantity.verb in ("decrease", "increase", "improve"):
        return len(indicator) > 1
    if quantity.verb == "count":
        return True
    return not pattern("targets", "measured").search(quantity.unit) or bool(
        pattern("targets", "noun").search(indicator)
    )


def is_lower_better(indicator: str, unit: str) -> bool:
    """A concentration always is; else the words tell."""
    return bool(_CONCENTRATION.search(unit) or pattern("targets", "lower_better").search(indicator))


def verbed(quantity: Quantity, last: Quantity | None, before: Subject, goal: bool) -> Quantity:
    """The number with the verb that its words leave out: 甲市下降8%、乙市6%; 优良天数300天以上; 6家企业关停.

    `goal`: the heading says that what follows is to be reached.
    """
    if quantity.verb not in ("", "count"):
        return quantity
    words = stripped(without_bases(quantity.before))
    if (
        last
        and last.verb == "count"
        and is_counted(quantity.unit)
        and (lent := _lent(quantity, words, before, last.end))
    ):
        return lent
    if quantity.verb:
        return quantity
    if _UNDER_LIMIT.search(quantity.before) and re.match("的?(?:标准|排放|浓度)*限值", quantity.after):
        return quantity._replace(verb="to_at_most", before=_UNDER_LIMIT.sub("", quantity.before))
    if last and (goes_on := _listed(quantity, words, last)):
        return goes_on
    areas, rest = split_area(words)
    alone = (areas and not rest) or pollutant_pattern().fullmatch(rest)
    if alone and last and last.verb not in ("", "count") and last.unit == quantity.unit:
        return quantity._replace(verb=last.verb)
    if re.search(r"[的了]\s*$", quantity.before):
        return quantity
    if shared := _share(quantity, rest):
        return shared
    return quantity._replace(verb=_measured_verb(quantity, rest, goal) or _counted_verb(quantity))


def _lent(quantity: Quantity, words: str, before: Subject, last_end: int) -> Quantity | None:
    """新增充电桩3万个、换电站20座; 淘汰机械1200台，其中叉车500台: the verb of the number before it."""
    part = _PART.match(quantity.before)
    next_clause = quantity.clause == last_end + 1 and _ENDS.match(quantity.after)
    if (
        not part
        and not quantity.joined
        and not (next_clause and pattern("targets", "listed_things").fullmatch(words) and not has_verb(words))
    ):
        return None
    areas, rest = split_area(words)
    if areas and not rest:
        return quantity._replace(verb="count", before=words + before.indicator)
    named = has_verb(words) if part else verb_of(words) or not words
    verb = "" if named else verb_of(before.indicator)
    return quantity._replace(verb="count", before=_PART.sub("", verb + quantity.before))


def _listed(quantity: Quantity, words: str, last: Quantity) -> Quantity | None:
    """光伏装机达到50万千瓦，风电装机20万千瓦: a bare number behind a comma goes on, if it measures the like."""
    if (
        last.verb in ("", "count", "decrease", "increase")
        or last.unit != quantity.unit
        or quantity.clause != last.end + 1
    ):
        return None
    like = _ENDS.match(quantity.after) and pattern("targets", "noun").search(words)
    return quantity._replace(verb=last.verb) if like else None


def _share(quantity: Quantity, words: str) -> Quantity | None:
    """80%以上的钢铁产能完成改造: the number is lifted out as that of counted things is."""
    acts = pattern("targets", "share_acts").match(quantity.after) if quantity.unit in ("%", "％") else None
    if acts is None or bool(acts["thing"]) == bool(words) or pattern("targets", "measures").search(words):
        return None
    return quantity._replace(verb="count", after=quantity.after.removeprefix("的"))


def _measured_verb(quantity: Quantity, words: str, goal: bool) -> str:
    """限值10毫克/立方米; 优良天数300天以上; 安装率100%; under a heading on goals any number."""
    if re.search("限值$", words):
        return "equal"
    if not (_ENDS.match(quantity.after) and pattern("targets", "noun_end").search(words)):
        return ""
    whole = quantity.value == 100 and quantity.unit in ("%", "％")
    set_as_goal = pattern("targets", "set_as_goal").match(quantity.after)
    described = quantity.suffix == "about" and re.search("(?:约|近|接近)$", quantity.before)
    return "equal" if quantity.suffix and not described else "reach" if whole or goal or set_as_goal else ""


def _counted_verb(quantity: Quantity) -> str:
    """6家企业关停退出; 对200家企业开展检测; 推动50家企业创建A级."""
    behind, said = thing(quantity.after), quantity.before.lstrip()
    if not behind or not is_counted(quantity.unit):
        return ""
    if re.match("对|将", said):
        return "count" if _DOES.search(behind) else ""
    pushed = _PUSHED.fullmatch(said) and has_verb(quantity.after)
    acts = not said and pattern("targets", "things_act").match(quantity.after)
    return "count" if pushed or acts or pattern("targets", "ended").search(behind) else ""


def completed(indicator: str, quantity: Quantity, at: Quantity, spoken: list[Quantity], before: str) -> str:
    """完成12家钢铁企业、8家水泥企业改造; 二氧化硫排放量下降8%、氮氧化物6%: what is said once belongs to each."""
    if quantity.verb != "count":
        part = quantity.unit in ("%", "％") and (
            pattern("targets", "part_of_noun").search(indicator) or _goes_on_measuring(indicator, at, spoken)
        )
        return indicator + noun_of(before) if part else indicator if at.verb else of_list(indicator, before)
    following = (other for other in spoken if other.clause == quantity.clause and other.start > quantity.start)
    ends = (with_class(indicator, thing(other.after)) for other in following if _goes_on(other))
    return next(ends, indicator)


def _goes_on_measuring(indicator: str, at: Quantity, spoken: list[Quantity]) -> bool:
    """红色预警期间减排比例不低于30%，橙色预警期间不低于20%: the words only say when or of what."""
    before = next((one for one in reversed(spoken) if one.end <= at.start), None)
    near = before is not None and before.unit == at.unit and at.start - before.end < _NEAR
    return near and bool(pattern("targets", "on_condition").search(indicator))


def _goes_on(quantity: Quantity) -> bool:
    """Whether it counts further things, with a verb or with that of the number before it."""
    return quantity.verb == "count" or (not quantity.verb and quantity.joined and is_counted(quantity.unit))


def changed(quantity: Quantity, subject: Subject) -> tuple[Quantity, Subject]:
    """压减粗钢产量500万吨: an amount changes, no things are counted."""
    found = pattern("targets", "amount_changes").match(subject.indicator) if quantity.verb == "count" else None
    if found is None or not (is_amount(quantity.unit) or quantity.unit == "天"):
        return quantity, subject
    verb = "decrease" if found["less"] else "increase"
    return quantity._replace(verb=verb), subject._replace(indicator=found["what"])


@cache
def _rate() -> re.Pattern[str]:
    """每削减1吨."""
    return re.compile(f"每(?:{alternatives([*load('targets')['strong'], *load('targets')['weak']])})?$")
