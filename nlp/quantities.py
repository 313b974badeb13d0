"""Numbers with their units in a sentence, each with the word that says what is to become of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from nlp.dates import number
from nlp.target_verbs import counts
from nlp.vocabulary import alternatives, load, pattern

_TEN = "\ue00a"
"""十 alone, as one character: what is read must stand where it is written."""
_NUMBER = rf"(?:\d{{1,9}}(?:,\d{{3}}){{0,4}}(?:\.\d{{1,6}})?|{_TEN})"
_CLAUSE_END = re.compile(r"[，；;。：:！？!?\t\n]|,(?!\d{3}(?!\d))")
_JOINT = re.compile(r"\s*(?:、|和|与|及|以及|或)?\s*")
_LEAST = re.compile("(?:至少|最少|不少于)[^，]{0,12}$")
_YEAR_OF = re.compile(r"20\d\d年[底末]?的\s*$")
_NEXT = re.compile(r"\s*(?:[（(][^（）()]{0,20}[)）])?\s*(?:、|以及|和|与|及|并且|并|且|而|或)\s*")
_THING = re.compile(r"(?!以|左右)[\u4e00-\u9fff]{2}")
_BOUNDS = {"to_at_least": "at_least", "to_at_most": "at_most", "above": "at_least", "reach": "at_least"}
_TO = re.compile(r"[到至在](?:约|大约|近)?\s*$")
_PERCENT = re.compile(
    "(?P<of>[百千])分之(?P<whole>[一二三四五六七八九十百两]{1,5})(?:点(?P<part>[一二三四五六七八九]{1,2}))?"
)
_TENTHS = re.compile("([一二三四五六七八九])成([一二三四五六七八九])(?=以[上下内]|左右|[，。；、,;）)]|$)")
_BLACKNESS = re.compile("黑度[^，；]{0,12}$")
_WHOLE_UNITS = {"成": (10, "%"), "百天": (100, "天")}
"""Units that say a number's tens or hundreds: 八成, 三百天."""
_INDEX = re.compile("(?<!空气质量)指数[^，；\\d]{0,8}$")
"""What is measured without a unit: 综合指数控制在4.2以内, but no day's AQI."""
_LONGEST_VERB = 16
_LONGEST_BEFORE, _LONGEST_AFTER, _MOST_BEFORE = 100, 60, 8


class Quantity(NamedTuple):
    """One number of a sentence."""

    start: int
    end: int
    value: float
    high: float | None
    unit: str
    suffix: str
    """`at_least`, `at_most`, `about` or empty."""
    verb: str
    """A group of `verbs` in targets.yml, `count` for a number of things, empty for a mere threshold."""
    before: str
    """The clause up to the verb (or up to the number of things)."""
    after: str
    """The clause behind the number."""
    order: int
    """0 for the first number under its verb, 1 for the next (分别下降8%和10%)."""
    clause: int
    """Where its clause begins."""
    joined: bool
    """Whether it goes on from the number before it in its clause: 企业15家、园区4家."""
    bracketed: bool
    """Whether it stands in brackets."""


class _Clauses:
    """Where the clauses of a text begin and end."""

    def __init__(self, text: str) -> None:
        ends = list(_CLAUSE_END.finditer(text))
        self._text = text
        self._begins = [0, *(end.end() for end in ends)]
        self._ends = [*(end.start() for end in ends), len(text)]

    def around(self, start: int, end: int) -> tuple[int, str]:
        """Where the clause of a place begins, and its words behind the place."""
        at = bisect_right(self._begins, start) - 1
        last = self._ends[max(at, bisect_right(self._begins, end) - 1)]
        return self._begins[at], self._text[end : min(last, end + _LONGEST_AFTER)]


