"""Reads one row as its reviewer meant it: which passage, what is said of it, by whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from nlp.translation.cutting import marked
from nlp.translation.exchange import marks
from nlp.translation.exchange.given import BadReviewFileError, Cell, Given
from nlp.translation.exchange.marks import Mark
from nlp.translation.exchange.sheet import (
    DAY,
    HELD,
    ID,
    KEY,
    MACHINE,
    REVIEWED,
    REVIEWER,
    SOURCE,
    STATE,
    STATES,
    BadKeyError,
    Key,
)
from nlp.translation.memory import kind_of
from nlp.translation.normalise import text_id
from warehouse.models import Segment, State, Translation

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
Row = Mapping[str, Cell]


class Remark(NamedTuple):
    """What is to be told of a place in a file."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {self.text}"


class RowRefused(Exception):
    """A row that is not taken; the remark names cell and expectation."""

    def __init__(self, cell: Cell, text: str) -> None:
        super().__init__(f"{cell.where}: {text}")
        self.remark = Remark(cell.where, text)


def key(given: Given) -> Key:
    """What a table is of. Raises BadReviewFileError."""
    cell = given.head.get(KEY)
    if cell is None:
        raise BadReviewFileError(f"{given.name}: expected a line {KEY} above the table, found none")
    try:
        return Key.parsed(cell.text)
    except BadKeyError as error:
        raise BadReviewFileError(f"{cell.where}: {error}") from None


def mark(row: Row) -> Mark:
    """Its id. Raises RowRefused."""
    found = marks.parsed(row[ID].text)
    if found is None:
        raise RowRefused(row[ID], f"unknown ID {row[ID].text!r}; expected one as exported, such as 0012-3fa9c1de-m5b07")
    return found


def state(row: Row) -> State | None:
    """What the reviewer says of it; None for a row that is held back. Raises RowRefused."""
    said = said_in(row, STATE).removesuffix("み")
    if said and said not in STATES and said != HELD:
        raise RowRefused(row[STATE], f"unknown {STATE} {said!r}; expected {', '.join([*STATES, HELD])}")
    return None if said == HELD else STATES.get(said, "untranslated")


def text_ids(given: Given) -> set[str]:
    """Of what stands under 原文."""
    return {text_id(marked(said_in(row, SOURCE))[1]) for row in given.rows}


def said_in(row: Row, column: str) -> str:
    """The text of a cell, empty where there is no such column."""
    return row[column].text.strip() if column in row else ""


class Passages:
    """The passages of the version that was exported, by what their rows show."""

    def __init__(self, key: Key, segments: Iterable[Segment]) -> None:
        every = list(segments)
        self.key, self.is_sample = key, any(segment.is_sample for segment in every)
        self._by_seal = {marks.seal(marks.source(segment)): segment for segment in reversed(every)}

    def of(self, row: Row, mark: Mark) -> Segment:
        """The passage of a row whose 原文 is as it was. Raises RowRefused."""
        segment, is_genuine = self._by_seal.get(mark.seal), marks.seal(row[SOURCE].text) == mark.seal
        if segment is not None and not is_genuine:
            wanted, found = marks.source(segment), row[SOURCE].text
            raise RowRefused(row[SOURCE], f"{SOURCE} was changed: expected {wanted!r}, found {found!r}")
        if segment is None and (not is_genuine or row[SOURCE].text.endswith(marks.CUT)):
            raise RowRefused(row[ID], f"unknown ID {mark}: no passage of {self.key.document_id} has it")
        return segment or self._lost(row[SOURCE].text, mark)

    def _lost(self, said: str, mark: Mark) -> Segment:
        """A passage that is not cut so any more; its row vouches for its text."""
        marker, text = marked(said.strip())
        return Segment(
            version_id=self.key.version_id,
            position=mark.position,
            block=-1,
            kind=kind_of(text),
            marker=marker,
            text=text,
            text_id=text_id(text),
            is_sample=self.is_sample,
        )


def translation(row: Row, mark: Mark, segment: Segment, known: Translation | None, lang: str) -> str:
    """The text that the reviewer stands for; empty when the row was not touched. Raises RowRefused."""
    said = _in_one_line(_written(row, mark, segment), segment.text, lang)
    if said or mark.standing == "r":
        return said
    shown = row.get(MACHINE)
    if shown is not None and marks.based(marks.shown(shown.text)) != mark.base:
        raise RowRefused(shown, f"{MACHINE} was changed; expected the text in {REVIEWED}")
    return _confirmed(row, mark, segment, known) if state(row) == "reviewed" else ""


def _written(row: Row, mark: Mark, segment: Segment) -> str:
    cell = row[REVIEWED]
    if cell.odd:
        raise RowRefused(cell, f"expected text, found {cell.odd}")
    said = marks.shown(cell.text)
    return "" if mark.standing == "r" and marks.based(said) == mark.base else marks.bare(said, segment.marker)


def _confirmed(row: Row, mark: Mark, segment: Segment, known: Translation | None) -> str:
    """The machine's text as the warehouse or else the row has it."""
    if known and known.text and marks.based(marks.beside(segment, known.text)) == mark.base:
        return known.text
    said = marks.bare(said_in(row, MACHINE), segment.marker)
    if not said:
        raise RowRefused(row[REVIEWED], f"{STATE} is {row[STATE].text.strip()} and there is no text to confirm")
    return said


def _in_one_line(text: str, source: str, lang: str) -> str:
    """A cell's line breaks are the reviewer's keyboard, unless the source has some."""
    return text if "\n" in source.strip() else (" " if lang == "en" else "").join(text.split("\n"))


def signed(row: Row, given: Given, reviewer: str, on: date | None, latest: date) -> tuple[str, date]:
    """Who reviewed it and when: the row's own word, the head's, the caller's. Raises RowRefused."""
    who, day = (_signature(row, given, name) for name in (REVIEWER, DAY))
    name = who.text.strip() or reviewer
    if not name:
        raise RowRefused(who, f"{REVIEWER} is expected; write it there, or say --reviewer NAME")
    if not day.text.strip() and on is not None:
        return name, on
    return name, _day(day, latest)


def _day(cell: Cell, latest: date) -> date:
    match = _DAY.fullmatch("".join(cell.text.split()))
    try:
        found = date(*(int(part) for part in match.groups()) if match else ())
    except (ValueError, TypeError):
        raise RowRefused(cell, f"{DAY} is expected as 2026-10-05, found {cell.text!r}") from None
    if found > latest:
        raise RowRefused(cell, f"{DAY} is expected no later than {latest}, found {found}: no later review would count")
    return found


def _signature(row: Row, given: Given, name: str) -> Cell:
    own = row.get(name)
    if own and own.text.strip():
        return own
    return given.head.get(name, Cell("", f"{given.name}, above the table, beside {name}"))
