"""What is counted: 完成30家水泥企业改造 is 完成水泥企业改造, thirty times."""

from __future__ import annotations

import re
from functools import cache

from nlp.quantities import Quantity
from nlp.vocabulary import load

_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
_JOINT = re.compile(r"(?:、|和|与|及|以及)\s*$")
_EARLIER_NUMBER = re.compile(r"\d.*$")
_LONGEST_THING = 40
_EACH = "(?:每[年个月季][^每，]{0,12}?)?"


def counted(words: str, quantity: Quantity, before: str) -> str:
    """From the verb on, with the number lifted out; empty where nothing is named."""
    words = _EARLIER_NUMBER.sub("", words) if _JOINT.search(quantity.before) else words
    behind = thing(quantity.after)
    if quantity.before.lstrip().startswith("对"):
        return words + behind
    words = _last_act(re.sub("至少|最少", "", words))
    verb = _weak().match(words) or _strong().search(words) or _weak().search(words)
    if verb is None:
        return words + behind
    said, rest = verb[0], words[verb.end() :]
    if not rest and not behind:
        return words if verb.start() else before if before.startswith(said.removeprefix("每年")) else ""
    if verb.start() and not behind and re.match(load("targets")["done"], rest):
        return words
    return words[verb.start() :] + behind


def _last_act(words: str) -> str:
    """推进平房退租、完成申请式退租2000户: the act that stands next to the number."""
    acts = [act for act in _next_act().finditer(words) if act.start() > 3]
    return words[acts[-1].end() :] if acts else words


def thing(after: str) -> str:
    """What is counted, where it stands behind its number."""
    words = _BRACKETED.sub("", after)
    if re.match(load("targets")["no_thing"], words):
        return ""
    end = _thing_end().search(words)
    return words[: end.start() if end else _LONGEST_THING][:_LONGEST_THING].strip(" 　）)")


def with_class(told: str, following: str) -> str:
    """12家钢铁企业、8家水泥企业改造: what follows the class of things, else what is done with them, belongs to each."""
    if len(told) < 4:
        return told
    shared = re.search(re.escape(told[-2:]) + "(.+)$", following)
    act = re.search(load("targets")["act_tail"], following)
    if shared or act is None or re.search(load("targets")["act_tail"], told):
        return told + shared[1] if shared else told
    return told + act[0]


def verb_of(indicator: str) -> str:
    """The verb of counting that an indicator begins with: 新增 of 新增绿色建筑."""
    verb = _strong().match(indicator) or _weak().match(indicator)
    return verb[0] if verb else ""


def has_verb(words: str) -> bool:
    """Whether something is done with a thing that is counted."""
    return bool(_strong().search(words))


@cache
def _strong() -> re.Pattern[str]:
    return re.compile(_EACH + load("targets")["strong"])


@cache
def _next_act() -> re.Pattern[str]:
    return re.compile(f"(?:、|并且?|，)(?={load('targets')['strong']})")


@cache
def _weak() -> re.Pattern[str]:
    return re.compile(_EACH + "(?:" + "|".join(load("targets")["counting"]) + ")")


@cache
def _thing_end() -> re.Pattern[str]:
    return re.compile(load("targets")["thing_end"])
