"""Who does what in a stretch of text: names of bodies before 牵头, 配合, 负责, and in lists behind a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from nlp.vocabulary import load, pattern

Role = Literal["lead", "support", "responsible"]
ROLES: tuple[Role, ...] = ("lead", "support", "responsible")
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_CLAUSE = re.compile(r"[^，,：:]+")
_LONGEST = 240
"""Characters of a list of names; what is longer is no list."""


class Said(NamedTuple):
    """Bodies in one role, and where they stand."""

    role: Role
    holders: tuple[str, ...]
    start: int
    end: int


class _Spoken(NamedTuple):
    """A verb of a clause with the bodies before it; `blank` where nothing stands there."""

    role: Role
    word: str
    holders: tuple[str, ...]
    blank: bool
    start: int
    end: int


def said(text: str, at: int = 0, *, joined: bool = False) -> Iterator[Said]:
    """By the verbs of each sentence; `joined`: in a bracket or a list, where 参加 needs no leader before it."""
    if verbs().search(text):
        for sentence in _SENTENCE.finditer(text):
            if not pattern("agencies", "untold").search(sentence[0]):
                yield from _of_sentence(sentence[0], at + sentence.start(), joined)


def listed(text: str, role: Role, at: int = 0) -> Iterator[Said]:
    """A list behind a label; 「市城管委（牵头）」 and 「…牵头，…配合」 in it have their own roles."""
    spoken = list(said(text, at, joined=True))
    if spoken:
        yield from spoken
        return
    marked = pattern("agencies", "marked")
    everybody = names(text, strict=False) or ()
    lead = tuple(marked.sub("", name) for name in everybody if marked.search(name))
    rest = tuple(name for name in everybody if not marked.search(name))
    if lead:
        yield Said("lead", lead, at, at + len(text))
    if rest:
        yield Said(role, rest, at, at + len(text))


def _of_sentence(sentence: str, at: int, joined: bool) -> Iterator[Said]:
    """Clause by clause: names without a verb go on to the next clause, a subject to 「并负责…」."""
    waiting: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    since = 0
    for clause in _CLAUSE.finditer(sentence):
        since = since if waiting else clause.start()
        spoken = list(_of_clause(clause[0]))
        for number, verb in enumerate(spoken):
            carried = waiting if number == 0 and (verb.holders or verb.blank) else ()
            known = subject if verb.blank and number == 0 and verb.word == "负责" else ()
            holders = (*carried, *verb.holders) or known
            if holders and (joined or not pattern("agencies", "weak").search(verb.word)):
                joined = True
                start = since if carried else clause.start() + verb.start
                yield Said(verb.role, tuple(dict.fromkeys(holders)), at + start, at + clause.start() + verb.end)
        alone = None if spoken else names(clause[0])
        waiting = (*waiting, *alone) if alone else ()
        subject = subject if spoken else _subject(clause[0]) or subject


def _of_clause(clause: str) -> Iterator[_Spoken]:
    """Each verb with what stands between it and the verb before."""
    words, start = load("agencies"), 0
    for verb in verbs().finditer(clause):
        if verb.start() < start:
            continue
        role: Role = next(role for role in ROLES if verb[role])
        rest = clause[verb.end() : verb.end() + _LONGEST]
        begin = max(start, clause.rfind("由", start, verb.start()))
        before = clause[begin : verb.start()]
        holders = names(before)
        if holders is None and verb[0] == "负责" and not rest and (toward := re.match(words["toward"], before)):
            holders = names(toward[1])
        start = verb.end()
        if holders is None or re.search(words["told"], rest[:40]):
            continue
        yield _Spoken(role, verb[0], holders, not _core(before), begin, verb.end())
        if verb[0] == "会同" and (others := _beginning(rest)):
            start += others[1]
            yield _Spoken("support", verb[0], others[0], False, verb.end(), start)


def _subject(clause: str) -> tuple[str, ...]:
    """市生态环境主管部门 of 「市生态环境主管部门对本市…实施监督管理，并负责…」."""
    modal = pattern("agencies", "modal").search(clause[:_LONGEST])
    return (names(clause[: modal.start()]) or ()) if modal else ()


def _beginning(text: str) -> tuple[tuple[str, ...], int] | None:
    """The names with which a text begins, and where they end: 市公安局、市交通局制定…"""
    match = _leading_names().match(text[:_LONGEST])
    found = names(match[0]) if match else None
    return (found, match.end()) if match and found else None


def _core(text: str) -> str:
    """The names alone, without 等部门 after them."""
    text = _plain(text)
    return (text[:-_TAIL] + pattern("agencies", "others").sub("", text[-_TAIL:])).strip(" \u3000、")


def _plain(text: str) -> str:
    """Without numbering, 由 and 请 before the names and 按职责分工 after them."""
    text = pattern("agencies", "before").sub("", text)
    return (text[:-_TAIL] + pattern("agencies", "after").sub("", text[-_TAIL:])).strip(" \u3000、")


def names(text: str, *, strict: bool = True) -> tuple[str, ...] | None:
    """The bodies of a list, () where they are nobody in particular; None where it is no list of bodies."""
    if strict and len(text) > _LONGEST:
        return None
    short = pattern("agencies", "short").search(_plain(text)[-_TAIL:])
    found: dict[str, None] = {}
    for part in _parts(_core(text)):
        if pattern("agencies", "nobody").match(part):
            continue
        if strict and not _name().match(part) and not (short and re.fullmatch(r"[\u4e00-\u9fff]{2,10}", part)):
            return None
        found |= {part: None} if 2 <= len(part) <= 40 else {}
    return tuple(found)


def _parts(text: str) -> list[str]:
    """Names between commas that stand in no bracket; 「市、区人民政府」 is one."""
    depth, cuts = 0, [-1]
    for mark in _MARKS.finditer(text):
        depth = max(0, depth + (mark[0] in "（(") - (mark[0] in "）)"))
        if depth == 0 and mark[0] not in "）)":
            cuts.append(mark.start())
    pieces = [text[start + 1 : end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    single = [pattern("agencies", "before").sub("", part) for piece in pieces for part in _JOINT.split(piece)]
    joined: list[str] = []
    for part in filter(None, (_core(part) if part else "" for part in single)):
        level = bool(joined) and pattern("agencies", "level").match(joined[-1]) and part[0] in _LEVELS
        joined[-1:] = [f"{joined[-1]}、{part}"] if level else [*joined[-1:], part]
    return joined


_TAIL = 60
_MARKS = re.compile("[、，,；; \t\n\u3000（()）]")
_LEVELS = frozenset("市区县州乡镇街旗盟")
_JOINT = re.compile(r"(?<=[局厅委部府办院区县会室署队司心门关站所位安])(?:以及|[和及与])(?=.{2})")


@cache
def verbs() -> re.Pattern[str]:
    """The words that give a role, in a group of its name."""
    words = load("agencies")["verbs"]
    return re.compile("|".join(f"(?P<{role}>{words[role]})" for role in ROLES))


@cache
def _name() -> re.Pattern[str]:
    return re.compile(load("agencies")["name"])


@cache
def _leading_names() -> re.Pattern[str]:
    words = load("agencies")
    name = rf"[^、，,；;。：:（）()\s]{{1,16}}?(?:{words['ends']})"
    several = (
        r"(?:[\u4e00-\u9fff]{2,10}[、和及与])+[\u4e00-\u9fff]{2,10}?(?:等(?:有关|相关)?(?:主管)?部门|(?:主管)?部门)"
    )
    return re.compile(rf"{several}|{name}(?:[、和及与]{name})*(?:等(?:有关|相关)?(?:部门|单位|企业))?")
