"""Targets that stand in tables: a column of indicators, columns of years or of a goal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from nlp.reading import Reading
from nlp.vocabulary import alternatives, load
from warehouse.models import Quote, Target, made_id

_CELL = re.compile(
    r"^\s*(?P<sign>≤|≥|<|>|＜|＞|下降|降低|减少|提高|提升|增加|不低于|不高于|不超过|达到|控制在)?\s*[（(【\[]?"
    r"(?P<value>-?\d{1,9}(?:\.\d+)?)[）)】\]]?\s*(?P<unit>[%％]|[^\d\s]{1,10})?\s*$"
)
_YEAR = re.compile(r"(20\d\d)\s*年?")
_LONGEST_NAME = 40
Comparator = Literal["decrease", "increase", "at_most", "at_least", "below", "above", "equal", "about"]
_SIGNS: dict[str, Comparator] = {
    **dict.fromkeys(("≤", "不高于", "不超过", "控制在"), "at_most"),
    **dict.fromkeys(("≥", "不低于", "达到"), "at_least"),
    **dict.fromkeys(("<", "＜"), "below"),
    **dict.fromkeys((">", "＞"), "above"),
    **dict.fromkeys(("下降", "降低", "减少"), "decrease"),
    **dict.fromkeys(("提高", "提升", "增加"), "increase"),
}


class _Columns(NamedTuple):
    head: tuple[str, ...]
    name: int
    by_area: bool
    """The rows are places, the heads of the columns the indicators."""
    unit: int | None
    nature: int | None
    goals: tuple[tuple[int, date | None], ...]
    """Column and the day by which it is due."""


def table_targets(reading: Reading, blocks: frozenset[int], *, plans: bool) -> list[Target]:
    """Rows of tables whose head names indicators and years to come; a bulletin's tables tell what was."""
    if not plans:
        return []
    return [target for index in sorted(blocks) for target in _of_table(reading, index)]


def _of_table(reading: Reading, index: int) -> Iterator[Target]:
    rows = reading.release.blocks[index].rows
    columns = _columns(rows[0], reading.day) if len(rows) > 1 else None
    if columns is None:
        return
    offset = len("\t".join(rows[0])) + 1
    for row in rows[1:]:
        quote = reading.blocks[index].part(offset, offset + len("\t".join(row)))
        for column, due in columns.goals:
            if column < len(row) and (target := _target(reading, columns, row, column, due, quote)):
                yield target
        offset += len("\t".join(row)) + 1


def _columns(head: tuple[str, ...], day: date | None) -> _Columns | None:
    words = load("targets")["table"]
    area = _column(head, words["area"])
    by_area = area is not None
    name = area if by_area else _column(head, words["name"])
    goals = []
    for column, cell in enumerate(head):
        year = _YEAR.search(cell)
        due = date(int(year[1]), 12, 31) if year else None
        if column != name and ((due and day and due >= day) or (re.search(words["goal"], cell) and not (due and day))):
            goals.append((column, due))
    if name is None or not goals:
        return None
    return _Columns(head, name, by_area, _column(head, words["unit"]), _column(head, words["nature"]), tuple(goals))


def _column(head: tuple[str, ...], pattern: str) -> int | None:
    return next(
        (column for column, cell in enumerate(head) if re.search(pattern, cell) and not _YEAR.search(cell)), None
    )


def _target(
    reading: Reading, columns: _Columns, row: tuple[str, ...], column: int, due: date | None, quote: Quote
) -> Target | None:
    """None where the cell holds no number or the row no name."""
    cell = _CELL.match(row[column])
    title = row[columns.name].strip() if columns.name < len(row) else ""
    name = _indicator(columns.head[column]) if columns.by_area else title
    unit = _unit(columns, row, cell["unit"] or "" if cell else "", name)
    if not cell or not name or not unit or len(name) > _LONGEST_NAME:
        return None
    comparator = _SIGNS.get(cell["sign"] or "", _usual(name))
    nature = row[columns.nature] if columns.nature is not None and columns.nature < len(row) else ""
    rules = load("targets")
    return Target(
        id=made_id(reading.release.id, title, name, cell[0], unit, str(due), str(quote.start)),
        indicator=re.sub(r"[（(](?:" + alternatives(rules["units"]) + r")[)）]$", "", name),
        comparator=comparator,
        value=abs(float(cell["value"])),
        unit=unit,
        due=due,
        area=title if columns.by_area else "",
        nature="binding" if rules["binding"] in nature else "expected" if rules["expected"] in nature else "",
        quote=quote,
    )


def _indicator(head: str) -> str:
    return re.sub(r"20\d\d年?|目标值?|要求|控制", "", head).strip()


def _unit(columns: _Columns, row: tuple[str, ...], written: str, name: str) -> str:
    """The cell's own unit, its column's, or the one in brackets behind the name."""
    column = row[columns.unit].strip() if columns.unit is not None and columns.unit < len(row) else ""
    bracket = re.search(r"[（(](" + alternatives(load("targets")["units"]) + r")[)）]$", name)
    return written or column or (bracket[1] if bracket else "")


def _usual(name: str) -> Comparator:
    """A bare number: at most where smaller is better, at least for shares of good days and the like."""
    return "at_most" if re.search(load("targets")["lower_better"], name) else "at_least"
