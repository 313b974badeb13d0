"""A full translation as a PDF: in the house layout to be filed, or beside the original; its fonts embedded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from digests.plans.passages import LANG
from digests.typesetting import pdf
from digests.wording import phrases

if TYPE_CHECKING:
    from digests.plans import Layout
    from digests.plans.sheet import Sheet

suffix = ".pdf"
layouts: Sequence[Layout] = ("ja", "side")


def render(sheet: Sheet, layout: Layout) -> bytes:
    """The file; the same sheet gives the same bytes. Raises FormatUnavailable."""
    words = {key: phrase for key, phrase in phrases(LANG).items() if key.startswith(("plan.", "edition.", "long."))}
    more = {"signatures": sorted(sheet.signatures), "whole": sheet.whole, "goal_columns": sheet.goal_columns}
    return pdf("plan.typ", {"sheet": sheet._asdict() | more, "side": layout == "side", "words": words})
