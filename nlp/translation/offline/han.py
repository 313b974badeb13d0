"""Simplified Chinese characters as Japan writes them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

import opencc

from nlp.translation.offline.tables import table


@cache
def _converters() -> tuple[opencc.OpenCC, opencc.OpenCC, dict[str, str]]:
    patches = {row["converted"]: row["japanese"] for row in table("han.tsv")}
    return opencc.OpenCC("s2t"), opencc.OpenCC("t2jp"), patches


@lru_cache(maxsize=16384)
def japanese(text: str) -> str:
    """Character forms only: 办公厅 becomes 弁公庁, no word is exchanged."""
    to_traditional, to_japanese, patches = _converters()
    converted = str(to_japanese.convert(to_traditional.convert(text)))
    for wrong, right in patches.items():
        converted = converted.replace(wrong, right)
    return converted


@cache
def every() -> Mapping[str, tuple[str, str]]:
    """Of each Han character of the first block: Taiwan's form, Japan's; read at once, for one by one takes a second."""
    chars = "".join(map(chr, range(0x4E00, 0x9FA6)))
    lines = "\n".join(chars)
    old, new = _converters()[0].convert(lines).split("\n"), japanese.__wrapped__(lines).split("\n")
    return dict(zip(chars, zip(old, new, strict=True), strict=True))


@lru_cache(maxsize=16384)
def traditional(char: str) -> str:
    """The character as Taiwan and Hong Kong write it."""
    return str(_converters()[0].convert(char))


@lru_cache(maxsize=16384)
def is_simplified(char: str) -> bool:
    """True for a character that only simplified Chinese uses: Shift JIS lacks it and Japan writes another."""
    if not "\u4e00" <= char <= "\u9fff" or japanese(char) == char:
        return False
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return True
    return False
