"""Takes what an editor wrote: the whole workbook, or nothing and every fault of it with its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from digests.desk.book import WRITTEN
from digests.desk.given import BadDesk, Cell, Given, Line
from digests.desk.queue import Row
from digests.desk.words import CHOICES, SAID, WANTED, fault
from digests.edited import NOTE_LENGTH, SUMMARY_LENGTH, TITLE_LENGTH
from digests.notices import CORRECTION_LENGTH
from warehouse.models import Choice, Correction, Edit, made_id

EDITOR_LENGTH = 60
SENTENCES = 2
LENGTHS = {"title": TITLE_LENGTH, "summary": SUMMARY_LENGTH, "note": NOTE_LENGTH}
_QUOTED = re.compile("「[^」]*」|（[^）]*）")
_END = re.compile("[。！？]+")


class Known(NamedTuple):
    """What is known when a workbook comes back."""

    rows: Sequence[Row]
    """The month's items now, those that an export has shown and that are gone among them."""
    edits: Sequence[Edit]
    """Every decision of the month so far."""
    corrections: Sequence[Correction]
    """Those that no edition has told."""
    told_to: Callable[[str], Sequence[str]]
    """Whose approved editions have told an item."""
    is_sample: bool


class Taken(NamedTuple):
    """What a workbook brings that was not known."""

    edits: tuple[Edit, ...]
    corrections: tuple[Correction, ...]
    """New ones, and those that are withdrawn."""


class _Said(NamedTuple):
    """What a row says."""

    decision: Choice
    into: str
    """Document id."""
    full: bool
    title: str
    summary: str
    note: str


def take(given: Given, known: Known, editor: str, at: datetime) -> Taken:
    """What is new in the workbook; `editor` stands in where its cell is empty. Raises BadDesk with every fault."""
    return _Taking(given, known, editor, at).done()


class _Taking:
    """One workbook being taken."""

    def __init__(self, given: Given, known: Known, editor: str, at: datetime) -> None:
        self.given, self.known, self.at = given, known, at
        self.editor = given.editor.text or editor.strip()
        self.faults: list[str] = []
        self.rows = {row.seen.entry_id: row for row in known.rows}
        self.documents = {row.document_id: row for row in known.rows}
        self.history = {(edit.document_id, edit.revision): edit for edit in known.edits}
        self.lines = self._distinct()
        self.ranks = {line["rank"].text: id for id, line in self.lines.items() if line["rank"].text}

    def done(self) -> Taken:
        edits = [edit for id, line in self.lines.items() if (edit := self._edit(self.rows[id], line))]
        corrections = [*_Corrections(self).done()]
        if self.given.editor.odd:
            self.faults.append(self.given.editor.odd)
        elif (edits or corrections) and not self.editor:
            self.faults.append(fault("no_editor", where=self.given.editor.where))
        elif len(self.editor) > EDITOR_LENGTH:
            self.fault("long", self.given.editor, found=len(self.editor), most=EDITOR_LENGTH)
        if self.faults:
            raise BadDesk("\n".join(self.faults))
        return Taken(tuple(edits), tuple(corrections))

    def fault(self, key: str, cell: Cell, **said: object) -> None:
        """Write down what is wrong with a cell."""
        self.faults.append(fault(key, where=cell.where, **said))

    def text(self, cell: Cell, most: int) -> str:
        """The cell's text, where it is one and not too long."""
        if cell.odd:
            self.faults.append(cell.odd)
        if len(cell.text) > most:
            self.fault("long", cell, found=len(cell.text), most=most)
        return cell.text

    def _distinct(self) -> dict[str, Line]:
        """The rows by the id of their item, each once."""
        lines: dict[str, Line] = {}
        for line in self.given.rows:
            cell = line["entry_id"]
            if not cell.text:
                if written := next((line[key] for key in WRITTEN if line[key].text or line[key].odd), None):
                    self.fault("no_id", written)
            elif cell.text not in self.rows:
                self.fault("unknown", cell, found=cell.text, month=self.given.month)
            elif cell.text in lines:
                self.fault("twice", cell, found=cell.text, other=lines[cell.text]["entry_id"].where)
            else:
                lines[cell.text] = line
        return lines

    def _edit(self, row: Row, line: Line) -> Edit | None:
        """The decision that a row brings; None when it says what it was exported with, or what holds already."""
        if row.is_gone:
            self._gone(row, line)
            return None
        before = len(self.faults)
        said = self._said(row, line)
        base = self._base(row, line)
        if len(self.faults) > before or said in (_of(base), _of(row.edit)):
            return None
        if row.edit is not None and row.edit != base:
            day = row.edit.edited_at.date().isoformat()
            self.fault("edited_since", line["choice"], who=row.edit.edited_by, day=day)
        return Edit(
            month=self.given.month,
            document_id=row.document_id,
            revision=(row.edit.revision if row.edit else 0) + 1,
            entry_id=row.seen.entry_id,
            rank=row.rank,
            importance=row.seen.importance,
            workbook=self.given.export,
            edited_by=self.editor,
            edited_at=self.at,
            is_sample=self.known.is_sample,
            **said._asdict(),
        )

    def _base(self, row: Row, line: Line) -> Edit | None:
        """What a row is held against: what this editor brought in this workbook last, else what it was made with."""
        own = [edit for edit in self.known.edits if edit.document_id == row.document_id and self.is_own(edit)]
        return own[-1] if own else self.history.get((row.document_id, _number(line["mark"].text)))

    def is_own(self, made: Edit | Correction) -> bool:
        """Whether it was taken from this workbook and this editor before."""
        by = made.edited_by if isinstance(made, Edit) else made.corrected_by
        return (made.workbook, by) == (self.given.export, self.editor)

    def _gone(self, row: Row, line: Line) -> None:
        """Of an item that is no longer there nothing new can be said."""
        was = _of(row.edit)
        shown = (SAID[was.decision], row.into, WANTED * was.full, was.title, was.summary, was.note)
        given = {key: line[key].text for key in WRITTEN}
        given["into"] = self.ranks.get(given["into"], given["into"])
        if tuple(given.values()) not in (shown, ("",) * len(WRITTEN)):
            self.fault("gone", line["choice"])

    def _said(self, row: Row, line: Line) -> _Said:
        decision, full = line["choice"], line["full"]
        for cell, words in ((decision, tuple(CHOICES)), (full, (WANTED,))):
            if self.text(cell, len(cell.text)) not in ("", *words):
                self.fault("choice", cell, found=cell.text, expected="、".join(words))
        texts = {key: self.text(line[key], most) for key, most in LENGTHS.items()}
        if (count := sentences(texts["summary"])) > SENTENCES:
            self.fault("sentences", line["summary"], found=count)
        chosen = CHOICES.get(decision.text, "")
        return _Said(chosen, self._into(row, line, chosen), full.text == WANTED, **texts)

    def _into(self, row: Row, line: Line, chosen: Choice) -> str:
        """The document that a row is merged into."""
        cell = line["into"]
        asked = self.text(cell, len(cell.text))
        if chosen != "merge" or not asked:
            if asked and line["choice"].text in ("", *CHOICES):
                self.fault("into_without", cell)
            elif chosen == "merge" and not cell.odd:
                self.fault("no_into", cell)
            return ""
        target = self.rows.get(self.ranks.get(asked, asked))
        if target is None or target.is_gone:
            self.fault("into_unknown", cell, found=asked)
        elif target.document_id == row.document_id:
            self.fault("into_itself", cell)
        elif (lost := self._chosen(target)) in ("drop", "merge"):
            self.fault("into_lost", cell, found=asked, choice=SAID[lost])
        return target.document_id if target else ""

    def _chosen(self, row: Row) -> Choice:
        """What this workbook, else what is known, makes of an item."""
        line = self.lines.get(row.seen.entry_id)
        if line is None:
            return row.edit.decision if row.edit else ""
        return CHOICES.get(line["choice"].text, "")


