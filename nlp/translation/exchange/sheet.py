"""The table that a reviewer is given: each segment beside its translation, its state, and what to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, get_args

from nlp.translation.exchange import advice, marks
from nlp.translation.memory import Memory
from nlp.translation.offline.tables import rules
from nlp.translation.segments import contexts
from warehouse.models import Language, Release, Segment, State, Translation
from warehouse.reference.states import state_label

ID, SOURCE, MACHINE, REVIEWED, STATE, ADVICE = COLUMNS = ("ID", "原文", "機械訳", "校閲訳", "状態", "注意")
DOCUMENT, KEY, REVIEWER, DAY = ATTRIBUTES = ("文書", "整理番号", "校閲者", "校閲日")
WORDS = rules("review.yml")
STATES: dict[str, State] = {state_label("ja", state): state for state in get_args(State)}
"""By the word for it."""
HELD: str = WORDS["held"]
"""The state of a row that its reviewer has not done with."""


class BadKeyError(ValueError):
    """A 整理番号 that says no document; the text tells what is expected."""


class Key(NamedTuple):
    """What a table is of."""

    document_id: str
    version_id: str
    lang: Language
    month: str

    def __str__(self) -> str:
        return "/".join(self)

    @classmethod
    def parsed(cls, text: str) -> Key:
        """The key that a 整理番号 says. Raises BadKeyError."""
        document, version, lang, month = [*"".join(text.split()).split("/"), "", "", ""][:4]
        for known in get_args(Language):
            if lang == known and document and version and month:
                return cls(document, version, known, month)
        raise BadKeyError(f"expected {KEY} as it was exported, document/version/language/month, found {text!r}")


class Row(NamedTuple):
    """A segment as the reviewer sees it."""

    id: str
    source: str
    machine: str
    """Empty where there is none, or a reviewed one instead."""
    reviewed: str
    state: str
    advice: str


class Sheet(NamedTuple):
    """A document for review."""

    key: Key
    title: str
    rows: tuple[Row, ...]


def sheet(
    key: Key, release: Release, segments: Sequence[Segment], known: Mapping[str, Translation], memory: Memory
) -> Sheet:
    """The table of a version; `segments` are all of it in order, `known` their translations by text id.

    `memory` holds reviewed pairs: those nearly like a segment are shown beside it.
    """
    title = " ".join(filter(None, (release.doc_number, release.title)))
    first: dict[str, Segment] = {}
    rows = []
    for segment, around in zip(segments, contexts(release, segments), strict=True):
        alike = first.setdefault(segment.text_id, segment)
        said = advice.lines(segment, around, known.get(segment.text_id), alike, key.lang, memory)
        rows.append(_row(segment, known.get(segment.text_id), said))
    return Sheet(key, marks.shown(title), tuple(rows))


def _row(segment: Segment, known: Translation | None, said: Sequence[str]) -> Row:
    mark = marks.mark(segment, known)
    text = marks.beside(segment, known.text if known else None)
    state: State = known.state if known and known.text else "untranslated"
    machine, reviewed = ("", text) if mark.standing == "r" else (text, "")
    return Row(
        str(mark), marks.source(segment), machine, reviewed, state_label("ja", state), marks.shown("\n".join(said))
    )
