"""Takes what a reviewer wrote: good rows become reviewed pairs, each bad one is told with its address and reason."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from nlp.translation.carry import carried
from nlp.translation.checks.flags import labelled
from nlp.translation.exchange import marks, rows
from nlp.translation.exchange.given import Given
from nlp.translation.exchange.marks import Mark
from nlp.translation.exchange.rows import Remark, Row, RowRefused
from nlp.translation.exchange.sheet import ID, MACHINE, REVIEWED, SOURCE, STATE, Key
from nlp.translation.memory import reviewed
from warehouse.models import Segment, Translation


class Taken(NamedTuple):
    """What came of a file."""

    key: Key
    pairs: tuple[Translation, ...]
    """To be saved: reviewed, and other than what was known."""
    refused: tuple[Remark, ...]
    """Rows that were not taken."""
    remarks: tuple[Remark, ...]
    """What to know of the others."""
    counts: Mapping[str, int]
    """Rows `taken`, `as before`, `held`, `untouched`."""


class Now(NamedTuple):
    """What is known of the document."""

    exported: Sequence[Segment]
    """Of the version that the reviewer was given."""
    current: Sequence[Segment]
    """Of the version that speaks for the document now."""
    known: Mapping[str, Translation]
    """Translations by text id."""
    latest: date = date.max
    """No review can have been made after it."""


def take(given: Given, now: Now, reviewer: str = "", on: date | None = None) -> Taken:
    """What the rows say; `reviewer` and `on` stand in where the file names none. Raises BadReviewFileError."""
    return _Taking(given, now, reviewer, on).done()


class _Taking:
    """One file being taken."""

    def __init__(self, given: Given, now: Now, reviewer: str, on: date | None) -> None:
        self.given, self.now, self.key = given, now, rows.key(given)
        self.reviewer, self.on = reviewer, on
        self.passages = rows.Passages(self.key, now.exported)
        self.pairs: dict[str, Translation] = {}
        self.said: dict[str, tuple[str, str]] = {}
        """By text id: the first translation, and where it stands."""
        self.refused: dict[Remark, None] = {}
        self.remarks: list[Remark] = []

    def done(self) -> Taken:
        counts: Counter[str] = Counter()
        for row in self._distinct():
            try:
                counts[self._taken(row)] += 1
            except RowRefused as refusal:
                self.refused[refusal.remark] = None
        self.remarks += self._moved_on()
        return Taken(self.key, tuple(self.pairs.values()), tuple(self.refused), tuple(self.remarks), dict(counts))

    def _distinct(self) -> Iterator[Row]:
        """Rows whose id no row of another content has; of equal ones the first."""
        alike: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.given.rows:
            alike["".join(row[ID].text.split())].append(row)
        for name, found in alike.items():
            said = {tuple(rows.said_in(row, column) for column in (SOURCE, MACHINE, REVIEWED, STATE)) for row in found}
            if name and len(said) > 1:
                others = ", ".join(row[ID].where for row in found[1:])
                self.refused[Remark(found[0][ID].where, f"ID {name} stands with other content in {others}")] = None
            else:
                yield from found[:1] if name else found

    def _taken(self, row: Row) -> str:
        """What became of a row."""
        mark = rows.mark(row)
        segment = self.passages.of(row, mark)
        if rows.state(row) is None:
            return "held"
        text = rows.translation(row, mark, segment, self.now.known.get(segment.text_id), self.key.lang)
        if text:
            return self._pair(row, mark, segment, text)
        if mark.standing == "r" and not rows.said_in(row, REVIEWED):
            self._remark(row, "emptied; the reviewed translation stays as it is")
        return "untouched"

    def _pair(self, row: Row, mark: Mark, segment: Segment, text: str) -> str:
        who, day = rows.signed(row, self.given, self.reviewer, self.on, self.now.latest)
        first, where = self.said.setdefault(segment.text_id, (text, row[REVIEWED].where))
        if first != text:
            raise RowRefused(row[REVIEWED], f"the same {SOURCE} has another {REVIEWED} at {where}")
        pair = reviewed(segment.text, text, self.key.lang, segment.kind, who, day)
        if segment.text_id in self.pairs:
            return "taken"
        if not self._counts(row, mark, segment, pair):
            return "as before"
        self.pairs[segment.text_id] = pair.model_copy(update={"is_sample": segment.is_sample})
        if pair.flags:
            self._remark(row, f"taken as it is; the checks say {'、'.join(labelled(found) for found in pair.flags)}")
        return "taken"

    def _counts(self, row: Row, mark: Mark, segment: Segment, pair: Translation) -> bool:
        """Whether a pair is to be saved beside what is known now; tells what has changed since the export."""
        known = self.now.known.get(segment.text_id)
        if known is None or known.text is None or (known.state == "reviewed" and known.text == pair.text):
            return known is None or known.text is None
        is_as_exported = marks.based(marks.beside(segment, known.text)) == mark.base
        if known.state != "reviewed":
            if not is_as_exported:
                self._remark(row, f"replaces a {known.state} text made since the export: {known.text!r}")
            return True
        is_later = (known.reviewed_on or date.min) > (pair.reviewed_on or date.min)
        if is_later or not is_as_exported:
            by = " ".join(filter(None, (known.reviewer, str(known.reviewed_on or ""))))
            met = "not used, a later review stands" if is_later else "replaces a review made since the export"
            self._remark(row, f"{met}: {known.text!r} ({by})")
        return not is_later

    def _moved_on(self) -> Iterator[Remark]:
        """Tells of reviewed passages that the current version has no more, or has with other numbers."""
        here = {piece.text_id for piece in self.now.current}
        gone = {key: self.said[key][1] for key in self.pairs if key not in here}
        known = {**self.now.known, **self.pairs}
        for one in carried(self.now.exported, self.now.current, known, self.key.lang) if gone else ():
            if one.action == "refill" and one.of and one.translation and one.of.text_id in gone:
                said, made = one.segment.text, one.translation.text
                text = f"要確認: the current version says {said!r}; with its numbers the translation is {made!r}"
                yield Remark(gone.pop(one.of.text_id), text)
        for where in gone.values():
            yield Remark(where, "the current version has this passage no more; the pair is kept in the memory")

    def _remark(self, row: Row, text: str) -> None:
        self.remarks.append(Remark(row[REVIEWED].where, text))
