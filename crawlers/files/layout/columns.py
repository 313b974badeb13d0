"""Pages set in two columns, as gazettes are: each column is read to its end before the next."""

from __future__ import annotations

from collections.abc import Sequence

from crawlers.files.layout.drawn import Run, Sheet

_MIDDLE = (0.4, 0.6)
"""Share of the page's width within which the gap between columns lies."""
_LEAST = 0.3
"""Share of the text that each column holds at least."""
_CROSSING = 0.15
"""Share of the text that may run over both, such as titles."""
_FULL = 0.25
"""Share of the page's width that the lines of a column fill, which the cells of a table do not."""


def parts(sheet: Sheet) -> list[list[Run]]:
    """The runs in groups in the order of reading; one group where there are no columns."""
    gap = _gap(sheet)
    if gap is None:
        return [list(sheet.runs)]
    over = sorted((run for run in sheet.runs if run.left < gap < run.right), key=lambda run: run.top)
    found: list[list[Run]] = []
    above = float("-inf")
    for end in [*(run.top for run in over), float("inf")]:
        between = [run for run in sheet.runs if run not in over and above <= run.top < end]
        found += [[run for run in between if run.right <= gap], [run for run in between if run.left >= gap]]
        found.append([run for run in over if run.top == end])
        above = end
    return [group for group in found if group]


def _gap(sheet: Sheet) -> float | None:
    whole = sum(len(run.text) for run in sheet.runs)
    steps = range(int(_MIDDLE[0] * sheet.width), int(_MIDDLE[1] * sheet.width), 3)
    best = min(steps, key=lambda x: (_over(sheet.runs, x), abs(x - sheet.width / 2)), default=None)
    if best is None or len(sheet.runs) < 12 or _over(sheet.runs, best) > _CROSSING * whole:
        return None
    sides = ([run for run in sheet.runs if run.right <= best], [run for run in sheet.runs if run.left >= best])
    return float(best) if all(_is_column(side, sheet.width, whole) for side in sides) else None


def _over(runs: Sequence[Run], x: float) -> int:
    return sum(len(run.text) for run in runs if run.left < x < run.right)


def _is_column(runs: Sequence[Run], width: float, whole: int) -> bool:
    full = [run for run in runs if run.right - run.left > _FULL * width]
    return sum(len(run.text) for run in full) > _LEAST * whole
