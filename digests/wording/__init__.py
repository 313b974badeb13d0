"""The phrases of an edition, by language and key: code holds none of its own."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from warehouse.models import Language, Month

HERE = Path(__file__).parent
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def word(lang: Language, key: str, **fields: object) -> str:
    """The phrase `group.name` with its fields filled in; KeyError for a phrase that is not there."""
    phrase = phrases(lang)[key]
    return phrase.format(**fields) if fields else phrase


@cache
def phrases(lang: Language) -> Mapping[str, str]:
    """Every phrase of a language, keyed `group.name` (or `name`)."""
    return dict(_flat(yaml.safe_load((HERE / f"{lang}.yml").read_text(encoding="utf-8"))))


@cache
def units() -> Mapping[str, Mapping[str, Any]]:
    """Units as written in Chinese, with their form in each language."""
    table: Mapping[str, Mapping[str, Any]] = yaml.safe_load((HERE / "units.yml").read_text(encoding="utf-8"))
    return table


@cache
def set_words() -> Mapping[str, Mapping[Language, str]]:
    """Words by which a text means its own area, and the names of days that changed."""
    tables = [yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8")) for name in ("areas", "days")]
    return {zh: said for table in tables for zh, said in table.items()}


@cache
def indicators() -> Mapping[str, Mapping[str, Any]]:
    """What is measured in the air: the words of Chinese texts (`zh`) and the name (`ja`)."""
    table: Mapping[str, Mapping[str, Any]] = yaml.safe_load((HERE / "indicators.yml").read_text(encoding="utf-8"))
    return table


@cache
def municipality_names() -> Mapping[str, list[str]]:
    """How Chinese texts name each municipality."""
    table: Mapping[str, list[str]] = yaml.safe_load((HERE / "japan.yml").read_text(encoding="utf-8"))
    return table


def unsigned(lang: Language, title: str) -> str:
    """A translated title without the issuer that it begins with."""
    return re.sub(_signs()[f"issuer_{lang}"], "", title)


def signs(name: str, text: str) -> bool:
    """Whether a Chinese text bears the sign of that name."""
    return bool(re.search(_signs()[name], text))


def said_behind(name: str, text: str) -> list[str]:
    """What follows each sign of that name in a Chinese text."""
    return [text[match.end() :] for match in re.finditer(_signs()[name], text)]


@cache
def _signs() -> Mapping[str, str]:
    return dict(yaml.safe_load((HERE / "signs.yml").read_text(encoding="utf-8")))


def carried(text: str, lang: str) -> str:
    """The title that a notice of issuing, forwarding or publishing carries; empty when it carries none."""
    found = next(filter(None, (pattern.search(text) for pattern in _carriers()[lang])), None)
    return found["title"].strip() if found else ""


@cache
def _carriers() -> Mapping[str, list[re.Pattern[str]]]:
    table = yaml.safe_load((HERE / "carriers.yml").read_text(encoding="utf-8"))
    return {lang: [re.compile(pattern) for pattern in patterns] for lang, patterns in table.items()}


@cache
def misread() -> tuple[dict[str, str], ...]:
    """Chinese words (`zh`, `ja`, `note`) that look like Japanese ones and are not."""
    return tuple(yaml.safe_load((HERE / "terms.yml").read_text(encoding="utf-8")))


def day(lang: Language, on: date, form: str = "day") -> str:
    """A date in a form of the group `date`: day, short, month, month_end, year_end, year."""
    return word(lang, f"date.{form}", y=on.year, m=on.month, d=on.day, month_name=MONTHS[on.month - 1])


def due(lang: Language, on: date) -> str:
    """The last day of a period, said as the end of its year or month where it is that."""
    if (on.month, on.day) == (12, 31):
        return day(lang, on, "year_end")
    if on.day == monthrange(on.year, on.month)[1]:
        return day(lang, on, "month_end")
    return day(lang, on)


def issue(lang: Language, month: Month) -> str:
    """`2026年10月号`."""
    first = date.fromisoformat(f"{month}-01")
    return word(lang, "edition.issue", y=first.year, m=first.month, month_name=MONTHS[first.month - 1])


def number(value: float) -> str:
    """A number without needless zeros, thousands apart."""
    return f"{value:,.10g}" if abs(value) >= 10000 else f"{value:.10g}"


def quantity(lang: Language, value: float, high: float | None, unit: str) -> tuple[str, str]:
    """Number (or range) and unit as that language writes them; an unknown unit stays as written."""
    known = units().get(unit, {"ja": unit, "en": unit})
    factor = known.get("factor", 1) if lang == "en" else 1
    low = number(value * factor)
    if high is None:
        return low, str(known[lang])
    return word(lang, "target.range", low=low, high=number(high * factor)), str(known[lang])


def _flat(tree: Mapping[str, Any]) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for key, value in tree.items():
        if isinstance(value, dict):
            flat += [(f"{key}.{inner}", phrase) for inner, phrase in value.items()]
        else:
            flat.append((key, value))
    return flat
