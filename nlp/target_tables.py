"""Targets that stand in tables: a column of indicators, columns of years or of a goal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from nlp.reading import Reading
from nlp.target_dues import due_of_headings
from nlp.vocabulary import alternatives, load
from warehouse.models import Quote, Target, made_id

_CELL = re.compile(
    r"^\s*(?P<sign>≤|≥|<|>|＜|＞|下降|降低|减少|提高|提升|增加|不低于|不高于|不超过|不多于|达到|控制在)?\s*[（(【\[]?"
    r"(?P<value>-?\d{1,9}(?:\.\d+)?)[）)】\]]?\s*(?P<unit>[%％]|[^\d\s]{1,10})?\s*$"
)
_YEAR = re.compile(r"(20\d\d)\s*年?")
_LONGEST_NAME = 40
_UNIT_BEHIND = re.compile(r"[（(](" + alternatives(load("targets")["units"]) + r")[)）]$")
Comparator = Literal["decrease", "increase", "at_most", "at_least", "below", "above", "equal", "about"]
_SIGNS: dict[str, Comparator] = {
    **dict.fromkeys(("≤", "不高于", "不超过", "不多于", "控制在"), "at_most"),
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
    """The rows are places; the indicators stand in the heads of the columns or in the caption."""
    caption: str
    unit: int | None
    nature: int | None
    goals: tuple[tuple[int, date | None], ...]
    """Column and the day by which it is due."""


def table_targets(reading: Reading, blocks: frozenset[int]) -> list[Target]:
    """Rows of tables of goals: indicators beside years to come, or places beside indicators."""
    return [target for index in sorted(blocks) for target in _of_table(reading, index)]


def goal_tables(reading: Reading, blocks: frozenset[int]) -> frozenset[int]:
    """Blocks that `table_targets` reads; the rows of other tables are sentences like any."""
    return frozenset(index for index in blocks if _columns(reading, index))


def _of_table(reading: Reading, index: int) -> Iterator[Target]:
    columns = _columns(reading, index)
    if columns is None:
        return
    offset = len("\t".join(columns.head)) + 1
    for row in reading.release.blocks[index].rows[1:]:
        quote = reading.blocks[index].part(offset, offset + len("\t".join(row)))
        for column, due in columns.goals:
            if column < len(row) and (target := _target(reading, columns, row, column, due, quote)):
                yield target
        offset += len("\t".join(row)) + 1


def _columns(reading: Reading, index: int) -> _Columns | None:
    """None for a table that sets no goals: neither its heads nor its caption say so."""
    rows, words = reading.release.blocks[index].rows, load("targets")["table"]
    if len(rows) < 2:
        return None
    head, caption = rows[0], _caption(reading, index)
    area = _column(head, words["area"])
    name = area if area is not None else _column(head, words["name"])
    unit, nature = _column(head, words["unit"]), _column(head, words["nature"])
    meant = bool(re.search(words["caption"], caption)) and area is not None
    goals = [
        (column, due)
        for column, cell in enumerate(head)
        if column not in (name, unit, nature)
        for due in _goal(reading, index, cell, meant and not any(map(_YEAR.search, head)))
    ]
    return (
        _Columns(head, name, area is not None, caption, unit, nature, tuple(goals))
        if name is not None and goals
        else None
    )


def _goal(reading: Reading, index: int, cell: str, meant: bool) -> list[date | None]:
    """When a column's goals are due; empty for a column that holds none."""
    year = _YEAR.search(cell)
    if year:
        due = date(int(year[1]), 12, 31)
        return [due] if reading.day is None or due >= reading.day else []
    return [due_of_headings(reading, index)] if meant or re.search(load("targets")["table"]["goal"], cell) else []


def _caption(reading: Reading, index: int) -> str:
    text = reading.blocks[index - 1].text if index else ""
    return re.split(r"[。；]", text.rstrip("。"))[-1] if not reading.release.blocks[index - 1].rows else ""


def _column(head: tuple[str, ...], pattern: str) -> int | None:
    named = (column for column, cell in enumerate(head) if re.search(pattern, cell) and not _YEAR.search(cell))
    return next(named, None)


def _target(
    reading: Reading, columns: _Columns, row: tuple[str, ...], column: int, due: date | None, quote: Quote
) -> Target | None:
    """None where the cell holds no number or the row no name."""
    cell = _CELL.match(row[column])
    title = row[columns.name].strip() if columns.name < len(row) else ""
    name = _indicator(columns, column) if columns.by_area else title
    unit = _unit(columns, row, column, cell["unit"] or "" if cell else "", name)
    if not cell or not title or not name or not unit or len(name) > _LONGEST_NAME:
        return None
    indicator = _UNIT_BEHIND.sub("", name)
    nature = row[columns.nature] if columns.nature is not None and columns.nature < len(row) else ""
    rules = load("targets")
    return Target(
        id=made_id(reading.release.id, title, name, cell[0], unit, str(due), str(quote.start)),
        indicator=indicator,
        comparator=_SIGNS.get(cell["sign"] or "", _usual(indicator)),
        value=abs(float(cell["value"])),
        unit=unit,
        due=due,
        area=title if columns.by_area else "",
        nature="binding" if rules["binding"] in nature else "expected" if rules["expected"] in nature else "",
        quote=quote,
    )


def _indicator(columns: _Columns, column: int) -> str:
    """The head without its year, else what the caption says the goals are of."""
    head = re.sub(r"(?:20\d\d年?)|目标值?|要求|同比(?:变化)?", "", columns.head[column]).strip()
    named = re.search(load("targets")["table"]["of_caption"], columns.caption)
    return named["name"] if named and not _UNIT_BEHIND.sub("", head) else head


def _unit(columns: _Columns, row: tuple[str, ...], column: int, written: str, name: str) -> str:
    """The cell's own unit, its column's, or the one in brackets behind the name or the column's head."""
    of_row = row[columns.unit].strip() if columns.unit is not None and columns.unit < len(row) else ""
    bracket = _UNIT_BEHIND.search(name) or _UNIT_BEHIND.search(columns.head[column])
    return written or of_row or (bracket[1] if bracket else "")


def _usual(name: str) -> Comparator:
    """A bare number: at most where smaller is better, at least for shares of good days and the like."""
    return "at_most" if re.search(load("targets")["lower_better"], name) else "at_least"
