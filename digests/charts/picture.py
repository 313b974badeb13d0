"""The house's way of drawing: one face of type, shades that grey paper and every eye tell apart, the same bytes."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from digests.typesetting import fonts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FACE = "Noto Sans CJK JP"
SIMILAR = f"'{FACE}', 'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic', Meiryo, sans-serif"
"""What a browser without the face sets a chart in."""
INK, SOFT, FRAME = "#1c2b36", "#50616e", "#b8c4cc"
SHADES = ("#16405e", "#2b7fb8", "#a9cfe8", "#d9822b")
"""Dark to light, so that each is another grey; the last is kept for what is no series of its own."""
SIZE = 8.5
WIDTH = 170.0
"""Millimetres between a page's margins."""
DOTS = 220
_INCH = 25.4
_DRAWN_AS: Any = {
    "font.family": FACE,
    "font.size": SIZE,
    "svg.fonttype": "none",
    "svg.hashsalt": "aozora",
    "text.color": INK,
    "axes.edgecolor": FRAME,
    "axes.labelcolor": SOFT,
    "xtick.color": SOFT,
    "ytick.color": INK,
    "axes.unicode_minus": False,
    "hatch.color": "#ffffff",
    "hatch.linewidth": 1.0,
    "text.parse_math": False,
}


@dataclass(frozen=True)
class Chart:
    """A picture, the words for who does not see it, and the table that says the same."""

    caption: str
    alt: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    height: float
    """Millimetres; it is `WIDTH` wide."""
    draw: Callable[[Figure], None]

    @cached_property
    def svg(self) -> str:
        """The picture for pages: text stays text, and no name in it is another picture's. Raises FormatUnavailable."""
        made = self._saved("svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}).decode()
        return _for_pages(made, self.alt)

    def png(self) -> bytes:
        """The picture for documents that take no SVG. Raises FormatUnavailable."""
        return self._saved("png", dpi=DOTS, metadata={"Software": None})

    def drawn(self) -> dict[str, str]:
        """What a template shows of it beside the table. Raises FormatUnavailable."""
        return {"caption": self.caption, "alt": self.alt, "svg": self.svg}

    def _saved(self, form: str, **how: Any) -> bytes:
        with _house() as figure:
            made = figure(self.height)
            self.draw(made)
            out = io.BytesIO()
            made.savefig(out, format=form, **how)
        return out.getvalue()


def _for_pages(made: str, alt: str) -> str:
    """The file as a part of a page: without head and styles of its own, named by what it holds alone."""
    bare = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>", "", made[made.index("<svg") :], flags=re.DOTALL)
    own = hashlib.sha256(bare.encode()).hexdigest()[:8]
    bare = re.sub(r'<g id="[^"]*"', "<g", bare)
    bare = re.sub(r'(?<=id=")|(?<=url\(#)|(?<=href="#)', f"c{own}", bare)
    return bare.replace(f"'{FACE}'", SIMILAR).replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ', 1)


@contextmanager
def _house() -> Iterator[Callable[[float], Figure]]:
    """The library in the house's style; it is asked for here, because it takes a second to start."""
    _equip()
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(_DRAWN_AS):
        yield lambda height: Figure(figsize=(WIDTH / _INCH, height / _INCH))


@cache
def _equip() -> None:
    from matplotlib.font_manager import fontManager

    for folder in fonts():
        for path in sorted(folder.rglob("*.otf")):
            fontManager.addfont(path)


def plot(figure: Figure, left: float, bottom: float, right: float = 4.0, top: float = 3.0) -> Axes:
    """Axes with margins in millimetres, bare but for a rule on which the bars stand."""
    wide, high = (inches * _INCH for inches in figure.get_size_inches())
    axes = figure.add_axes((left / wide, bottom / high, (wide - left - right) / wide, (high - bottom - top) / high))
    for side in ("top", "right", "left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.set_axisbelow(True)
    return axes
