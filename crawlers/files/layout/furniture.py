"""Heads, feet and page numbers, which belong to the paper and not to the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crawlers.files.layout.drawn import Row, Sheet

_NUMBER = re.compile(
    r"[-—－–·\s]*\d{1,4}[-—－–·\s]*|第\s*[\d一二三四五六七八九十百]{1,4}\s*页(?:[\s,，/]*共\s*\S{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}|(?i:page)\s*\d{1,4}(?:\s*of\s*\d{1,4})?"
)
_DASHED = re.compile(r"[-—－–]\s*\d{1,4}\s*[-—－–]")
_EDGE = 0.12
"""Share of a page's height at its head and foot."""
_OUTER = 2
"""Rows from either end that may be furniture."""
_SHARE = 0.4
"""Share of pages that repeat it; heads of odd and even pages differ."""


def removed(sheets: Sequence[Sheet], pages: Sequence[list[Row]]) -> list[list[Row]]:
    """The rows of each page without its furniture."""
    outer = [_outer(sheet, rows) for sheet, rows in zip(sheets, pages, strict=True)]
    seen = Counter(key for rows in outer for key in {_key(row) for row in rows})
    least = max(2, _SHARE * len(pages))
    return [
        [row for row in rows if row not in ends or not (_is_number(row) or seen[_key(row)] >= least)]
        for rows, ends in zip(pages, outer, strict=True)
    ]


def _outer(sheet: Sheet, rows: list[Row]) -> set[Row]:
    """The first and last rows, so far as they stand at the paper's edge."""
    head = [row for row in rows[:_OUTER] if row.bottom < _EDGE * sheet.height]
    foot = [row for row in rows[-_OUTER:] if row.top > (1 - _EDGE) * sheet.height]
    return {*head, *foot, *(row for row in rows[-1:] if _DASHED.fullmatch(row.text))}


def _key(row: Row) -> str:
    return re.sub(r"\d+", "0", "".join(row.text.split()))


def _is_number(row: Row) -> bool:
    return bool(_NUMBER.fullmatch(row.text.strip()))
