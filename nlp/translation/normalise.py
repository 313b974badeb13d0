"""One form for texts that differ only in how they were typed, and the id made from it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from warehouse.models import made_id

_SAME = str.maketrans(
    {
        "﹝": "〔",
        "﹞": "〕",
        "［": "〔",
        "］": "〕",
        "〝": "“",
        "〞": "”",
        "「": "“",
        "」": "”",
        "『": "‘",
        "』": "’",
        "－": "-",
        "–": "—",
        "﹣": "-",
        "\u200b": "",
        "\ufeff": "",
        "(": "（",
        ")": "）",
        ",": "，",
        ";": "；",
        ":": "：",
        "?": "？",
        "!": "！",
        "\t": "｜",
    }
)
_NARROW = re.compile(r"[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0b\uff0e\u3000]+")
_YEAR_BRACKET = re.compile(r"\[((?:19|20)\d\d)\]")
_STRAIGHT = re.compile(r'"([^"]*)"')
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_LATIN_SPACE = re.compile(r"(?<=[A-Za-z0-9]) +(?=[A-Za-z0-9])")
_SPACE = re.compile(r"\s+")
_CUBIC = re.compile(r"(?<=[gG]/m)3(?!\d)")
"""μg/m3 is μg/m³: the figure is no number."""
_NUMBER_COMMA = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


@lru_cache(maxsize=65536)
def normalise(text: str) -> str:
    """Narrow letters and digits, one kind of bracket and quote, a space only between Latin words, ｜ for tabs."""
    text = _NARROW.sub(lambda m: unicodedata.normalize("NFKC", m[0]), _PRIVATE.sub("\ufffd", text.strip()))
    text = _STRAIGHT.sub(r"“\1”", _YEAR_BRACKET.sub(r"〔\1〕", text)).translate(_SAME)
    text = _CUBIC.sub("³", _NUMBER_COMMA.sub(",", text))
    return _SPACE.sub("", _LATIN_SPACE.sub("\x00", text.strip())).replace("\x00", " ")


def text_id(text: str) -> str:
    """The same for texts that `normalise` makes equal."""
    return made_id("text", normalise(text))
