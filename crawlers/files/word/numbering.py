"""Automatic numbers of Word's lists: a reader sees them, but they are not in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_HAN = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = {1000: "m", 900: "cm", 500: "d", 400: "cd", 100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix"}
_SMALL_ROMAN = {5: "v", 4: "iv", 1: "i"}


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    format: str = "decimal"
    text: str = "%1."
    """With `%1` to `%9` for the numbers of the levels."""
    start: int = 1


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    levels: Mapping[Any, Mapping[int, Level]]
    """Levels of a list, by whatever the file knows the list by."""
    model: Mapping[Any, Any] = field(default_factory=dict)
    """What a list was made after: lists made after one model count on together."""
    _counted: dict[Any, dict[int, int]] = field(default_factory=dict)

    def label(self, known_by: Any, depth: int) -> str:
        """The number of the list's next paragraph at this depth (from 0); empty for bullets and unknown lists."""
        levels = self.levels.get(known_by, {})
        if depth not in levels:
            return ""
        counted = self._counted.setdefault(self.model.get(known_by, known_by), {})
        counted[depth] = counted.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counted if level > depth]:
            del counted[deeper]
        if levels[depth].format in _table()["unnumbered"]:
            return ""

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            level = levels.get(at, Level())
            return shown(level.format, counted.get(at, level.start))

        made = re.sub(r"%([1-9])", number, levels[depth].text)
        # 第一条 is told from a mention of it by the space that follows.
        return made + " " if made[-1:].isalnum() else made


def shown(form: str, number: int) -> str:
    """A number as its format shows it, e.g. 12 as 十二."""
    table = _table()
    if digits := table["digits"].get(form):
        return str(digits[number - 1]) if 1 <= number <= len(digits) else str(number)
    if form in table["counting"]:
        return _counted_han(number, _HAN, "十百千")
    if form in table["legal"]:
        return _counted_han(number, _LEGAL, "拾佰仟")
    if form in table["positional"]:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if form in ("upperRoman", "lowerRoman"):
        return _roman(number).upper() if form == "upperRoman" else _roman(number)
    if form == "decimalFullWidth":
        return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    return f"{number:02}" if form == "decimalZero" else str(number)


def legacy_format(value: int) -> str:
    """The name of a format that a DOC file gives as a number."""
    return str(_table()["legacy"].get(value, "decimal"))


def _counted_han(number: int, digits: str, units: str) -> str:
    if not 0 < number < 10_000:
        return str(number)
    made = ""
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
        made += (digits[int(digit)] + (units[place - 1] if place else "")) if digit != "0" else digits[0]
    made = re.sub(f"{digits[0]}+", digits[0], made).rstrip(digits[0])
    return made[1:] if made.startswith("一十") else made


def _roman(number: int) -> str:
    made = ""
    for value, sign in (_ROMAN | _SMALL_ROMAN).items():
        count, number = divmod(number, value) if number < 4000 else (0, number)
        made += sign * count
    return made


@cache
def _table() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "numbering.yml").read_text(encoding="utf-8"))
    return found
