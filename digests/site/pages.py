"""Turns a template and its data into a page: everything escaped, nothing remote, addresses relative."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from digests import naming
from digests.charts import Chart
from digests.naming import WRAPPED
from digests.pages import TEMPLATES, chinese
from digests.plain import inert, web_address
from digests.site.content import Level
from digests.site.folder import Folder
from digests.wording import day, due, issue, number, word
from warehouse import reference
from warehouse.models import Language
from warehouse.reference.states import state_label

LANG: Language = "ja"
_STYLE = re.compile(r' style="([^"]*)"')
_NUMBERED = re.compile(r"^［\d+］")
"""The number of an item in its edition, which pages do not have."""
_FONT = re.compile(r"(?:(bold|\d{3}) )?([\d.]+)px (.+)")


class Site:
    """One build: its level, where it is written, and what every page knows."""

    def __init__(self, folder: Folder, level: Level, sample: bool, latest: str) -> None:
        self.folder = folder
        self.level = level
        self._common = {"level": level, "sample": sample, "latest": latest}

    def page(self, name: str, template: str, here: str, **data: Any) -> None:
        """Write a page; `here` is the entry of the navigation that it belongs to."""
        root = "../" * name.count("/")
        made = environment().get_template(template).render(root=root, here=here, name=name, **self._common, **data)
        self.folder.put(name, made.encode())


@cache
def environment() -> Environment:
    """Templates in which every text is escaped and without control characters."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES / "site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_inert,
    )
    made.filters |= {
        "zh": chinese,
        "day": lambda on: day(LANG, on) if on else word(LANG, "lead.unknown"),
        "short": lambda on: day(LANG, on, "short") if on else "",
        "iso": lambda on: on.isoformat() if on else "",
        "due": lambda on: due(LANG, on) if on else "",
        "place": lambda code: naming.place(code, LANG),
        "theme": theme,
        "kind": kind,
        "issue": lambda month: issue(LANG, month),
        "month": lambda month: day(LANG, date.fromisoformat(f"{month}-01"), "month"),
        "number": number,
        "safe_url": web_address,
        "partner": partner,
        "chart": drawn,
        "unnumbered": lambda line: _NUMBERED.sub("", line),
        "unbracketed": lambda title: WRAPPED.sub(r"\1", title),
        "state": partial(state_label, LANG),
        "stars": lambda points: "★" * (1 + (points >= 45) + (points >= 70)),
    }
    made.globals |= {"word": partial(word, LANG), "reference": reference}
    return made


def _inert(value: Any) -> Any:
    return inert(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def theme(id: str) -> str:
    """A theme in words."""
    known = reference.themes().get(id)
    return naming.label(known, LANG) if known else id


def kind(id: str) -> str:
    """A kind in words."""
    known = reference.kinds().get(id)
    return naming.label(known, LANG) if known else id


def partner(id: str) -> str:
    """A municipality in words."""
    known = reference.municipalities().get(id)
    return known.ja if known else id


def drawn(chart: Chart) -> Markup:
    """The picture without styles of its own, which the pages' policy forbids: each becomes an attribute."""
    return Markup(_STYLE.sub(lambda found: "".join(_attributes(found[1].split(";"))), chart.svg))


def _attributes(rules: Iterable[str]) -> Iterable[str]:
    for rule in rules:
        name, _, value = (part.strip() for part in rule.partition(":"))
        font = _FONT.fullmatch(value) if name == "font" else None
        if font:
            yield f' font-weight="{font[1]}"' if font[1] else ""
            yield f' font-size="{font[2]}" font-family="{font[3]}"'
        elif value:
            yield f' {name}="{value}"'