class _Corrections:
    """The sheet of corrections being taken."""

    def __init__(self, taking: _Taking) -> None:
        self.taking = taking
        self.pending = {one.id: one for one in taking.known.corrections}

    def done(self) -> Iterator[Correction]:
        """New ones, and those of the last export that the sheet no longer says."""
        kept: dict[str, Cell] = {}
        exported = {line["mark"].text for line in self.taking.given.corrections} & self.pending.keys()
        exported |= {id for id, one in self.pending.items() if self.taking.is_own(one)}
        for line in self.taking.given.corrections:
            made = self._one(line)
            if made is None:
                continue
            if made.id in kept:
                self.taking.fault("correction_twice", line["entry_id"], other=kept[made.id].where)
            elif made.id not in self.pending:
                yield made
            kept[made.id] = line["entry_id"]
        for id in sorted(exported - kept.keys()):
            who = {"corrected_by": self.taking.editor, "corrected_at": self.taking.at}
            yield self.pending[id].model_copy(update={"withdrawn": True, **who})

    def _one(self, line: Line) -> Correction | None:
        taking = self.taking
        cells = [line[key] for key in ("entry_id", "wrong", "right")]
        item, wrong, right = (taking.text(cell, CORRECTION_LENGTH) for cell in cells)
        if not any((item, wrong, right)) or any(cell.odd for cell in cells):
            return None
        if not all((item, wrong, right)):
            taking.fault("correction_whole", next(cell for cell in cells if not cell.text))
            return None
        if wrong == right:
            taking.fault("correction_same", line["right"])
        told_to = tuple(taking.known.told_to(item)) if item[:7] < taking.given.month else ()
        if not told_to:
            taking.fault("correction_untold", line["entry_id"], found=item)
        return Correction(
            id=made_id("correction", item, wrong, right),
            month=taking.given.month,
            entry_id=item,
            wrong=wrong,
            right=right,
            told_to=told_to,
            workbook=taking.given.export,
            corrected_by=taking.editor,
            corrected_at=taking.at,
            is_sample=taking.known.is_sample,
        )


def _of(edit: Edit | None) -> _Said:
    """What a decision says, nothing where there is none."""
    if edit is None:
        return _Said("", "", False, "", "", "")
    return _Said(edit.decision, edit.into, edit.full, edit.title, edit.summary, edit.note)


def sentences(text: str) -> int:
    """How many sentences a text has, with or without a stop at its end; what stands in 「」 is part of one."""
    return len([part for part in _END.split(_QUOTED.sub("", text)) if part.strip()])


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def last(edits: Sequence[Edit]) -> Mapping[str, Edit]:
    """The decision that holds, by document id."""
    return {edit.document_id: edit for edit in sorted(edits, key=lambda edit: edit.revision)}
