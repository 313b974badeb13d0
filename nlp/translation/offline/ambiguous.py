"""Compounds that must not be said by rule: where a noun may be a verb, or two things stand side by side."""

from __future__ import annotations

import re
from itertools import pairwise

from nlp.translation.offline.lexicon import Word, ends_in_action, lexicon
from nlp.translation.offline.rules import members
from nlp.translation.offline.tables import rules
from nlp.translation.offline.tokens import NotParsedError, shown

_TIME = re.compile(r"(?:年|月|月份|季度|半年|日)$")


def refuse_lone_verb(part: list[Word]) -> None:
    """加强和创新社会治理: a verb alone before 和 shares its object with what follows."""
    if len(part) == 1 and part[0].action and not part[0].noun and part[0].action.use.startswith("V"):
        raise NotParsedError("verb without object", shown(part))


def refuse_act_first(words: list[Word]) -> None:
    """A noun that ends in an action, before a noun that may be what is acted upon."""
    first, last = words[0], words[-1]
    if len(words) == 1 or first.head or first.zh in members("paired") or words[1].action or words[1].head:
        return
    ends = [lexicon().get(last.zh[-size:]) for size in (1, 2, 3, 4)]
    headed = last.action or any(end and (end.head or end.action) for end in ends)
    if not headed and ends_in_action(first) and not first.action:
        raise NotParsedError("act before a noun", shown(words))


def refuse_side_by_side(words: list[Word]) -> None:
    """新业态新模式, X作用服务Y: two things beside each other, or a verb that is a noun elsewhere, without any mark."""
    served = (word.zh in members("verbs_too") and not _headed(after) for word, after in pairwise(words[1:]))
    if sum(word.zh == "新" for word in words) > 1 or any(served):
        raise NotParsedError("things side by side", shown(words))


def _headed(word: Word) -> bool:
    return word.head or word.action is not None or bool(word.mark) or word.slot


def is_year(word: Word) -> bool:
    return word.slot and bool(_TIME.search(word.zh))


def _measuring(word: Word) -> bool:
    """A noun that an act may stand before: 能力, 合格率."""
    return word.head or bool(re.search("(?:率|量|比例|任务|责任|频次|时限)$", word.zh))


def _doing(zh: str) -> bool:
    """企业提升能力: who may be the doer of the act behind."""
    return zh in members("agents") or zh.endswith(("企业", "部门", "单位", "机构", "人员", "政府", "城市", "行业"))


def is_state(words: list[Word], index: int) -> bool:
    """Whether the word says how the thing behind it is."""
    return (
        words[index].zh in members("states")
        and index + 1 < len(words)
        and bool(re.search(rules("grammar.yml")["containers"], words[index + 1].zh))
    )


def refuse_hidden_verb(words: list[Word], index: int, word: Word) -> None:
    """A verb amid nouns may have its own object: then the order would be wrong."""
    if not word.action or word.noun or is_state(words, index):
        return
    if index and words[index - 1].agency:
        raise NotParsedError("agency and verb", shown(words))
    rest = [word for word in words[index + 1 :] if not is_year(word)]
    if not rest or rest[0].mark == "等":
        return
    document = rest[0].zh in members("documents")
    if word.action.use.startswith("V"):
        fine = document and len(rest) == 1 and (index > 0 or word.zh in members("attributed"))
    elif word.action.link or word.action.use == "W":
        doer = words[index - 1].zh if index else ""
        alone = len(rest) == 1 and _measuring(rest[0]) and index > 0
        fine = document or rest[0].action is not None or (alone and not _doing(doer))
    else:
        fine = _measuring(rest[0]) or rest[0].action is not None or _measuring(rest[-1]) or bool(rest[-1].action)
    if not fine:
        raise NotParsedError("verb amid nouns", shown(words))
