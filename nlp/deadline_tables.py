"""Milestones of a table: a column of 完成时限 beside its tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.dates import whens
from nlp.happening import event
from nlp.reading import Passage, Reading
from nlp.vocabulary import load
from warehouse.models import Event

_HEAD_ROWS = 3


def deadline_tables(reading: Reading, blocks: frozenset[int]) -> dict[int, tuple[int, int]]:
    """Tables with such a column: their block, the row of heads, the column."""
    found: dict[int, tuple[int, int]] = {}
    for index in blocks:
        for number, row in enumerate(reading.release.blocks[index].rows[:_HEAD_ROWS]):
            at = [at for at, cell in enumerate(row) if re.search(load("events")["deadline_column"], cell[:12])]
            if at and index not in found:
                found[index] = (number, at[0])
    return found


def due_in_tables(reading: Reading, home: str, tables: dict[int, tuple[int, int]]) -> Iterator[Event]:
    """The last day, month's end or year's end that each row names in the column; a mere year is none."""
    for index, (head, column) in sorted(tables.items()):
        rows, offset = reading.release.blocks[index].rows, 0
        task = _task(rows[head], column)
        for number, row in enumerate(rows):
            if number > head and column < len(row):
                start = offset + len("\t".join(row[:column])) + (column > 0)
                cell = Passage(index, start, row[column])
                what = row[task] if task < len(row) else ""
                yield from _due(reading, home, cell, what)
            offset += len("\t".join(row)) + 1


def _due(reading: Reading, home: str, cell: Passage, what: str) -> Iterator[Event]:
    precise = re.compile(load("events")["precise"])
    ends = [when for when in whens(cell.text, reading.day) if precise.search(cell.text[when.start : when.end + 2])]
    if ends and (reading.day is None or ends[-1].last >= reading.day):
        yield event(reading, home, "milestone", ends[-1].last, cell, what)


def _task(head: tuple[str, ...], column: int) -> int:
    named = (at for at, cell in enumerate(head) if re.search(load("agencies")["task"], cell) and at != column)
    return next(named, next((at for at, cell in enumerate(head) if at != column and "序号" not in cell), 0))
