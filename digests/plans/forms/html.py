"""A full translation as one HTML page that needs nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from digests.pages import environment
from digests.plans.passages import LANG
from digests.wording import word

if TYPE_CHECKING:
    from digests.plans import Layout
    from digests.plans.sheet import Sheet

suffix = ".html"
layouts: Sequence[Layout] = ("ja", "side")


def render(sheet: Sheet, layout: Layout) -> bytes:
    """The page in UTF-8."""
    page = environment().get_template(f"plan/{layout}.html")
    return page.render(sheet=sheet, word=partial(word, LANG), lang=LANG).encode()
