"""What came back, whatever the file: head and rows, each cell with its address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from nlp.translation.exchange.sheet import ADVICE, ATTRIBUTES, COLUMNS, DAY, ID, MACHINE, REVIEWER, SOURCE

NEEDED = tuple(name for name in COLUMNS if name not in (MACHINE, ADVICE))
_KNOWN = frozenset((*COLUMNS, REVIEWER, DAY))


class BadReviewFileError(ValueError):
    """A file that cannot be read as a table for review; the text names it, the place and what is expected."""


class Cell(NamedTuple):
    """A cell's text, and where it stands: file, sheet or table, cell or row."""

    text: str
    where: str
    odd: str = ""
    """What a workbook holds in place of text: a number, a date, a formula."""


class Given(NamedTuple):
    """A table that came back."""

    name: str
    head: dict[str, Cell]
    """By attribute."""
    rows: tuple[dict[str, Cell], ...]
    """By column."""


def tabled(name: str, lines: Iterable[Sequence[Cell]]) -> Given:
    """Head and rows of the lines of a file. Raises BadReviewFileError when a column or the whole table is missing."""
    head: dict[str, Cell] = {}
    rows: list[dict[str, Cell]] = []
    columns: list[str] = []
    for line in lines:
        said = ["".join(cell.text.split()) for cell in line]
        if {ID, SOURCE} <= set(said) or len(_KNOWN & set(said)) > 2:
            columns = _columns(line, said)
        elif said and said[0] in ATTRIBUTES:
            head |= {said[0]: line[1]} if len(line) > 1 and _tells(said[0], line[1], head) else {}
        elif columns and sum(map(bool, said)) > 1:
            found = {name: cell for name, cell in zip(columns, line, strict=False) if name in _KNOWN}
            rows.append(dict.fromkeys(NEEDED, Cell("", line[0].where)) | found)
    if not columns:
        raise BadReviewFileError(f"{name}: expected a table with the columns {', '.join(COLUMNS)}, found none")
    return Given(name, head, tuple(rows))


def _tells(name: str, cell: Cell, head: Mapping[str, Cell]) -> bool:
    """Whether a line of the head is to be kept: a filled one, or the empty place for reviewer or day."""
    return bool(cell.text.strip()) or (name in (REVIEWER, DAY) and name not in head)


def _columns(line: Sequence[Cell], said: list[str]) -> list[str]:
    if missing := [name for name in NEEDED if name not in said]:
        raise BadReviewFileError(f"{line[0].where}: column {missing[0]} is expected")
    return said
