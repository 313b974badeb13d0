"""The value of a number written in Han numerals."""

from __future__ import annotations

DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_STEPS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000, "億": 100_000_000}


def value(han: str) -> float:
    """三十万 is 300000, 九十二点五 is 92.5, 二〇二六 is 2026."""
    whole, _, part = han.partition("点")
    if part:
        return value(whole) + float("0." + "".join(str(DIGITS.get(char, 0)) for char in part))
    if len(han) > 1 and all(char in DIGITS for char in han):
        return float("".join(str(DIGITS[char]) for char in han))
    return float(_positional(han))


def _positional(han: str) -> int:
    total, section, digit = 0, 0, 0
    for char in han:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in _STEPS:
            section += (digit or 1) * _STEPS[char]
            digit = 0
        elif char in _MYRIADS:
            total += (section + digit or 1) * _MYRIADS[char]
            section = digit = 0
    return total + section + digit
