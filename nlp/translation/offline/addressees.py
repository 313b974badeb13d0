"""Who is addressed by level rather than by name: 各县（市、区）人民政府, 大连、鞍山等市人民政府."""

from __future__ import annotations

import re

from nlp.translation.offline.han import japanese
from nlp.translation.offline.lexicon import Word
from nlp.translation.offline.places import places_before
from nlp.translation.offline.rules import mapping
from nlp.translation.offline.tables import rules

_UNIT = "自治区|直辖市|设区的市|设区市|地级以上市|计划单列市|副省级城市|乡镇|街道|新区|开发区|省|市|县|区|州|盟|旗"
_LEVELS = re.compile(
    rf"^((?:全[省市区县])?(?:各有关|有关|各|相关))((?:{_UNIT})(?:{_UNIT}|、(?={_UNIT})|和(?={_UNIT})|（[^（）]+）)*)"
)
_ROW_END = re.compile("^(等)?(省|市|县|区(?!域)|区域|地区|城市|地)?")


def levels(text: str) -> tuple[Word, str] | None:
    """Units of government of a level, and what follows them."""
    match = _LEVELS.match(text)
    if match is None:
        return None
    said = _units(match[2])
    each = rules("grammar.yml")["each"]
    word = next(each[word] for word in (match[1][-2:], match[1][-1:]) if word in each)
    row = Word(zh=match[0], noun=word["ja"] + said, en=_english(word["en"], match[2]))
    return (row, text[match.end() :]) if said else None


def _english(each: str, text: str) -> str:
    """All counties (cities, districts); empty where a unit has no English name."""
    names, out = mapping("units_of_level"), each
    if not re.fullmatch(f"(?:{_UNIT}|、|和|（|）)+", text):
        return ""
    for piece in re.findall(f"（|）|{_UNIT}", text):
        if piece in "（）":
            out += {"（": " (", "）": ")"}[piece]
        elif piece not in names:
            return ""
        else:
            out += ("" if out.endswith("(") else " " if out == each else ", ") + names[piece]
    return out


def _units(text: str) -> str:
    """县（市、区）, 区市县, 市（含定州、辛集市）; empty when a bracket holds anything else."""
    out = ""
    for piece in re.findall(f"（[^（）]+）|{_UNIT}|、|和", text):
        if piece.startswith("（"):
            inner = _bracketed(piece[1:-1])
            if not inner:
                return ""
            out += f"（{inner}）"
        elif piece in "、和":
            out += "・"
        else:
            out += ("・" if out and not out.endswith(("・", "）")) else "") + _unit(piece)
    return out


def _unit(piece: str) -> str:
    return {"设区市": "区設置市", "设区的市": "区設置市", "地级以上市": "地級以上の市", "县": "県"}.get(
        piece
    ) or japanese(piece).replace("郷鎮", "郷・鎮")


def _bracketed(inner: str) -> str:
    if re.fullmatch(f"(?:{_UNIT}|、)+", inner):
        return _units(inner)
    if not inner.startswith("含"):
        return ""
    row = place_row(inner[1:])
    return "・".join(word.noun for word in row[0]) + "を含む" if row and not row[1] else ""


def place_row(text: str) -> tuple[list[Word], str] | None:
    """石家庄、唐山、西安: two places or more, and what follows the last."""
    found: list[Word] = []
    while True:
        step = next(((p, rest) for p, rest in places_before(text) if p and rest.startswith("、")), None)
        if step is None:
            break
        found.append(_whole(step[0]))
        text = step[1][1:]
    last = next(((places, rest) for places, rest in places_before(text) if places), None)
    return ([*found, _whole(last[0])], last[1]) if found and last else None


_KINDS = {"区域": "地域", "地区": "地域", "城市": "都市", "地": "地"}


def _whole(places: list[Word]) -> Word:
    return Word(zh="".join(p.zh for p in places), noun="".join(p.noun for p in places), en=places[-1].en, place=True)


def places_in_a_row(text: str) -> tuple[Word, str] | None:
    """石家庄、唐山等市 before an agency or a thing measured, and what follows."""
    row = place_row(text)
    if row is None:
        return None
    match = _ROW_END.match(row[1])
    assert match is not None
    ja = (
        "、".join(word.noun for word in row[0])
        + ("等の" if match[1] else "")
        + _KINDS.get(match[2], _unit(match[2] or ""))
    )
    named = [word.en for word in row[0]]
    en = ", ".join(named[:-1]) + (", " if match[1] else " and ") + named[-1] + (" and other cities" if match[1] else "")
    whole = all(named) and (not match[1] or match[2] == "市")
    return Word(zh="".join(word.zh for word in row[0]), noun=ja, en=en if whole else ""), row[1][match.end() :]
