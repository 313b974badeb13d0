"""Writes Japanese, traditional and full-width forms as simplified Chinese ones, so that both scripts meet."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import opencc
import yaml

HERE = Path(__file__).parent
_HAN = (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000), *range(0xF900, 0xFB00))
_NUMBER = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The text as the index has it: half-width, small letters, simplified characters."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_simplified())


def number_key(doc_number: str) -> str:
    """A 文号 whatever brackets and spaces it is typed with."""
    return "".join(_NUMBER.findall(fold(doc_number)))


def abbreviations() -> dict[str, str]:
    """Provinces by the one character that stands for them on its own: 沪."""
    return _written()["provinces"]


@cache
def _simplified() -> dict[int, str]:
    """By character; what GB 2312 has is simplified already: 沪 is Shanghai, and not the Japanese form of 滤."""
    from_japanese, from_traditional = opencc.OpenCC("jp2t"), opencc.OpenCC("t2s")
    found = {}
    for character in map(chr, _HAN):
        if not _is_simplified(character):
            found[ord(character)] = from_traditional.convert(from_japanese.convert(character))
    return found | {ord(japanese): chinese for japanese, chinese in _written()["characters"].items()}


@cache
def _written() -> dict[str, dict[str, str]]:
    return dict(yaml.safe_load((HERE / "folding.yml").read_text(encoding="utf-8")))


def _is_simplified(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
