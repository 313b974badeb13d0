"""The table of a check: a row a listing, as wide as a terminal, and what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from crawlers.cells import fitted
from crawlers.live.check import Checked

WIDTHS = {"source": 24, "listing": 14, "state": 11, "rows": 4, "dated": 5, "newest": 10, "page 2": 7, "article": 28}
"""Cells of a terminal for each column; with a blank between them 110."""
WHY = sum(list(WIDTHS.values())[3:]) + 4
"""Cells that a listing without rows has for its reason."""
NOTHING = "-"


def head() -> str:
    """Names of the columns."""
    return _filled(list(WIDTHS)).rstrip()


def line(found: Checked) -> str:
    """One listing; why it could not be read stands where its rows would."""
    cells = [found.source_id, found.lists or f"listing {found.number}", found.state]
    if not found.rows:
        return f"{_filled(cells)} {fitted(_cause(found), WHY)}".rstrip()
    newest = str(found.newest or NOTHING)
    return _filled([*cells, str(found.rows), str(found.dated), newest, found.next_page, _article(found)]).rstrip()


def summary(checked: Sequence[Checked]) -> Iterator[str]:
    """How many of each state, then every reason in full, once where several listings of a source have the same."""
    states = Counter(found.state for found in checked)
    counts = ", ".join(f"{number} {state}" for state, number in states.most_common())
    yield f"{len({found.source_id for found in checked})} sources, {len(checked)} listings: {counts}"
    alike = Counter((found.source_id, _cause(found)) for found in checked)
    for found in checked:
        others = alike.pop((found.source_id, _cause(found)), 0) - 1
        if found.reason and others >= 0:
            more = f" (and {others} more of its listings)" if others else ""
            yield f"  {found.source_id} {found.number} {found.state}: {found.reason}{more}"


def _cause(found: Checked) -> str:
    """The reason without the address that it begins with."""
    return found.reason.partition(": ")[2] if found.reason.startswith("http") else found.reason


def _filled(cells: list[str]) -> str:
    return " ".join(fitted(text, cells) for text, cells in zip(cells, WIDTHS.values(), strict=False))


def _article(found: Checked) -> str:
    if not found.title:
        return "not read" if found.article else NOTHING
    body = f"{found.characters}字" if found.characters else f"{found.files} files"
    return f"{body} {found.doc_number}".strip()
