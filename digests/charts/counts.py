"""How many items there were: by month in layers, or by one thing in the order of their number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from digests.charts.picture import FRAME, INK, SHADES, SOFT, Chart, plot
from digests.naming import joined
from digests.wording import word

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from warehouse.models import Language

ON_DARK = (True, True, False, False)
"""Whether a number on a shade is white."""
HEIGHT, BAR = 66.0, 5.4
FIRST = 3
"""Of the longest bars, those that the words name."""


def stacked(layers: Mapping[str, Sequence[int | None]], ticks: Sequence[str], caption: str, lang: Language) -> Chart:
    """Bars side by side, a tick each, made of at most four layers; None is a tick of which nothing is known."""
    total = [
        None if any(n is None for n in column) else sum(n or 0 for n in column)
        for column in zip(*layers.values(), strict=True)
    ]
    said = [n for n in total if n is not None]
    rows = [(label, *(_shown(n) for n in counts), str(sum(n or 0 for n in counts))) for label, counts in layers.items()]
    rows.append((word(lang, "chart.total"), *map(_shown, total), str(sum(said))))
    return Chart(
        caption=caption,
        alt=word(lang, "chart.stacked_alt", caption=caption, total=sum(said), most=max(said, default=0), n=len(ticks)),
        heads=("", *ticks, word(lang, "chart.total")),
        rows=tuple(rows),
        height=HEIGHT,
        draw=partial(_stack, layers=layers, ticks=ticks, total=total, none=word(lang, "chart.unknown")),
    )


def _shown(n: int | None) -> str:
    return "–" if n is None else str(n)


def _stack(
    figure: Figure,
    layers: Mapping[str, Sequence[int | None]],
    ticks: Sequence[str],
    total: Sequence[int | None],
    none: str,
) -> None:
    axes = plot(figure, left=4, bottom=7, top=12)
    most = max([n for n in total if n is not None] or [1]) or 1
    base = [0] * len(ticks)
    for at, (label, counts) in enumerate(layers.items()):
        known = [n or 0 for n in counts]
        axes.bar(
            range(len(ticks)), known, 0.68, bottom=base, color=SHADES[at], label=label, edgecolor="white", linewidth=0.6
        )
        for x, n in enumerate(known):
            if n >= most * 0.09:
                axes.text(x, base[x] + n / 2, str(n), ha="center", va="center", color="white" if ON_DARK[at] else INK)
        base = [low + n for low, n in zip(base, known, strict=True)]
    for x, whole in enumerate(total):
        axes.text(
            x,
            (whole or 0) + most * 0.02,
            none if whole is None else str(whole),
            ha="center",
            va="bottom",
            fontweight="bold" if whole else "normal",
            color=INK if whole else SOFT,
        )
    axes.set_xticks(range(len(ticks)), ticks)
    axes.set_xlim(-0.6, len(ticks) - 0.4)
    axes.set_ylim(0, most * 1.12)
    axes.set_yticks([])
    axes.spines["bottom"].set_visible(True)
    axes.legend(
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=len(layers),
        frameon=False,
        handlelength=1,
        handleheight=1,
        borderpad=0,
        columnspacing=1.6,
    )


def bars(counts: Mapping[str, int], head: str, caption: str, lang: Language) -> Chart:
    """A bar for each that has any, the longest first."""
    found = sorted(((label, n) for label, n in counts.items() if n), key=lambda pair: -pair[1])
    first = joined(lang, [f"{label} {n}" for label, n in found[:FIRST]])
    return Chart(
        caption=caption,
        alt=word(lang, "chart.bars_alt", caption=caption, first=first),
        heads=(head, word(lang, "chart.count")),
        rows=tuple((label, str(n)) for label, n in found),
        height=BAR * len(found) + 6,
        draw=partial(_row, found=found),
    )


def _row(figure: Figure, found: Sequence[tuple[str, int]]) -> None:
    axes = plot(figure, left=6 + 3.2 * max(len(label) for label, _ in found), bottom=2, right=14, top=2)
    for at, (label, n) in enumerate(found):
        axes.barh(at, n, 0.7, color=SHADES[1])
        axes.text(-0.01, at, label, transform=axes.get_yaxis_transform(), ha="right", va="center", color=INK)
        axes.annotate(str(n), (n, at), (4, 0), textcoords="offset points", va="center", color=INK)
    axes.set_ylim(len(found) - 0.5, -0.5)
    axes.set_xlim(0, found[0][1] * 1.02)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.axvline(0, color=FRAME, linewidth=0.8)
