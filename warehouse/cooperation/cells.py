"""What stands in a cell of the workbook, and back: each form of column both ways."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from warehouse import reference
from warehouse.cooperation.checking import details, forms
from warehouse.cooperation.words import PLATFORM, municipality

YES = "はい"
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


class CellRefused(ValueError):
    """A cell that cannot be read; the text says what was expected."""


@cache
def layout() -> dict[str, Any]:
    """`sheets.yml`."""
    return dict(yaml.safe_load((Path(__file__).parent / "sheets.yml").read_text(encoding="utf-8")))


@cache
def words(name: str) -> Mapping[str, str]:
    """The words of a list in Japanese, by what the records hold."""
    municipalities = {id: one.ja for id, one in reference.municipalities().items()}
    known: dict[str, Mapping[str, str]] = layout()["words"] | {
        "type": {id: of["ja"] for id, of in forms()["types"].items()},
        "theme": {id: theme.ja for id, theme in reference.themes().items()},
        "municipality": municipalities,
        "answerer": {**municipalities, PLATFORM: municipality(PLATFORM)},
        "place": {code: f"{code} {place.ja}" for code, place in reference.places().items()},
        "partnership": {one.id: f"{one.id} {_pair(one)}" for one in reference.partnerships()},
    }
    return known[name]


def _pair(one: reference.Partnership) -> str:
    place = reference.places()[one.place].ja
    return f"{municipality(one.municipality)}－{place}" if one.municipality else place


def shown(form: str, value: Any, row: Mapping[str, Any]) -> Any:
    """What a cell shows for a value of a record's JSON."""
    name, _, words_of = form.partition(":")
    if name == "takers":
        lines = [_taker(taker) for taker in row["takers"] if taker["side"] == words_of]
        return "\n".join(lines)
    if value in (None, "", [], {}):
        return None
    if name == "many":
        return "\n".join(words(words_of).get(one, one) if words_of else one for one in value)
    if name == "one":
        return words(words_of).get(value, value)
    if name == "details":
        named = details(row["type"])
        return "\n".join(f"{named.get(key, key)}：{one}" for key, many in value.items() for one in many)
    if name == "flag":
        return YES if value else None
    return date.fromisoformat(value) if name == "day" else value


def _taker(taker: Mapping[str, str]) -> str:
    role = words("role").get(taker["role"], "")
    return f"{role}：{taker['name']}" if role else taker["name"]


def taken(form: str, value: Any, row: Mapping[str, Any]) -> Any:
    """The value of a cell for the record's JSON; None for an empty one. Raises CellRefused."""
    name, _, words_of = form.partition(":")
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if name == "day":
        return _day(value)
    if name == "number":
        return _number(value)
    text = str(value).strip()
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if name == "many":
        return [_meant(words_of, line) if words_of else line for line in lines]
    if name == "one":
        return _meant(words_of, text)
    if name == "takers":
        return [_organisation(line, words_of) for line in lines]
    if name == "details":
        return _details(lines, str(row.get("type", "")))
    if name == "flag":
        return _yes(text)
    return text


def _meant(words_of: str, text: str) -> str:
    """The id that a word stands for: itself, its label, its first word, or a name that only one has."""
    known = words(words_of)
    first = text.split()[0]
    if first in known:
        return first
    found = [id for id, label in known.items() if text in (label, label.partition(" ")[2])]
    if len(found) == 1:
        return found[0]
    some = "、".join(list(known.values())[:6])
    many = f" (there are {len(found)} of this name: write its number)" if found else ""
    raise CellRefused(f"expected one of {some} … (see 選択肢), found {text!r}{many}")


def _organisation(line: str, side: str) -> dict[str, str]:
    roles = {label: id for id, label in words("role").items()}
    role, colon, name = line.partition("：")
    if colon and role in roles:
        return {"name": name.strip(), "side": side, "role": roles[role]}
    return {"name": line, "side": side}


def _details(lines: list[str], type_: str) -> dict[str, list[str]]:
    if type_ not in forms()["types"]:
        raise CellRefused("expected a type of the record before its details can be read")
    named = {label: key for key, label in details(type_).items()}
    made: dict[str, list[str]] = {}
    for line in lines:
        label, colon, text = line.partition("：")
        if not colon or label not in named:
            raise CellRefused(f"expected lines like 「{next(iter(named))}：…」 ({'、'.join(named)}), found {line!r}")
        made.setdefault(named[label], []).append(text.strip())
    return made


def _day(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    found = _DAY.fullmatch(str(value).strip())
    try:
        assert found
        return date(*map(int, found.groups())).isoformat()
    except (AssertionError, ValueError) as error:
        raise CellRefused(f"expected a day like 2026-10-05, found {value!r}") from error


def _number(value: Any) -> int:
    try:
        number = float(value)
        assert number == int(number)
        return int(number)
    except (AssertionError, ValueError, TypeError, OverflowError) as error:
        raise CellRefused(f"expected a whole number, found {value!r}") from error


def _yes(text: str) -> bool:
    if text in (YES, "○", "1", "TRUE", "True"):
        return True
    if text in ("いいえ", "×", "0", "FALSE", "False"):
        return False
    raise CellRefused(f"expected {YES} or nothing, found {text!r}")
