"""Noun phrases: said in the order of the Chinese, with the particles that Japanese wants between the parts."""

from __future__ import annotations

import re
from typing import Literal

from nlp.translation.offline.ambiguous import (
    is_year,
    refuse_act_first,
    refuse_hidden_verb,
    refuse_lone_verb,
    refuse_side_by_side,
)
from nlp.translation.offline.lexicon import MARKS, Word
from nlp.translation.offline.rules import members
from nlp.translation.offline.tables import rules
from nlp.translation.offline.tokens import NotParsedError, shown

Style = Literal["phrase", "name"]
"""`name`: a document's own name or an agency's, run together; `phrase`: in running words."""
JOINTS = frozenset("、和及与或") | {"以及", "及其", "或者", "暨", "·"}
_MONTH = re.compile(r"(?:月|月份|季度|半年)$")


def coordinated(words: list[Word], style: Style) -> str:
    """A、B和C, each a compound; the scope of what follows stays as open as it is in Chinese."""
    if style == "phrase" and (shared := _shared_head(words)):
        return coordinated(words[:shared], style) + "の" + compound(words[shared:], style)
    out, part = "", list[Word]()
    for index, word in enumerate(words):
        if word.mark in JOINTS:
            refuse_lone_verb(part)
            out += compound(part, style) + _joint(words, index)
            part = []
        else:
            part.append(word)
    return out + compound(part, style)


def _shared_head(words: list[Word]) -> int:
    """船舶和港口大气污染防治: where the words begin that belong to all of one-word items; 0 when there are none."""
    joints = [index for index, word in enumerate(words) if word.mark in JOINTS]
    if not joints or joints != list(range(1, joints[-1] + 1, 2)):
        return 0
    start, item = joints[-1] + 2, words[joints[-1] + 1 : joints[-1] + 2]
    items = words[: joints[-1] : 2] + item
    if start >= len(words) or not all(word.noun and not word.action and not word.modifier for word in items):
        return 0
    before, head = words[start - 1], words[start]
    return 0 if head.mark or (head.modifier and not head.action) or _field(before) or _all_paired(words) else start


def _joint(words: list[Word], index: int) -> str:
    mark, before, after = words[index].mark, words[index - 1], words[index + 1 : index + 3]
    both_acts = before.action and after and after[0].action and len(after) > 1 and not after[1].mark
    if mark in ("和", "与", "及") and both_acts:
        return "・"
    if mark == "、" and _all_paired(words):
        return "・"
    return MARKS[mark]


def _all_paired(words: list[Word]) -> bool:
    """Whether every item before the last mark is one word of a kind that is joined by ・."""
    last = max(index for index, word in enumerate(words) if word.mark in JOINTS)
    items = "".join("、" if word.mark in JOINTS else "x" for word in words[:last])
    named = all(word.zh in members("paired") for word in words[:last] if word.mark not in JOINTS)
    return named and "xx" not in items


def compound(words: list[Word], style: Style) -> str:
    """Nouns in a row, with adverbs and adjectives before what they modify."""
    if not words:
        raise NotParsedError("nothing to join", "、")
    said = [_said(words, index, style) for index in range(len(words))]
    joints = [_joined(words, index, style) for index in range(len(words))]
    for index, word in enumerate(words):
        refuse_hidden_verb(words, index, word)
    refuse_act_first(words)
    refuse_side_by_side(words)
    if style == "phrase" and (place := _long_run(words, said, joints)):
        joints[place] = "の"
    out = ""
    for index, (joint, part) in enumerate(zip(joints, said, strict=True)):
        bare = not index or joint or words[index].slot or words[index - 1].slot
        out += joint + part if bare else _without_echo(said[index - 1], part)
    return out


def _without_echo(before: str, part: str) -> str:
    """重点工程项目: what the word before ends with is not said again (重点プロジェクトプロジェクト)."""
    for size in range(min(len(before), len(part)), 1, -1):
        if before.endswith(part[:size]) and (size > 2 or size in (len(before), len(part))):
            return part[size:]
    return part


_RUN = 11
"""Characters: a compound longer than this is broken once by の behind the thing that it tells of."""
_SHARES = ("占比", "比例", "比重")