def quantities(text: str) -> list[Quantity]:
    """Numbers with units, left to right. A number that follows another by 、 or 和 shares its verb."""
    text = _percents_in_digits(text)
    found: list[Quantity] = []
    clauses = _Clauses(text)
    for match in _pattern().finditer(_in_digits(text)):
        for quantity in _numbers(match, text, clauses, found):
            last = found[-1] if found else None
            shares = (
                last is not None
                and last.verb
                and _are_alike(last.unit, quantity.unit)
                and _JOINT.fullmatch(text, last.end, quantity.start)
            )
            if last is not None and shares and quantity.verb in ("", "count"):
                quantity = quantity._replace(verb=last.verb, before=last.before, order=last.order + 1)
            found.append(quantity)
    return found


def _numbers(match: re.Match[str], text: str, clauses: _Clauses, before_it: list[Quantity]) -> Iterator[Quantity]:
    """One quantity, or several that share the last one's unit: 10、35、50毫克/立方米."""
    clause, after = clauses.around(match.start(), match.end())
    far = before_it[-_MOST_BEFORE].end if len(before_it) >= _MOST_BEFORE else 0
    begin = max(clause, match.start() - _LONGEST_BEFORE, far)
    last = before_it[-1] if before_it else None
    goes_on = _NEXT.match(text, last.end, match.start()) if last is not None and last.end > begin else None
    left = text[goes_on.end() if goes_on else begin : match.start()]
    opened = max(left.rfind("（"), left.rfind("("))
    bracketed = opened > max(left.rfind("）"), left.rfind(")"))
    if bracketed:
        left = left[opened + 1 :]
    if (match["unit"] == "级" and not _BLACKNESS.search(left)) or (not match["unit"] and not _INDEX.search(left)):
        return
    verb, before = _verb(left, match["unit"])
    if verb in ("decrease", "increase") and _things().fullmatch(match["unit"]) and _THING.match(after):
        verb, before = "count", left
    values = [*re.findall(_NUMBER, match["head"] or ""), match["low"]]
    suffix = _suffix(match["suffix"] or "") or ("about" if re.search("(?:约|大约|近|接近)$", left) else "")
    if verb == "count" and not suffix and _LEAST.search(left):
        suffix = "at_least"
    if (changed := pattern("targets", "changed").search(before)) and verb in _BOUNDS:
        suffix, before = _BOUNDS[verb], before[: changed.start()]
        verb = "decrease" if changed["less"] else "increase"
    times, unit = _WHOLE_UNITS.get(match["unit"], (1, match["unit"]))
    for order, value in enumerate(values):
        high = _float(match["high"]) * times if match["high"] and order == len(values) - 1 else None
        yield Quantity(
            match.start(),
            match.end(),
            _float(value) * times,
            high,
            unit,
            suffix,
            verb,
            before,
            after,
            order,
            clause,
            bool(goes_on),
            bracketed,
        )


def _verb(left: str, unit: str) -> tuple[str, str]:
    left = _YEAR_OF.sub("", left)
    begin = max(0, len(left) - _LONGEST_VERB)
    found = _verbs().search(left, begin)
    if found is None and unit in ("%", "％") and left.rstrip().endswith("的"):
        found = _verbs_of().search(left, max(0, begin - _LONGEST_VERB))
    if found and found.lastgroup:
        return found.lastgroup, left[: found.start()]
    moved = pattern("targets", "moved").search(left) if _TO.search(left, begin) else None
    if moved:
        return ("to_at_least" if moved["up"] else "to_at_most"), moved["lead"] + moved["what"]
    return ("count", left) if is_counted(unit) and counts(left) else ("", left)


def has_quantity(text: str) -> bool:
    """Whether a text holds a number with a unit."""
    return bool(_pattern().search(_in_digits(_percents_in_digits(text))))


def _percents_in_digits(text: str) -> str:
    """百分之八十 as 80%, led by blanks so that everything else stays where it is; 九成五 as 95%, 零增长 as 增0%."""
    text = _PERCENT.sub(_percent, text) if "分之" in text else text
    text = _TENTHS.sub(lambda match: f"{number(match[1])}{number(match[2])}%", text) if "成" in text else text
    return text.replace("零增长", "增0%")


def _in_digits(text: str) -> str:
    """三十五家 as 35 家, everything else where it is."""
    return pattern("targets", "han_numbers").sub(_counted_in_han, text)


