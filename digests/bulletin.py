"""Measured air quality in words: a sentence for each period, every number with its change from the year before."""

from __future__ import annotations

from itertools import groupby

from digests import naming
from digests.periods import period
from digests.wording import quantity, word
from warehouse.models import Entry, Figure, Language

TOLD = 4
"""Figures of an item."""


def sentences(entry: Entry, lang: Language, most: int = TOLD) -> list[str]:
    """The first figures; none of a period that cannot be said."""
    sayable = [figure for figure in entry.analysis.figures if period(figure.period, lang)][:most]
    return [
        word(
            lang,
            "figure.row",
            period=period(written, lang),
            figures=word(lang, "figure.separator").join(_figure(entry, figure, lang) for figure in found),
        )
        for written, found in groupby(sayable, key=lambda figure: figure.period)
    ]


def _figure(entry: Entry, figure: Figure, lang: Language) -> str:
    area = naming.area(entry, figure.area, lang)
    return word(
        lang,
        "figure.one",
        area=word(lang, "figure.area", name=area) if area else "",
        indicator=naming.name(entry, figure.indicator, lang),
        value="".join(quantity(lang, figure.value, None, figure.unit)),
        trend=_trend(figure, lang),
    )


def _trend(figure: Figure, lang: Language) -> str:
    if not figure.trend:
        return ""
    change = "" if figure.change is None else "".join(quantity(lang, figure.change, None, figure.change_unit))
    return word(lang, f"figure.{figure.trend}", **({"change": change} if change else {}))