def _long_run(words: list[Word], said: list[str], joints: list[str]) -> int:
    """Where a long compound without any particle is broken, 0 when nowhere."""
    last = words[-1].zh
    measured = bool(re.search(rules("grammar.yml")["shares"], last))
    short = sum(map(len, said)) <= _RUN and last not in _SHARES
    named = last.endswith(("战", "行动", "区域", "区"))
    loose = 1 if words[0].modifier else 0
    if short or named or "の" in joints or re.search("[のな]", "".join(said[loose:-1])):
        return 0
    for index in range(len(words) - (1 if measured else 2), 0, -1):
        if _thing(words[index - 1]) and not words[index].mark:
            return 0 if said[index].startswith("（") else index
    return 0


def _thing(word: Word) -> bool:
    plain = word.noun and not word.action and not word.modifier and not word.mark
    return bool(plain and re.search(rules("grammar.yml")["things"], word.zh))


def _said(words: list[Word], index: int, style: Style) -> str:
    word, last = words[index], index == len(words) - 1
    if word.mark == "等":
        return "等" if last or words[index + 1].slot else "等の"
    if word.mark:
        raise NotParsedError("stray mark", shown(words))
    if word.noun and not (word.modifier and not last and not word.action):
        return word.noun
    if word.action and (last or not word.modifier):
        return word.action.ja
    return _modifying(words, index, style)


def _modifying(words: list[Word], index: int, style: Style) -> str:
    word = words[index]
    if word.modifier is None or index == len(words) - 1:
        raise NotParsedError("nothing to modify", shown(words))
    modifier = word.modifier
    after = words[index + 1]
    chained = after.modifier is not None and after.modifier.kind == "A"
    if modifier.kind == "A" and not after.action and not modifier.compound and not chained:
        raise NotParsedError("adverb before a noun", shown(words))
    if modifier.compound and (style == "name" or words[index + 1].action):
        return modifier.compound
    return modifier.adnominal


def _joined(words: list[Word], index: int, style: Style) -> str:
    """The particle before a word of a compound."""
    if index == 0:
        return ""
    word, before, rest = words[index], words[index - 1], words[index:]
    if word.mark or before.mark or (before.modifier and not before.action):
        return ""
    if _adjectival(word):
        return "・" if _adjectival(before) and before.zh[0] == word.zh[0] else "の"
    if word.zh.startswith("新") and any(one.zh.startswith("新") for one in words[:index]):
        return "・"
    if word.modifier and not word.action and len(rest) > 1:
        time = style == "phrase" and is_year(before)
        bare = style == "name" and (word.modifier.compound or before.place or before.slot)
        bare = bare or (before.slot and not time)
        return "" if bare else "の"
    if style == "name":
        return ""
    if (
        word.action
        and word.action.link
        and not before.action
        and (len(rest) == 1 or rest[1].zh in members("documents"))
    ):
        return word.action.link
    if word.zh in members("spaced") or (before.zh in members("areas") and word.zh in members("areas")):
        return "の"
    if before.zh.endswith("排放标准") and not (word.action or word.head):
        return "の"
    if re.search("から.+への", word.noun) or before.zh.endswith(("行业", "领域", "环节", "集群", "园区")):
        return "の"
    return "の" if _field(before) and (len(rest) > 1 or word.action) else ""


def _adjectival(word: Word) -> bool:
    """遅れた生産能力, 更なる向上: what begins with an adjective is joined to nothing."""
    return not word.slot and bool(
        re.match(
            "^[^のをに]{1,6}(?:な|なる|された|れた)(?=[^いけどのっ])",
            word.noun or (word.action.ja if word.action else ""),
        )
    )


def _alike(before: Word, word: Word) -> bool:
    """钢铁焦化, 淘汰更新: two of a kind side by side."""
    if before.action and word.action and not before.noun and not word.noun:
        return bool(before.action.link and word.action.link)
    return before.zh in members("paired") and word.zh in members("paired")


def _field(word: Word) -> bool:
    return (
        word.zh in members("areas")
        or word.zh.endswith(("行业", "领域", "工业", "企业", "地区", "港"))
        or word.place
        or is_year(word)
    )