def _counted_in_han(match: re.Match[str]) -> str:
    """三十五 as 35, 两千 as 2千; what takes more room in digits stays as it is."""
    said = match["number"]
    if len(said) == 2 and said[1] in "百千万" and said[0] not in "十百千万":
        return f"{number(said[0])}{said[1]}"
    whole, myriads = said.removesuffix("万"), "万" * said.endswith("万")
    digits = _TEN if whole == "十" else str(_whole(whole))
    return digits.ljust(len(whole)) + myriads if len(digits) <= len(whole) else said


def _whole(said: str) -> int:
    """一百二十 as 120."""
    total = part = 0
    for character in said:
        power = {"十": 10, "百": 100, "千": 1000}.get(character)
        if power:
            total, part = total + (part or 1) * power, 0
        else:
            part = number(character)
    return total + part


def _percent(match: re.Match[str]) -> str:
    part = f".{number(match['part'])}" if match["part"] else ""
    whole = 100 if "百" in match["whole"] else number(match["whole"])
    return f"{whole}{part}{'%' if match['of'] == '百' else '‰'}".rjust(len(match[0]))


def is_counted(unit: str) -> bool:
    """Whether the unit counts things or measures an amount of them, not a share or a concentration."""
    return bool(_counted().fullmatch(unit))


def _are_alike(one: str, other: str) -> bool:
    """24台35蒸吨/小时锅炉: the size of what is counted has no part in the verb."""
    return is_counted(one) == is_counted(other)


def is_amount(unit: str) -> bool:
    """Whether the unit measures an amount: 万吨, 公里."""
    return is_counted(unit) and not _things().fullmatch(unit)


def _suffix(text: str) -> str:
    return next((name for name, words in load("targets")["suffixes"].items() if text in words), "")


def _float(text: str) -> float:
    return 10.0 if text == _TEN else float(text.replace(",", ""))


@cache
def _pattern() -> re.Pattern[str]:
    units = alternatives(load("targets")["units"])
    suffixes = alternatives([word for words in load("targets")["suffixes"].values() for word in words])
    return re.compile(
        rf"(?=[\d{_TEN}])(?<![\d.A-Za-z〔第+±“‘])(?P<head>(?:{_NUMBER}、){{1,12}}(?:{_NUMBER}[和与及])?|{_NUMBER}[和与及])?"
        rf"(?P<low>{_NUMBER})\s*+(?:[%％]?\s*+[—–－\-～~至到]{{1,2}}\s*+(?P<high>{_NUMBER}))?"
        rf"\s*+(?:余|多)?(?P<unit>{units}|{_counters()}|(?=以[下内]|左右|[，,。；;、）)]|$))(?!月|工作日|自然日|小时|级|百分|内|范围|半径|以外|之外|方面|层面|环节|维度|[/·]|[\u4e00-\u9fff]{{1,2}}/[年日天])"
        rf"(?:水平|[（(]含[)）])?(?:(?:[（(][^（）()\d]{{1,16}}[)）])?(?P<suffix>{suffixes}))?"
    )


def _counters(*kinds: str) -> str:
    """台, 万台, 亿立方米."""
    words = [word for kind in kinds or ("counters", "amounts") for word in load("targets")[kind]]
    return rf"(?:[十百千]?[万亿]|[百千](?!瓦|克))?(?:{alternatives(words)})"


@cache
def _things() -> re.Pattern[str]:
    """Units of things, not of amounts."""
    return re.compile(_counters("counters"))


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(_counters() + "|天")


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile(rf"(?:{_groups()})(?:了|约|大约|近|接近|水平)?\s*$")


@cache
def _verbs_of() -> re.Pattern[str]:
    """不低于保有量的20%."""
    return re.compile(rf"(?:{_groups()})(?=[\u4e00-\u9fff]{{2,12}}的\s*$)")


def _groups() -> str:
    return "|".join(f"(?P<{name}>{alternatives(words)})" for name, words in load("targets")["verbs"].items())
