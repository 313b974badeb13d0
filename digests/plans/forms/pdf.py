"""A full translation as a PDF: in the house layout to be filed, or beside the original; its fonts embedded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from digests.plans.passages import LANG, Piece
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
    told = sheet._asdict() | {"signatures": sorted(sheet.signatures), "whole": sheet.whole}
    told |= {"goal_columns": sheet.goal_columns, "goals_by_sentence": sheet.goals_by_sentence}
    tables = {piece.anchor: _table(piece) for piece in sheet.pieces if piece.rows}
    return pdf("plan.typ", {"sheet": told, "tables": tables, "side": layout == "side", "words": words})


def _table(piece: Piece) -> dict[str, object]:
    """What paper must know of a table beside its cells."""
    alike = [[cell.alike for cell in row] for row in piece.rows]
    return {
        "headed": piece.headed,
        "shared": piece.shared,
        "untranslated": piece.state == "untranslated",
        "alike": alike,
    }
