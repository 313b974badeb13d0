"""What partner places have set themselves for one indicator, side by side, by the year in which it is due."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from digests.charts.picture import FRAME, INK, SHADES, SOFT, Chart, plot
from digests.wording import number, word

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from warehouse.models import Language

BAR, GAP = 4.6, 3.4
"""Millimetres of a bar, and between two places."""


class Goal(NamedTuple):
    """A value that a place is to reach."""

    place: str
    """As readers call it."""
    year: int
    amount: float
    said: str
    """The value in words, 33 µg/m³以下."""
    draft: bool = False
    ref: str = ""
    """The item that says it."""


def goals(every: Sequence[Goal], indicator: str, unit: str, lang: Language) -> Chart | None:
    """A bar for each place and year in the order in which the places come; None where there is nothing to compare.

    Of one place and year the last counts, and what is issued before what is a draft.
    """
    kept: dict[tuple[str, int], Goal] = {}
    for goal in sorted(every, key=lambda goal: not goal.draft):
        kept[goal.place, goal.year] = goal
    order = list(dict.fromkeys(goal.place for goal in every))
    found = sorted(kept.values(), key=lambda goal: (order.index(goal.place), goal.year))
    if len(order) < 2:
        return None
    return Chart(
        caption=word(lang, "chart.goals", indicator=indicator, unit=unit),
        alt=word(lang, "chart.goals_alt", indicator=indicator, n=len(order), **_ends(found, unit)),
        heads=tuple(word(lang, f"chart.{head}") for head in ("place", "due", "value", "item")),
        rows=tuple((g.place, word(lang, "date.year", y=g.year), _said(g, lang), g.ref) for g in found),
        height=BAR * len(found) + GAP * len(order) + 4,
        draw=partial(_draw, found=found, lang=lang),
    )


def _ends(found: Sequence[Goal], unit: str) -> dict[str, str]:
    low, high = min(found, key=lambda g: g.amount), max(found, key=lambda g: g.amount)
    return {
        "low": f"{low.place} {number(low.amount)} {unit}",
        "high": f"{high.place} {number(high.amount)} {unit}",
    }


def _said(goal: Goal, lang: Language) -> str:
    return word(lang, "chart.draft", said=goal.said) if goal.draft else goal.said


def _draw(figure: Figure, found: Sequence[Goal], lang: Language) -> None:
    years = sorted({goal.year for goal in found})
    longest = max(len(goal.place) for goal in found)
    axes = plot(figure, left=6 + longest * (3.2 if lang == "ja" else 1.7), bottom=2, right=30, top=2)
    top = 0.0
    for place, group in groupby(found, key=lambda goal: goal.place):
        row = list(group)
        middle = top + BAR * len(row) / 2
        axes.text(-0.012, middle, place, transform=axes.get_yaxis_transform(), ha="right", va="center", color=INK)
        for goal in row:
            shade = SHADES[2 - min(2, len(years) - 1 - years.index(goal.year))] if len(years) > 1 else SHADES[1]
            axes.barh(top + BAR / 2, goal.amount, BAR * 0.78, color=shade, hatch="////" if goal.draft else None)
            how: Any = {"textcoords": "offset points", "va": "center"}
            axes.annotate(
                number(goal.amount), (goal.amount, top + BAR / 2), (4, 0), color=INK, fontweight="bold", **how
            )
            year = _said(goal._replace(said=word(lang, "date.year", y=goal.year)), lang)
            axes.annotate(year, (goal.amount, top + BAR / 2), (28, 0), color=SOFT, **how)
            top += BAR
        top += GAP
    axes.set_ylim(top - GAP / 2, -GAP / 2)
    axes.set_xlim(0, max(goal.amount for goal in found) * 1.02)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.axvline(0, color=FRAME, linewidth=0.8)
