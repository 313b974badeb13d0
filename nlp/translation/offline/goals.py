"""Clauses with a figure: by how much, to which value, within which bound."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.translation.offline.clauses import (
    AREA,
    QS,
    Clause,
    Q,
    adverbs,
    alternatives,
    base,
    bound,
    in_counter,
    measured,
    measured_object,
    subject,
    value,
)
from nlp.translation.offline.protect import Held
from nlp.translation.offline.tables import rules
from nlp.translation.offline.tokens import NotParsedError, cut

_BASE = f"(?:比|较|与|相比|在){Q}(?:同期|相比|水平|基础上)?"
_FACT_VERBS = {"低減": "低下", "削減": "減少"}


def goal(held: Held, text: str) -> Clause | None:
    """The clause of a figure, or None when it has no such wording.

    Raises:
        NotParsedError: when it has, but a part of it is not accounted for.
    """
    for shape in (_share, _among, _stated, _change, _reach, _limit, _trend):
        if (clause := shape(held, text)) is not None:
            return clause
    return None


def _share(held: Held, text: str) -> Clause | None:
    """X占Y的比重达到Q: the share of X in Y."""
    match = re.match(f"^(.+?)占(?!比|有率|用)(.+?)的?(?:比重|比例)?((?:约|力争)?(?:{_predicates()}).*)$", text)
    return _part_of(held, match[2], match[1], match[3]) if match else None


def _among(held: Held, text: str) -> Clause | None:
    """新增车辆中新能源汽车比例不低于Q: the share of new-energy cars among new ones."""
    match = re.match(f"^(.{{2,}}?)中(?!心|型|小|的)(.+?)的?(?:比重|比例|占比)((?:{_predicates()}).*)$", text)
    try:
        return _part_of(held, match[1], match[2], match[3]) if match else None
    except NotParsedError:
        return None


def _part_of(held: Held, whole: str, part: str, predicate: str) -> Clause | None:
    if (where := re.match("^(全[国省市区县])(.+)$", part)) is not None:
        whole, part = where[1] + whole, where[2]
    said = f"{subject(held, whole)}に占める{subject(held, part)}の割合を"
    for shape in (_change, _reach, _limit):
        if (clause := shape(held, predicate)) is not None and not clause.fact:
            return replace(clause, before=said + clause.before)
    return None


def _predicates() -> str:
    return alternatives("reaches", "limits", "bases", "changes", "adverbs") + "|比|较"


def _change(held: Held, text: str) -> Clause | None:
    """比2025年下降10%以上: by how much, from when."""
    match = re.match(
        f"^(?P<who>.*?)(?P<each>分别)?(?P<base>{alternatives('bases')}|{_BASE})?(?P<how>(?:{alternatives('adverbs')})*)"
        f"(?P<verb>{alternatives('changes')})(?:了)?(?P<about>约|不少于|不低于)?(?P<value>{QS})(?P<bound>{alternatives('bounds')})?$",
        text,
    )
    if match is None:
        return None
    verb = rules("targets.yml")["changes"][match["verb"]]
    how = base(held, match["base"]) + adverbs((match["each"] or "") + match["how"])
    limit = "以上" if (match["about"] or "").startswith("不") else bound(match["bound"])
    amount = ("約" if match["about"] == "约" else "") + value(held, match["value"]) + limit
    ahead = Clause(measured_object(held, match["who"]) + how, amount + verb)
    told = Clause(_told(held, match["who"]) + how, amount + _FACT_VERBS.get(verb, verb), fact=True)
    if (match["base"] or "") in rules("targets.yml")["fact_bases"]:
        return replace(told, either=ahead)
    return replace(ahead, either=told)


def _told(held: Held, who: str) -> str:
    """What is measured, of which a figure is told."""
    if re.search(rules("targets.yml")["area_ends"], who):
        return subject(held, who) + AREA
    return measured(held, who) + "は" if who else ""


def _stated(held: Held, text: str) -> Clause | None:
    """PM2.5平均浓度为27微克/立方米: a figure."""
    match = re.match(f"^(.+?)(分别)?为({QS})$", text)
    if match is None and not re.search(alternatives("reaches", "limits", "bases", "changes", "deeds"), text):
        match = re.match(f"^([^，]*[\u4e00-\u9fff]{{2}})()({Q})$", text)
    if match is None:
        return None
    each = "それぞれ" if match[2] else ""
    return Clause(measured(held, match[1]) + "は" + each, value(held, match[3]), fact=True)


def _reach(held: Held, text: str) -> Clause | None:
    """控制在32微克/立方米以内: to which value."""
    match = re.match(
        f"^(?P<who>.*?)(?:[由从](?P<since>{Q})?的?(?P<first>{Q}))?(?P<how>(?:{alternatives('adverbs')})*)"
        f"(?P<verb>{alternatives('reaches')})(?:(?P<until>{Q})的)?(?P<about>约)?(?P<value>{QS})"
        f"(?P<bound>{alternatives('bounds')})?$",
        text,
    )
    if match is None:
        return None
    verb = rules("targets.yml")["reaches"][match["verb"]]
    if match["verb"] == "完成" and not re.search(rules("targets.yml")["measures"], match["who"]):
        return None
    amount = ("約" if match["about"] else "") + value(held, match["value"]) + bound(match["bound"])
    how = _from(held, match) + adverbs(match["how"]) + _year(held, match["until"])
    told = Clause(_told(held, match["who"]) + how, amount, fact=True) if verb == "と" else None
    return Clause(measured_object(held, match["who"]) + how, amount + verb, either=told)


def _from(held: Held, match: re.Match[str]) -> str:
    """由2025年的38微克/立方米下降到…: which value it had, and when."""
    if not match["first"]:
        return ""
    return _year(held, match["since"]) + value(held, match["first"]) + "から"


def _year(held: Held, char: str | None) -> str:
    """Of which year a value is.

    Raises:
        NotParsedError: when it is no year.
    """
    if not char:
        return ""
    slot = held.slot(char)
    if slot is None or slot.kind != "year":
        raise NotParsedError("of what time", held.show(char))
    return char + "の"


def _limit(held: Held, text: str) -> Clause | None:
    """不低于80%: a bound of its own."""
    match = re.match(
        f"^(?P<who>.*?)(?P<how>(?:{alternatives('adverbs')})*)(?P<verb>{alternatives('limits')})(?P<value>{QS})$", text
    )
    if match is None:
        return None
    verb = rules("targets.yml")["limits"][match["verb"]]
    if counted := _counted(held, match["who"], match["value"]):
        return Clause(counted + adverbs(match["how"]), _count(held, match["who"], match["value"]) + verb)
    return Clause(measured_object(held, match["who"]) + adverbs(match["how"]), value(held, match["value"]) + verb)


def _count(held: Held, what: str, amount: str) -> str:
    return in_counter(held, amount, subject(held, what))


def _counted(held: Held, text: str, amount: str) -> str:
    """柴油货车不少于5000辆: things that are counted, no places; empty when it is no count."""
    slot = held.slot(amount[0])
    if not text or slot is None or not re.search(r"\d万?[辆台艘套座个处家户]$", slot.zh) or len(amount) > 1:
        return ""
    last = cut(held, text)[-1]
    return subject(held, text) + "を" if last.noun and not (last.place or last.agency or last.slot) else ""


def _trend(held: Held, text: str) -> Clause | None:
    """优良天数比率稳步提升: a direction without a figure."""
    match = re.match(f"^(.+?)({alternatives('trends')})({alternatives('changes')})$", text)
    if match is None:
        return None
    how, verb = rules("targets.yml")["trends"][match[2]], rules("targets.yml")["changes"][match[3]]
    return Clause(measured_object(held, match[1]) + how, verb)
