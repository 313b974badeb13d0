"""How each kind of thing held out is said in Japanese and English."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Callable

from nlp.translation.offline.han import japanese
from nlp.translation.offline.tables import rules

NUMBER = r"\d[\d,]*(?:\.\d+)?"
HAN_NUMBER = r"[一二三四五六七八九十百]+"
_HAN = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))


def said(kind: str, zh: str) -> tuple[str, str]:
    """The Japanese and the English of a slot; unchanged where its kind has no wording of its own."""
    maker = _MAKERS.get(kind)
    return maker(zh) if maker else (zh, zh)


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


def _content(zh: str) -> tuple[str, str]:
    ja, en = rules("slots.yml")["contents"][zh]
    return ja, en


def _periodname(zh: str) -> tuple[str, str]:
    ja, en = _period(zh.removesuffix("规划"))
    return f"「{ja}」", en


def _period(zh: str) -> tuple[str, str]:
    count = rules("slots.yml")["plan_periods"][zh.strip("“”")[:-1]]
    return f"第{count}次5カ年計画", f"{count}th Five-Year Plan"


def _fiveyear(zh: str) -> tuple[str, str]:
    count = number(zh[1:-5])
    return f"第{count}次5カ年計画", f"{count}th Five-Year Plan"


def _date(zh: str) -> tuple[str, str]:
    *year, month, day = (int(part) for part in re.findall(r"\d+", zh))
    return zh, f"{day} {_month_name(month)}" + (f" {year[0]}" if year else "")


def _month_name(month: int) -> str:
    return month_name[month] if 1 <= month <= 12 else f"month {month}"


def _month(zh: str) -> tuple[str, str]:
    year = re.match(r"(\d{4})年", zh)
    months = [int(part) for part in re.findall(r"\d+", zh[year.end() if year else 0 :])]
    prefix = f"{year[1]}年" if year else ""
    tail = {"底前": "末まで", "底": "末", "末": "末", "前": "まで"}.get(zh.rpartition("月")[2], "")
    name = "–".join(_month_name(month) for month in months)
    return prefix + "～".join(map(str, months)) + "月" + tail, name + (f" {year[1]}" if year else "")


def _monthspan(zh: str) -> tuple[str, str]:
    first, last = (_month(part) for part in re.split("[—~至-]", zh))
    return f"{first[0]}～{last[0]}", f"{first[1]}–{last[1]}"


def _quarter(zh: str) -> tuple[str, str]:
    year = re.match(r"(\d{4})年", zh)
    ja, en = rules("slots.yml")["quarters"][zh[year.end() if year else 0 :].removeprefix("第")]
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
    unit, english = rules("slots.yml")["ordinals"][zh[-1]]
    count = zh[1:-1] if zh[-1] in "章条节款" else str(number(zh[1:-1]))
    return f"第{count}{unit}", f"{english} {number(zh[1:-1])}"


def _level(zh: str) -> tuple[str, str]:
    roman = dict(zip("一二三四", ("I", "II", "III", "IV"), strict=True))
    return japanese(zh), f"Level {roman.get(zh[0], zh[:-1])}"


def _quantity(zh: str) -> tuple[str, str]:
    match = re.fullmatch(rf"({NUMBER}%?(?:[—~～至-]{NUMBER})?)(.*)", zh)
    if not match:
        return zh, zh
    value, unit = re.sub("[—~至]", "～", match[1]), match[2]
    english = rules("slots.yml")["units_en"].get(unit)
    return value + rules("slots.yml")["units"].get(unit, ""), "" if english is None else value.replace(
        "～", "–"
    ) + english


def _size(zh: str) -> tuple[str, str]:
    match = re.fullmatch(r"(.+?)及?(以[上下])的?", zh)
    assert match is not None
    return f"{_quantity(match[1])[0]}{match[2]}の", ""


def _counted(zh: str) -> tuple[str, str]:
    match = re.fullmatch(rf"({NUMBER})(.+)", zh)
    assert match is not None
    return match[1] + rules("slots.yml")["counters"][match[2]], match[1]


def _items(zh: str) -> tuple[str, str]:
    match = re.fullmatch(rf"({HAN_NUMBER}|\d+)(部门|单位|部委|厅局|.)", zh)
    assert match is not None
    count, unit = number(match[1]), match[2]
    ja = {"部门": "部門", "单位": "機関", "部委": "部・委員会", "厅局": "庁・局"}.get(
        unit, "の" if unit == "个" else "件の"
    )
    return f"{count}{ja}", f"{count} departments" if unit in ("部门", "单位", "部委", "厅局") else str(count)


def _percentile(zh: str) -> tuple[str, str]:
    count = "".join(re.findall(r"\d+", zh))
    return f"{count}パーセンタイル" + ("値" if zh.endswith("数") else ""), f"{count}th percentile"


def _grade(zh: str) -> tuple[str, str]:
    return japanese(zh), f"Grade {zh[0]}"


_MAKERS: dict[str, Callable[[str], tuple[str, str]]] = {
    "content": _content,
    "period": _period,
    "periodname": _periodname,
    "fiveyear": _fiveyear,
    "date": _date,
    "monthspan": _monthspan,
    "month": _month,
    "quarter": _quarter,
    "year": _year,
    "years": _years,
    "threeyear": _threeyear,
    "ordinal": _ordinal,
    "percentile": _percentile,
    "grade": _grade,
    "level": _level,
    "quantity": _quantity,
    "counted": _counted,
    "size": _size,
    "items": _items,
}
