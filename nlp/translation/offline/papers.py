"""What a paper is called when no other title stands in it: brackets, kinds of paper, plans, plain names."""

from __future__ import annotations

import re
from functools import cache

from nlp.translation.offline.names import with_places
from nlp.translation.offline.nouns import Style
from nlp.translation.offline.phrases import chain, clause, location, nominal, noun_phrase, phrase, starts_verb_phrase
from nlp.translation.offline.places import places_before
from nlp.translation.offline.protect import FIRST, Held
from nlp.translation.offline.rules import mapping, members
from nlp.translation.offline.tables import rules, table
from nlp.translation.offline.tokens import NotParsedError, cut

SLOT = "[\ue000-\uf8ff]"
_TAILS = re.compile(r"((?:（[^（）]*）)+)$")


@cache
def document_types() -> dict[str, str]:
    """Chinese names of kinds of paper with the Japanese ones, the longest first."""
    rows = sorted(table("doctypes.tsv"), key=lambda row: -len(row["zh"]))
    return {row["zh"]: row["ja"] for row in rows}


def split_tails(text: str) -> tuple[str, list[str]]:
    """The text before the brackets at its end, and what stands in each of them."""
    match = _TAILS.search(text)
    if match is None or match.start() == 0:
        return text, []
    return text[: match.start()], re.findall("（([^（）]*)）", match[1])


def with_tails(held: Held, text: str) -> tuple[str, str]:
    """The text before the brackets at its end, and those in Japanese."""
    text, tails = split_tails(text)
    return text, "".join(f"（{tail(held, part)}）" for part in tails)


def tail(held: Held, part: str) -> str:
    known = mapping("tails")
    if part in known:
        return known[part]
    if re.fullmatch(f"{SLOT}+", part):
        return part
    if (match := re.fullmatch(f"({SLOT}+)(.+)", part)) and match[2] in known:
        return match[1] + known[match[2]]
    return phrase(held, part, "name")


def is_book(held: Held, char: str) -> bool:
    slot = held.slot(char) if char and ord(char) >= FIRST else None
    return slot is not None and slot.kind == "book"


def of_book(held: Held, text: str) -> str | None:
    """《X》解读, 《X》补充说明的通知."""
    types = "|".join(document_types())
    match = re.match(
        f"^({SLOT})的?({types}|图解|问答|新闻发布会|实施细则|实施方案|实施办法|修改单|释义|条文释义)?(?:的(通知|公告|函))?$",
        text,
    )
    if match is None or not is_book(held, match[1]):
        return None
    kinds = {
        **document_types(),
        "图解": "図解",
        "问答": "問答",
        "新闻发布会": "記者会見",
        "实施细则": "実施細則",
        "修改单": "修正票",
        "释义": "釈義",
        "条文释义": "条文釈義",
    }
    said = match[1] + (("" if match[2] == "修改单" else "の") + kinds.get(match[2], match[2]) if match[2] else "")
    return said + (f"に関する{document_types()[match[3]]}" if match[3] else "")


def prohibition(held: Held, text: str) -> str | None:
    """济南市禁止燃放烟花爆竹的规定."""
    heads = "|".join(sorted(members("legal"), key=len, reverse=True))
    match = re.match(f"^(.*?)(禁止|限制)(.+?)的?({heads})$", text)
    if match is None:
        return None
    where = with_places(held, match[1]) + "における" if match[1] else ""
    verb = {"禁止": "禁止", "限制": "制限"}[match[2]]
    words = cut(held, match[3])
    if not starts_verb_phrase(words):
        return None
    return f"{where}{nominal(chain(words))}{verb}に関する{phrase(held, match[4], 'name')}"


def plan(held: Held, text: str) -> str | None:
    """Place, verb phrases, and the kind of plan: 北京市深入打好X2022年行动计划."""
    ends = "|".join(sorted((name for name in members("plans") if len(name) > 2), key=len, reverse=True))
    head = re.match(f"^(.+?)((?:{SLOT})?(?:三年|{SLOT})?(?:专项|攻坚)?(?:行动|攻坚|专项行动)?(?:{ends}))$", text)
    if head is None:
        return None
    for places, rest in places_before(head[1]):
        if not rest or (said := _verbal(held, rest)) is None:
            continue
        where = "".join(word.noun for word in places)
        paper = phrase(held, head[2], "name")
        if rest.startswith("打赢"):
            return (
                f"{where}{said.removesuffix('への勝利')}に勝利するための{paper}" if said.endswith("への勝利") else None
            )
        return f"{where}{'における' if where else ''}{said}に関する{paper}"
    return None


def _verbal(held: Held, text: str) -> str | None:
    """The verb phrases of a plan's name, or None when it is a noun phrase."""
    try:
        words = cut(held, text)
        phrases = chain(words) if starts_verb_phrase(words) else []
    except NotParsedError:
        return None
    known = all(item.verb.use.startswith("V") or item.verb.link for item in phrases)
    return nominal(phrases) if phrases and known else None


def plain(held: Held, text: str, style: Style = "name") -> str:
    """A place and a compound noun, or clauses; what is no paper's name is said as a phrase."""
    if "，" in text or "；" in text:
        return phrase(held, text, "phrase")
    failure: NotParsedError | None = None
    for places, rest in places_before(text):
        where = "".join(word.noun for word in places)
        try:
            if not rest:
                return where
            words = cut(held, rest)
            named = [word for word in words if not word.zh.startswith("（")] or words
            style = style if re.search(rules("grammar.yml")["papers"], named[-1].zh) else "phrase"
            verbal = starts_verb_phrase(words)
            if style == "name" and (verbal or location(words)):
                raise NotParsedError("name of a paper or something to be done", held.show(text))
            if verbal:
                return f"{where}{'における' if where else ''}{nominal(chain(words))}"
            joint = "の" if places and style == "phrase" else ""
            return where + joint + (noun_phrase(words, style) if places else clause(words, style))
        except NotParsedError as error:
            failure = failure or error
    raise failure or NotParsedError("empty title", text)
