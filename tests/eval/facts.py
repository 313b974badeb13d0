"""Targets, places, dates, duty-holders and citations against passages read by hand; the later sets are only counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from nlp.analysis import analyse
from nlp.relevance import Relevance
from tests.eval.passages import Passage, Row, folded, of_corpus, ours
from warehouse.models import Analysis, PlaceTag, Target
from warehouse.reference import places, regions

GOALS = {"targets": 0.92, "places": 0.97, "dates": 0.97, "duties": 0.90, "citations": 0.98}

LISTED = {"all": ("second",), "third": ("third",), "fourth": ("fourth",)}
"""The sets whose wrong rows an option lists: `facts:all`, `facts:third`, `facts:fourth`."""


class Score(NamedTuple):
    """Rows of one topic over a set of passages."""

    right: int
    said: int
    real: int
    wrong: tuple[str, ...]
    """Passage, sign and row: `-` was not found, `+` is not there."""

    @property
    def f1(self) -> float:
        """1 where there is nothing to find and nothing is said."""
        return 2 * self.right / (self.said + self.real) if self.said + self.real else 1.0

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.said), self.right / max(1, self.real)
        return f"{precision:.3f} | {recall:.3f} | {self.f1:.3f} | {self.right} | {self.said} | {self.real}"


def report(corpus: Path, listing: str = "") -> str:
    """Precision, recall and F1 of exact rows, set by set; the wrong rows of later sets only for who asks."""
    halves = {
        "ours, first half": list(ours("first")),
        "corpus, first half": list(of_corpus(corpus, 1)),
        "ours, second half": list(ours("second")),
        "corpus, second half": list(of_corpus(corpus, 2)),
        "ours, third, blind when written": list(ours("third")),
        "ours, fourth, blind when written": list(ours("fourth")),
    }
    shown = ("first", *LISTED.get(listing, ()))
    parts = []
    for name, passages in halves.items():
        scores = score(passages)
        lines = [f"{topic.rjust(9)} {line}" for topic, found in scores.items() for line in found.wrong]
        listed = ["", "```", *lines, "```"] if lines and any(one in name for one in shown) else []
        parts += [f"### {name}: {len(passages)} passages", "", *_table(scores), "", _beside(passages), *listed, ""]
    return "\n".join(parts)


def score(passages: Iterable[Passage]) -> dict[str, Score]:
    """Each topic of `GOALS` over all the passages."""
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    real: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {topic: [] for topic in GOALS}
    for passage in passages:
        found = rows_of(read(passage), passage)
        for topic in GOALS:
            there, here = Counter(passage.facts[topic]), Counter(found[topic])
            right[topic] += (there & here).total()
            said[topic] += here.total()
            real[topic] += there.total()
            wrong[topic] += [f"- {passage.name}: {shown(row)}" for row in (there - here).elements()]
            wrong[topic] += [f"+ {passage.name}: {shown(row)}" for row in (here - there).elements()]
    return {topic: Score(right[topic], said[topic], real[topic], tuple(wrong[topic])) for topic in GOALS}


def read(passage: Passage) -> Analysis:
    """The passage's Analysis, taken to be on air from end to end."""
    blocks = frozenset(range(len(passage.release.blocks)))
    return analyse(passage.release, Relevance("air", 1.0, "read by hand", (), blocks))


def rows_of(analysis: Analysis, passage: Passage) -> dict[str, list[Row]]:
    """What an Analysis says, in the form of the gold rows."""
    return {
        "targets": [_row(target) for target in analysis.targets],
        "places": _places(analysis.places, passage),
        "dates": sorted({(event.kind, event.on) for event in analysis.events}),
        "duties": [(duty.role, tuple(map(folded, duty.holders))) for duty in analysis.duties],
        "citations": [(cited.relation, folded(cited.title), cited.doc_number) for cited in analysis.citations],
    }


def _row(target: Target) -> Row:
    words = (target.indicator, target.comparator, target.value, target.unit, target.base_year, target.due, target.area)
    return tuple(map(folded, words))


def _places(tags: Iterable[PlaceTag], passage: Passage) -> list[Row]:
    """All cities of a province or all members of a region are one row, some of them another; publishers are none."""
    single: list[Row] = []
    groups: dict[tuple[str, str], set[str]] = {}
    for tag in tags:
        if tag.via:
            groups.setdefault((tag.reason, tag.via), set()).add(tag.place)
        elif tag.reason != "publisher":
            single.append((tag.place, tag.reason, ""))
    joined = [
        ("*" if codes == _whole(via, passage) else "some", reason, via) for (reason, via), codes in groups.items()
    ]
    return [*single, *joined]


def _whole(via: str, passage: Passage) -> set[str]:
    day = passage.release.written or passage.release.published
    if via in regions():
        return set(regions()[via].members(day)) if day else set()
    return {place.code for place in places().values() if place.parent == via}


def _table(scores: dict[str, Score]) -> list[str]:
    head = ["| | precision | recall | F1 | right | said | real | goal |", "|---|---|---|---|---|---|---|---|"]
    return head + [f"| {topic} | {found} | ≥ {GOALS[topic]:.2f} |" for topic, found in scores.items()]


def _beside(passages: Iterable[Passage]) -> str:
    """How targets fare by their numbers alone, and what else is said of those that are right."""
    right = said = real = 0
    more: Counter[str] = Counter()
    stated: Counter[str] = Counter()
    for passage in passages:
        targets = read(passage).targets
        there = Counter(row[1:6] for row in passage.facts["targets"])
        here = Counter(_row(target)[1:6] for target in targets)
        right, said, real = right + (there & here).total(), said + here.total(), real + there.total()
        for target in targets:
            for field, value in passage.more.get(_row(target), {}).items():
                stated[field] += 1
                more[field] += _field(target, field) == value
    shares = ", ".join(f"{field} {more[field]}/{count}" for field, count in sorted(stated.items()))
    numbers = Score(right, said, real, ())
    return f"Targets by their numbers alone: F1 {numbers.f1:.3f}. Said besides of right ones: {shares or 'nothing'}."


def _field(target: Target, field: str) -> Any:
    if field == "holders":
        return list(target.duty_holders)
    return getattr(target, {"high": "value_high"}.get(field, field))


def shown(row: Row) -> str:
    """A row on one line."""
    return " | ".join("、".join(part) if isinstance(part, tuple) else str(part) for part in row)
