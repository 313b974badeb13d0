"""What is counted: 完成30家水泥企业改造 is 完成水泥企业改造, thirty times."""

from __future__ import annotations

import re

from nlp.quantities import Quantity
from nlp.target_verbs import has_verb, last_act, verb_in
from nlp.vocabulary import pattern

_BRACKETED = re.compile(r"[（(][^（）()]*[)）]")
_JOINT = re.compile(r"(?:、|和|与|及|以及)\s*$")
_EARLIER_NUMBER = re.compile(r"\d.*$")
_TOWARDS = re.compile(r"\s*(?:[一二三四五六七八九][是要])?对(?!标|照)")
_TIMES = re.compile("[次轮场]$")
_EMPTY_ACT = re.compile("开展|组织|举办|召开|完成|实施|进行|实现|推进|新增|启动")
_LONGEST_THING, _SHORT = 40, 3


def counted(words: str, quantity: Quantity, before: str) -> str:
    """From the verb on, with the number lifted out; empty where nothing is named."""
    words = _EARLIER_NUMBER.sub("", words) if _JOINT.search(quantity.before) else words
    behind = thing(quantity.after)
    if _TOWARDS.match(quantity.before):
        return words + behind
    words = last_act(re.sub("至少|最少", "", words))
    span = verb_in(words)
    if span is None:
        return words + behind
    said, rest = words[slice(*span)], words[span[1] :]
    if not rest and not behind:
        itself = not has_verb(said) or (_TIMES.search(quantity.unit) and not _EMPTY_ACT.search(said))
        goes_on = before if before.startswith(said.removeprefix("每年")) else ""
        return words if span[0] or itself else goes_on
    modifies = len(rest) <= _SHORT and span[0] >= _SHORT - 1 and pattern("targets", "modifying").fullmatch(said)
    if span[0] and not behind and (modifies or pattern("targets", "done").match(rest)):
        return words
    return words[span[0] :] + behind


def thing(after: str) -> str:
    """What is counted, where it stands behind its number."""
    words = _BRACKETED.sub("", after)
    if pattern("targets", "no_thing").match(words):
        return ""
    end = pattern("targets", "thing_end").search(words)
    return words[: end.start() if end else _LONGEST_THING][:_LONGEST_THING].strip(" 　）)")


def with_class(told: str, following: str) -> str:
    """12家钢铁企业、8家水泥企业改造: what follows the class of things, else what is done with them, belongs to each."""
    if len(told) < 4:
        return told
    shared = re.search(re.escape(told[-2:]) + "(.+)$", following)
    act = pattern("targets", "act_tail").search(following)
    if shared or act is None or pattern("targets", "act_tail").search(told):
        return told + shared[1] if shared else told
    return told + act[0]
