"""Numbers, dates, document numbers and quoted words are taken out before the grammar sees a text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from nlp.translation.offline.han import japanese
from nlp.translation.offline.tables import rules

_HAN = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_N = r"\d[\d,]*(?:\.\d+)?"
_HN = r"[一二三四五六七八九十百]+"
FIRST = 0xE000


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


def number(han: str) -> int:
    """The value of a Chinese numeral below one thousand."""
    if han.isdigit():
        return int(han)
    total, digit = 0, 0
    for char in han:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _HAN[char]
    return total + digit


@cache
def _units() -> str:
    return "|".join(re.escape(unit) for unit in sorted(rules("slots.yml")["units"], key=len, reverse=True))


@cache
def _pattern() -> re.Pattern[str]:
    parts = {
        "docno": r"[\u4e00-\u9fff]{1,10}〔\d{4}〕\d+号",
        "law": r"主席令第[一二三四五六七八九十〇百\d]+号|国务院令第\d+号",
        "code": r"[A-Z]{2,5}(?:/[A-Z]{1,2})?[ ]?\d[\d.]*(?:[—-]\d+)*",
        "chem": r"PM2\.5|PM10|PM₂\.₅|PM₁₀|VOCs?|NOx|NOX|SO2|NO2|CO2|NH3|AQI|LDAR|RTO|LNG|CNG|O3|CO|NMHC|TSP|[A-Za-z][A-Za-z0-9.]*",
        "period": r"“十[一二三四五六]五”|(?<![\u4e00-\u9fff])十[一二三四五六]五(?=规划|期间|时期)",
        "fiveyear": rf"第{_HN}个五年规划",
        "date": r"\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日",
        "month": r"(?:\d{4}年)?\d{1,2}(?:[—~-]|月至|月—)\d{1,2}月(?:份)?|(?:\d{4}年)?\d{1,2}月(?:份)?",
        "quarter": rf"(?:\d{{4}}年)?(?:第?[一二三四]季度|前[二两三]季度|上半年|下半年)",
        "years": r"\d{4}年?(?:[—~-]|至)\d{4}年(?:度)?",
        "year": r"\d{4}年(?:底前|底|末|度|版)?",
        "threeyear": rf"(?:{_HN}|\d)年(?=行动|攻坚|计划|专项|提升|治理)",
        "ordinal": rf"第(?:{_HN}|\d+)[批次号期轮类条章节款项届]",
        "level": r"[ⅠⅡⅢⅣIV]{1,3}级|[一二三四]级(?=响应|预警|应急)",
        "quantity": rf"{_N}(?:[—~-]{_N})?(?:{_units()})?",
        "items": rf"(?:{_HN}|\d+)(?:件|项|个|部|份)(?=[\u4e00-\u9fff《“])|(?:{_HN}|\d+)(?:部门|单位|部委|厅局)",
    }
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in parts.items()))


def protect(text: str) -> Held:
    """The text with everything held out that no grammar should touch."""
    held = Held("")
    text = re.sub(r"“([^“”]{1,30})”(?=[^“”]|$)", lambda m: _quoted(held, m), text)
    held.text = _pattern().sub(lambda m: held.hold(_slot(m)), text)
    return held


def _quoted(held: Held, match: re.Match[str]) -> str:
    inner, known = match[1], rules("slots.yml")["quoted"]
    if re.fullmatch("十[一二三四五六]五", inner) or inner not in known:
        return match[0]
    return held.hold(
        Slot("quoted", match[0], f"「{known[inner]}」", f"“{rules('slots.yml')['quoted_en'].get(inner, '')}”")
    )


def _slot(match: re.Match[str]) -> Slot:
    kind, zh = str(match.lastgroup), match[0]
    maker = _MAKERS.get(kind)
    ja, en = maker(zh) if maker else (zh, zh)
    return Slot(kind, zh, ja, en)


def _period(zh: str) -> tuple[str, str]:
    count = rules("slots.yml")["plan_periods"][zh.strip("“”")[:-1]]
    return f"第{count}次5カ年計画", f"{count}th Five-Year Plan"


def _fiveyear(zh: str) -> tuple[str, str]:
    count = number(zh[1:-5])
    return f"第{count}次5カ年計画", f"{count}th Five-Year Plan"


_MONTHS = "January February March April May June July August September October November December".split()


def _date(zh: str) -> tuple[str, str]:
    *year, month, day = (int(part) for part in re.findall(r"\d+", zh))
    return zh, f"{day} {_month_name(month)}" + (f" {year[0]}" if year else "")


def _month_name(month: int) -> str:
    return _MONTHS[month - 1] if 1 <= month <= 12 else f"month {month}"


def _month(zh: str) -> tuple[str, str]:
    year = re.match(r"(\d{4})年", zh)
    months = [int(part) for part in re.findall(r"\d+", zh[year.end() if year else 0 :])]
    prefix = f"{year[1]}年" if year else ""
    name = "–".join(_month_name(month) for month in months)
    return prefix + "～".join(map(str, months)) + "月", name + (f" {year[1]}" if year else "")


_QUARTERS = {
    "一季度": ("第1四半期", "first quarter"), "二季度": ("第2四半期", "second quarter"), "三季度": ("第3四半期", "third quarter"),
    "四季度": ("第4四半期", "fourth quarter"), "前二季度": ("上半期", "first half"), "前两季度": ("上半期", "first half"),
    "前三季度": ("第1～第3四半期", "first three quarters"), "上半年": ("上半期", "first half"), "下半年": ("下半期", "second half"),
}  # fmt: skip


def _quarter(zh: str) -> tuple[str, str]:
    year = re.match(r"(\d{4})年", zh)
    ja, en = _QUARTERS[zh[year.end() if year else 0 :].removeprefix("第")]
    return (f"{year[1]}年{ja}", f"{en} of {year[1]}") if year else (ja, en)


def _year(zh: str) -> tuple[str, str]:
    year, tail = zh[:4], zh[5:]
    ja = {"底前": "年末まで", "底": "年末", "末": "年末", "度": "年度", "版": "年版", "": "年"}[tail]
    en = {"底前": "before the end of ", "底": "end of ", "末": "end of ", "度": "", "版": "", "": ""}[tail]
    return year + ja, en + year + (" edition" if tail == "版" else "")


def _years(zh: str) -> tuple[str, str]:
    first, last = re.findall(r"\d{4}", zh)
    return f"{first}-{last}年" + ("度" if zh.endswith("度") else ""), f"{first}–{last}"


def _threeyear(zh: str) -> tuple[str, str]:
    count = number(zh[:-1])
    words = ["", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"]
    return f"{count}カ年", f"{words[count] if count <= 10 else count}-Year"


def _ordinal(zh: str) -> tuple[str, str]:
    count, unit = (
        number(zh[1:-1]),
        {"批": "陣", "条": "条", "节": "節", "轮": "巡", "类": "類", "届": "回", "项": "項"}.get(zh[-1], zh[-1]),
    )
    names = {
        "号": f"No. {count}",
        "批": f"Batch {count}",
        "期": f"Issue {count}",
        "轮": f"Round {count}",
        "次": f"No. {count}",
    }
    return f"第{count}{unit}" if zh[-1] not in "章条节款" else zh[:-1] + unit, names.get(zh[-1], "")


def _level(zh: str) -> tuple[str, str]:
    return japanese(zh), {"一级": "Level I", "二级": "Level II", "三级": "Level III", "四级": "Level IV"}.get(
        zh, f"Level {zh[:-1]}"
    )


def _quantity(zh: str) -> tuple[str, str]:
    match = re.fullmatch(rf"({_N}(?:[—~-]{_N})?)(.*)", zh)
    if not match:
        return zh, zh
    value, unit = re.sub("[—~]", "～", match[1]), match[2]
    return value + rules("slots.yml")["units"].get(unit, ""), value


def _items(zh: str) -> tuple[str, str]:
    match = re.fullmatch(rf"({_HN}|\d+)(部门|单位|部委|厅局|.)", zh)
    assert match is not None
    count, unit = number(match[1]), match[2]
    ja = {"部门": "部門", "单位": "機関", "部委": "部・委員会", "厅局": "庁・局"}.get(unit, "件の")
    return f"{count}{ja}", f"{count} departments" if unit in ("部门", "单位", "部委", "厅局") else str(count)


_MAKERS = {
    "period": _period, "fiveyear": _fiveyear, "date": _date, "month": _month, "quarter": _quarter, "year": _year, "years": _years,
    "threeyear": _threeyear, "ordinal": _ordinal, "level": _level, "quantity": _quantity, "items": _items,
}  # fmt: skip
