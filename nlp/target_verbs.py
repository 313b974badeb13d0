"""Verbs of things that are counted: 淘汰, 完成, 每年新增."""

from __future__ import annotations

import re
from functools import cache

from nlp.vocabulary import alternatives, load

_EACH = re.compile(r"每[年个月季][^每，]{0,12}$")
_HOW = re.compile("(?:提前|联合|集中|专项|联动)$")


def counts(words: str) -> bool:
    """Whether words hold any verb of counting."""
    return bool(_any().search(words))


def has_verb(words: str) -> bool:
    """Whether something is done with a thing that is counted."""
    return bool(_strong().search(words))


def verb_of(words: str) -> str:
    """The verb that words begin with: 新增 of 新增绿色建筑, 每年更新 of 每年更新货车."""
    span = verb_in(words)
    return words[: span[1]] if span and span[0] == 0 else ""


def ending_verb(words: str) -> str:
    """The verb that words end with."""
    verb = _ending().search(words)
    return verb[0] if verb else ""


def verb_in(words: str) -> tuple[int, int] | None:
    """Where the verb stands: at the beginning, else the first that is no noun, else the first; 每年 belongs to it."""
    verb = _any().match(words) or _strong().search(words) or _any().search(words)
    if verb is None:
        return None
    each = _EACH.search(words, 0, verb.start()) or _HOW.search(words, 0, verb.start())
    return each.start() if each else verb.start(), verb.end()


def last_act(words: str) -> str:
    """推进平房退租、完成申请式退租2000户: the act that stands next to the number."""
    acts = [act for act in _next_act().finditer(words) if act.start() > 3]
    return words[acts[-1].end() :] if acts else words


@cache
def _strong() -> re.Pattern[str]:
    return re.compile(alternatives(load("targets")["strong"]))


@cache
def _any() -> re.Pattern[str]:
    return re.compile(alternatives([*load("targets")["strong"], *load("targets")["weak"]]))


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(f"(?:{_strong().pattern})$")


@cache
def _next_act() -> re.Pattern[str]:
    return re.compile(f"(?:、|并且?|，)(?={_strong().pattern})")
