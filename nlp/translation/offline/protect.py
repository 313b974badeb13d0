"""Numbers, dates, document numbers and quoted words are taken out before the grammar sees a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from nlp.translation.offline.han import japanese
from nlp.translation.offline.lexicon import Word
from nlp.translation.offline.slots import HAN_NUMBER, NUMBER, said
from nlp.translation.offline.tables import rules
from warehouse import reference

FIRST = 0xE000
_ASIDE = re.compile("（[\ue000-\uf8ff]+）(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing held out: its kind, and how it is said in each language."""

    kind: str
    zh: str
    ja: str
    en: str


@dataclass(slots=True)
class Held:
    """A text with private-use characters where something was taken out."""

    text: str
    slots: list[Slot] = field(default_factory=list)
    cuts: dict[str, list[Word | str]] = field(default_factory=dict)
    """Stretches already cut into words: several readings of a title begin with the same ones."""

    def hold(self, slot: Slot) -> str:
        """The character that stands for the slot."""
        self.slots.append(slot)
        return chr(FIRST + len(self.slots) - 1)

    def slot(self, char: str) -> Slot | None:
        """The slot a character stands for, if it does."""
        index = ord(char) - FIRST
        return self.slots[index] if 0 <= index < len(self.slots) else None

    def show(self, text: str) -> str:
        """The Chinese again."""
        return "".join(s.zh if (s := self.slot(c)) else c for c in text)


@cache
def _units() -> str:
    return "|".join(re.escape(unit) for unit in sorted(rules("slots.yml")["units"], key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    counter = "万?[户辆]|[个家座处条项件套台艘名种起次]"
    parts = {
        "content": r"[含涉](?:VOCs|挥发性有机物)|低(?:（无）)?VOCs含量"
        r"|单位(?:GDP|国内生产总值|地区生产总值|工业增加值|增加值)",
        "docno": r"[\u4e00-\u9fff]{1,10}〔\d{4}〕\d+号",
        "law": r"主席令第[一二三四五六七八九十〇百\d]+号|国务院令第\d+号",
        "percentile": r"第\d{2}百分位数?",
        "grade": r"[ABCD]级",
        "code": r"[A-Z]{2,5}(?:/[A-Z]{1,2})?[ ]?\d[\d.]*(?:[—-]\d+)*",
        "latin": r"PM₂\.₅|PM₁₀|VOCs(?=\d)|NOx(?=\d)|[A-Za-z][A-Za-z0-9.]*(?:-[A-Za-z0-9]+)*",
        "periodname": r"“十[一二三四五六]五”规划|“十[一二三四五六]五”(?!期间|时期|末)",
        "period": r"“十[一二三四五六]五”|(?<![\u4e00-\u9fff])十[一二三四五六]五(?=规划|期间|时期)",
        "fiveyear": rf"第{HAN_NUMBER}个五年规划",
        "date": r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日",
        "monthspan": r"\d{4}年\d{1,2}月(?:[—~-]|至)\d{4}年\d{1,2}月",
        "month": r"(?:\d{4}年)?\d{1,2}(?:[—~-]|月至|月—)\d{1,2}月(?:份)?|(?:\d{4}年)?\d{1,2}月(?:份|底前|底|末|前)?",
        "quarter": r"(?:\d{4}年)?(?:第?[一二三四]季度|前[二两三]季度|上半年|下半年)",
        "years": r"\d{4}年?(?:[—~-]|至)\d{4}年(?:度)?",
        "year": r"\d{4}年(?:底前|底|末|度|版)?",
        "threeyear": rf"(?:{HAN_NUMBER}|\d)年(?=行动|攻坚|计划|专项|提升|治理)",
        "ordinal": rf"第(?:{HAN_NUMBER}|\d+)[批次号期轮类条章节款项届]",
        "level": r"[ⅠⅡⅢⅣIV]{1,3}级|[一二三四]级(?=响应|预警|应急)",
        "items": rf"(?:{HAN_NUMBER}|\d+)(?:部门|单位|部委|厅局|[件项个部份](?!百分|工作日|月)(?=[\u4e00-\u9fff《“]))",
        "size": rf"{NUMBER}(?:{_units()})及?以[上下](?:的(?=[\u4e00-\u9fff])|(?=[\u4e00-\u9fff]))",
        "counted": rf"{NUMBER}(?:{counter})(?![以月次]|左右|百分|工作)(?=[\u4e00-\u9fff《“])",
        "quantity": rf"{NUMBER}%?(?:[—~～至-]{NUMBER})?(?:{_units()})?",
    }
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in parts.items()))


_HOURLY = re.compile(rf"每小时({NUMBER})蒸吨")
"""Another way to write 蒸吨/小时."""


def protect(text: str) -> Held:
    """The text with everything held out that no grammar should touch."""
    held, text = Held(""), text.replace("”“", "”、“")
    text = _HOURLY.sub(r"\1蒸吨/小时", text)
    text = re.sub(r"“([^“”]{1,30})”(?=[^“”]|$)", lambda m: _quoted(held, m), text)
    text = _pattern().sub(lambda m: held.hold(_slot(m)), text)
    held.text = _ASIDE.sub(lambda m: held.hold(_aside(held, m[0])), text)
    return held


def _aside(held: Held, text: str) -> Slot:
    """（VOCs） amid a name."""
    inner = [slot for char in text if (slot := held.slot(char))]
    ja, en = "".join(slot.ja for slot in inner), " ".join(slot.en for slot in inner)
    return Slot("aside", held.show(text), f"（{ja}）", f"({en})")


_SLOGAN = re.compile(r"^(?:[一二三四五六七八九十两双百][\u4e00-\u9fff](?<![年月日个项次天])){2,4}$")
"""四减四增, 三包一挂: a watchword of numbers stands as it is, in its quotation marks."""


def _quoted(held: Held, match: re.Match[str]) -> str:
    inner, said = match[1], _watchwords().get(match[1])
    if re.fullmatch("十[一二三四五六]五", inner) or (said is None and not _SLOGAN.match(inner)):
        return match[0]
    ja, en = said or (japanese(inner), "")
    return held.hold(Slot("quoted", match[0], f"「{ja}」", f"“{en}”" if en else ""))


@cache
def _watchwords() -> dict[str, tuple[str, str]]:
    """Words that stand in quotation marks: the glossary's terms, and what is none."""
    english = rules("slots.yml")["quoted_en"]
    own = {zh: (ja, english.get(zh, "")) for zh, ja in rules("slots.yml")["quoted"].items()}
    terms = reference.glossary()
    return own | {zh: (term.ja, term.en) for term in terms for zh in (term.zh, *term.aliases) if "“" not in zh}


def _slot(match: re.Match[str]) -> Slot:
    kind, zh = str(match.lastgroup), match[0]
    ja, en = said(kind, zh)
    return Slot(kind, zh, ja, en)
