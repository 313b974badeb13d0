"""Tables whose cells are ruled: found by their rules, their texts put into the cells that they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crawlers.files.layout.drawn import Rule, Run, rows
from crawlers.text.spaces import tidy

_NEAR = 3.0
"""Points within which two edges are one."""
_MOST_RULES = 1_500
"""Of a page; more make a drawing."""


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table on a page."""

    columns: tuple[float, ...]
    """Edges, from left to right."""
    lines: tuple[float, ...]
    """Edges, from top to bottom."""
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]

    def holds(self, run: Run) -> bool:
        """Whether a run stands in it."""
        return (
            self.columns[0] - _NEAR <= (run.left + run.right) / 2 <= self.columns[-1] + _NEAR
            and self.lines[0] <= run.middle <= self.lines[-1]
        )

    def grid(self, runs: Iterable[Run]) -> tuple[tuple[str, ...], ...]:
        """Texts of its cells; a cell that spans stands in each place that it covers."""
        height, width = len(self.lines) - 1, len(self.columns) - 1
        owner = self._owners(height, width)
        held: dict[int, list[Run]] = {}
        for run in runs:
            row = min(max(bisect_right(self.lines, run.middle) - 1, 0), height - 1)
            column = min(max(bisect_right(self.columns, (run.left + run.right) / 2) - 1, 0), width - 1)
            held.setdefault(owner(row * width + column), []).append(run)
        texts = {cell: tidy("\n".join(row.text for row in rows(inside))) for cell, inside in held.items()}
        grid = [tuple(texts.get(owner(row * width + column), "") for column in range(width)) for row in range(height)]
        return tuple(row for row in grid if any(row))

    def _owners(self, height: int, width: int) -> Callable[[int], int]:
        """The cell that a place of the grid belongs to: places with no rule between them are one."""
        middles = [(top + bottom) / 2 for top, bottom in pairwise(self.lines)]
        centres = [(left + right) / 2 for left, right in pairwise(self.columns)]
        same = _Same()
        for row, middle in enumerate(middles):
            for column, centre in enumerate(centres):
                place = row * width + column
                if column + 1 < width and not _crossed(self.down, self.columns[column + 1], middle, is_across=False):
                    same.join(place, place + 1)
                if row + 1 < height and not _crossed(self.across, self.lines[row + 1], centre, is_across=True):
                    same.join(place, place + width)
        return same.first


class _Same:
    """Which numbers belong together."""

    def __init__(self) -> None:
        self.above: dict[int, int] = {}

    def first(self, number: int) -> int:
        while number in self.above:
            number = self.above[number]
        return number

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.first(one), self.first(other)))
        if first != second:
            self.above[second] = first


def tables(rules: Sequence[Rule]) -> list[Table]:
    """Tables of two columns and more, from top to bottom."""
    across = _merged(rule for rule in rules if rule.right - rule.left >= rule.bottom - rule.top)
    upright = (_turned(rule) for rule in rules if rule.bottom - rule.top > rule.right - rule.left)
    down = [_turned(rule) for rule in _merged(upright)]
    if not across or not down or len(across) + len(down) > _MOST_RULES:
        return []
    same = _Same()
    for number, line in enumerate(across):
        for other, column in enumerate(down, len(across)):
            if _meet(line, column):
                same.join(number, other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for number, rule in enumerate([*across, *down]):
        groups.setdefault(same.first(number), ([], []))[number >= len(across)].append(rule)
    found = [_table(*group) for group in groups.values() if all(group)]
    return sorted((one for one in found if len(one.columns) > 2 and len(one.lines) > 1), key=lambda one: one.lines[0])


def _table(across: list[Rule], down: list[Rule]) -> Table:
    # Many tables have no rule at their left and right ends.
    ends = [min(rule.left for rule in across), max(rule.right for rule in across)]
    sides = [min(rule.top for rule in down), max(rule.bottom for rule in down)]
    columns = _distinct([*(rule.left for rule in down), *ends])
    return Table(columns, _distinct([*(rule.top for rule in across), *sides]), tuple(across), tuple(down))


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules across, those that go on from one another joined."""
    found: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.top / _NEAR), rule.left)):
        last = found[-1] if found else None
        if last and abs(last.top - rule.top) <= _NEAR and rule.left <= last.right + _NEAR:
            found[-1] = last._replace(right=max(last.right, rule.right))
        else:
            found.append(rule)
    return found


def _turned(rule: Rule) -> Rule:
    return Rule(rule.top, rule.left, rule.bottom, rule.right)


def _meet(line: Rule, column: Rule) -> bool:
    return (
        line.left - _NEAR <= column.left <= line.right + _NEAR
        and column.top - _NEAR <= line.top <= column.bottom + _NEAR
    )


def _crossed(rules: Iterable[Rule], at: float, other: float, *, is_across: bool) -> bool:
    """Whether a rule stands at this edge where a cell's middle passes."""
    for rule in rules:
        place, start, end = (rule.top, rule.left, rule.right) if is_across else (rule.left, rule.top, rule.bottom)
        if abs(place - at) <= _NEAR and start <= other <= end:
            return True
    return False


def _distinct(edges: Iterable[float]) -> tuple[float, ...]:
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _NEAR:
            found.append(edge)
    return tuple(found)
