"""What is counted: 完成30家水泥企业改造 is 完成水泥企业改造, thirty times."""

from __future__ import annotations

import re
from functools import cache

from nlp.quantities import Quantity
from nlp.vocabulary import load

_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
_EARLIER_NUMBER = re.compile(r"\d[\d,.]*[^\d、和与及，]{0,30}(?:、|和|与|及|以及)")
_LONGEST_THING = 40
_EACH = "(?:每[年个月季][^每，]{0,6}?)?"


def counted(words: str, quantity: Quantity, before: str) -> str:
    """From the verb on, with the number lifted out; empty where nothing is named."""
    words, behind = _EARLIER_NUMBER.sub("", words), thing(quantity.after)
    if quantity.before.lstrip().startswith("对"):
        return words + behind
    verb = _strong().search(words) or _weak().search(words)
    if verb is None:
        return words + behind
    said, rest = verb[0], words[verb.end() :]
    if not rest and not behind:
        return words if verb.start() else before if before.startswith(said.removeprefix("每年")) else ""
    if verb.start() and not behind and re.match(load("targets")["done"], rest):
        return words
    return words[verb.start() :] + behind


def thing(after: str) -> str:
    """What is counted, where it stands behind its number."""
    words = _BRACKETED.sub("", after)
    if re.match(load("targets")["no_thing"], words):
        return ""
    end = _thing_end().search(words)
    return words[: end.start() if end else _LONGEST_THING][:_LONGEST_THING].strip(" 　）)")


def with_class(told: str, following: str) -> str:
    """12家钢铁企业、8家水泥企业改造: what follows the class of things belongs to each."""
    shared = re.search(re.escape(told[-2:]) + "(.+)$", following) if len(told) > 3 else None
    return told + shared[1] if shared else told


def verb_of(indicator: str) -> str:
    """The verb of counting that an indicator begins with: 新增 of 新增绿色建筑."""
    verb = _strong().match(indicator)
    return verb[0] if verb else ""


@cache
def _strong() -> re.Pattern[str]:
    return re.compile(_EACH + load("targets")["strong"])


@cache
def _weak() -> re.Pattern[str]:
    return re.compile(_EACH + "(?:" + "|".join(load("targets")["counting"]) + ")")


@cache
def _thing_end() -> re.Pattern[str]:
    return re.compile(load("targets")["thing_end"])
