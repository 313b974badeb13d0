"""Values of cells as their format shows them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_FIRST_DAYS = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_LAST_DAY = 2_958_465
"""9999-12-31."""
_SHORT_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Numbers of built-in formats that show a date or time; those from 27 on are the East Asian ones."""
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 20: "h:mm", 21: "h:mm:ss"}
_SILENT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_FIXED = re.compile(r"(?:#,##)?0(?:\.(0+))?")


def built_in(number: int) -> str:
    """The code of a format that files name by number alone."""
    return _BUILT_IN.get(number, "yyyy-mm-dd" if number in _SHORT_DATES else "")


def shown(value: float, code: str, *, from_1904: bool = False) -> str:
    """A number in a format: a day as 2026-09-01, a share as 85%, without the rests of binary fractions."""
    bare = _SILENT.sub("", code.partition(";")[0]).lower()
    if re.search(r"[ymdhs]", bare) and "general" not in bare and 0 <= value <= _LAST_DAY:
        return _moment(value, bare, from_1904)
    if bare.endswith("%"):
        return f"{100 * value:.{len(bare.rpartition('.')[2]) - 1 if '.' in bare else 0}f}%"
    if found := _FIXED.fullmatch(bare.strip()):
        return f"{value:.{len(found[1] or '')}f}"
    return f"{value:.15g}"


def _moment(value: float, bare: str, from_1904: bool) -> str:
    moment = _FIRST_DAYS[from_1904] + timedelta(seconds=round(value * 86_400))
    day = f"{moment:%Y-%m-%d}" if "d" in bare else f"{moment:%Y-%m}" if "y" in bare else ""
    return " ".join(filter(None, (day, f"{moment:%H:%M}" if "h" in bare or not day else "")))
