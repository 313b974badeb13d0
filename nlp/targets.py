"""Targets as rows: what is to become of which number, for whom, from when and until when, with its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Literal

from nlp.dates import When
from nlp.quantities import Quantity, has_quantity, is_counted, quantities
from nlp.reading import Passage, Reading
from nlp.target_aims import changed, completed, is_aim, is_lower_better, is_named, verbed
from nlp.target_bases import base_year, named_base
from nlp.target_dues import due_of, dues_of, dues_of_headings, listed
from nlp.target_holders import holders_at
from nlp.target_lists import Row, dealt, pollutant_pattern
from nlp.target_stance import Stance, sections
from nlp.target_subjects import Subject, subject_of
from nlp.target_tables import goal_tables
from nlp.vocabulary import load, pattern
from warehouse.models import Duty, Target, made_id

AIMING = frozenset({"plan", "policy", "standard", "consultation", "economics", "alert"})
"""Kinds whose sentences oblige without naming a day to come."""
_TELLING = frozenset({"interpretation", "personnel"})
_LONG = 500
_SEASON = re.compile("[供采]暖[季期]")
_STOP = re.compile(r"[。！!？?][”」』）)]?$")
_NATURE = re.compile(r"[^，,；;。（(]{0,8}[（(][^（）()]{0,12}(?P<nature>约束性|预期性)[^（）()]{0,8}[)）]")
_NATURES = re.compile(r"(?P<nature>约束性|预期性)(?P<of>(?:指标|目标|要求)?(?:为|是|有|包括)?[：:])?")
_ALL = re.compile(r"(?:以上|上述|均)[^，。；]{0,6}为(?P<nature>约束性|预期性)")
_PIECE = re.compile(r"[^\n]{1,400}?(?:[，,：:\t](?=[^\n]{0,40}[^\n])|$)|[^\n]{1,500}")
Comparator = Literal["decrease", "increase", "at_most", "at_least", "below", "above", "equal", "about"]


@dataclass
class _Thread:
    """What a block has said so far, from which its later sentences go on."""

    stance: Stance
    heading: When | None
    goals: bool
    """Whether what is said are the goals themselves."""
    due: When | None = None
    base: int | None = None
    subject: Subject = field(default_factory=Subject)
    last: Quantity | None = None


def targets(
    reading: Reading, blocks: frozenset[int], duties: Iterable[Duty] = (), *, kind: str = "plan"
) -> list[Target]:
    """Rows of the running text; in news and bulletins only a day to come makes a target."""
    numbered = frozenset(i for i in blocks - goal_tables(reading, blocks) if has_quantity(reading.blocks[i].text))
    if not numbered:
        return []
    headings, said, holders = dues_of_headings(reading), list(sections(reading)), holders_at(reading, duties)
    plans = aims(kind, reading.title.text)
    limits = not plans and bool(pattern("targets", "on_standard").search(reading.title.text))
    found: list[Target] = []
    for index, sentences in groupby(reading.limited(numbered), key=lambda sentence: sentence.block):
        section = said[index]
        aimed = section.aims is not False and (plans or (kind == "interpretation" and section.aims is True))
        goals = section.goals and aimed
        heading = headings[index] if aimed else None
        thread = _Thread(
            Stance(aimed, reading.day or (date.max if section.aims is False else None), goals, bool(heading), limits),
            heading,
            goals,
        )
        for target in _of_block(reading, sentences, thread):
            # A standard counts samples and instruments.
            if kind != "standard" or not is_counted(target.unit) or target.unit == "天":
                found.append(target.model_copy(update={"duty_holders": holders(target.quote)}))
    return found


def aims(kind: str, title: str) -> bool:
    """Whether sentences of such a document oblige without naming a day to come."""
    if pattern("targets", "work_reports").search(title):
        return True
    if kind == "standard" and pattern("targets", "technical").search(title):
        return False
    obliges = kind in AIMING or (kind not in _TELLING and pattern("targets", "obliging_titles").search(title))
    return bool(obliges) and not pattern("targets", "report").search(title)


def _of_block(reading: Reading, sentences: Iterable[Passage], thread: _Thread) -> Iterator[Target]:
    goes_on = False
    for sentence in sentences:
        for piece in _pieces(sentence):
            if goes_on and pattern("targets", "new_point").match(piece.text):
                thread.due = None
            if not goes_on:
                thread.base, thread.subject, thread.last = None, Subject(), None
            yield from _of_piece(reading, piece, thread, goes_on)
            goes_on = not _STOP.search(piece.text[-2:])


def _pieces(sentence: Passage) -> Iterator[Passage]:
    """A sentence that is too long to be quoted whole is read in pieces."""
    return sentence.cut(_PIECE) if len(sentence.text) > _LONG else iter((sentence,))


def _of_piece(reading: Reading, piece: Passage, thread: _Thread, goes_on: bool) -> Iterator[Target]:
    dues = dues_of(piece.text, reading)
    stances = thread.stance.over(piece.text, dues, goes_on)
    begins = [begin for begin, _ in stances]
    spoken = quantities(piece.text) if has_quantity(piece.text) else []
    for group in _groups(spoken):
        head = verbed(group[0]._replace(after=group[-1].after), thread.last, thread.subject, thread.goals)
        if not head.verb and is_counted(head.unit):
            continue
        subject = subject_of(head, piece.text, thread.subject, reading.day)
        indicator = completed(subject.indicator, head, group[0], spoken, thread.subject.indicator)
        head, subject = changed(head, subject._replace(indicator=indicator))
        if thread.last and thread.last.verb == head.verb == "equal" and subject.indicator == thread.subject.indicator:
            head = head._replace(before=thread.last.before)
        if stances[max(0, bisect_right(begins, head.start) - 1)][1]:
            yield from _rows(reading, piece, [head, *group[1:]], subject, dues, spoken, thread)
        thread.subject, thread.last = (subject if subject.indicator else thread.subject), head
        thread.base = named_base(piece.text[head.clause : head.end]) or thread.base
    ahead = [when for when in dues if reading.day is None or when.last > reading.day]
    thread.due = ahead[-1] if ahead else thread.due


def _groups(spoken: list[Quantity]) -> list[list[Quantity]]:
    """The numbers that share a verb."""
    groups: list[list[Quantity]] = []
    for quantity in spoken:
        if quantity.order and groups:
            groups[-1].append(quantity)
        else:
            groups.append([quantity])
    return groups


def _rows(
    reading: Reading,
    piece: Passage,
    group: list[Quantity],
    subject: Subject,
    dues: list[When],
    spoken: list[Quantity],
    thread: _Thread,
) -> Iterator[Target]:
    """The numbers of one verb, dealt out over its indicators, areas or years."""
    head, text = group[0], piece.text
    due = due_of(dues, head, spoken, text)
    if due is None and not pattern("targets", "standing").search(text[head.clause : head.end]):
        due = thread.due or thread.heading
    if (due and reading.day and due.last < reading.day) or not is_aim(head, due is not None):
        return
    if due and due.first == due.last == reading.day:
        due = None
    years = listed(dues, text, head.start) if subject.shared else []
    for row in dealt(subject, group, years):
        if not is_named(row.indicator, head) or (row.due and reading.day and row.due < reading.day):
            continue
        quantity = row.quantity._replace(verb=head.verb, suffix=row.quantity.suffix or group[-1].suffix)
        comparator = _comparator(quantity, row.indicator)
        changes = comparator in ("decrease", "increase")
        base = base_year(text, quantity, due, thread.base) if changes else None
        due_day = row.due or (due.last if due else None)
        yield _target(reading, piece, row._replace(quantity=quantity, due=due_day), comparator, base)


def _target(reading: Reading, piece: Passage, row: Row, comparator: Comparator, base: int | None) -> Target:
    quantity, quote = row.quantity, piece.quote()
    parts = (
        row.indicator,
        row.area,
        comparator,
        str(quantity.value),
        quantity.unit,
        str(row.due),
        str(quote.block),
        str(quote.start),
    )
    return Target(
        id=made_id(reading.release.id, *parts, str(quantity.start)),
        indicator=row.indicator,
        comparator=comparator,
        value=quantity.value,
        value_high=quantity.high,
        unit=quantity.unit,
        bound=_bound(comparator, quantity.suffix),
        base_year=base,
        due=row.due,
        area=row.area,
        sector=next((word for word in load("targets")["sectors"] if word in _SEASON.sub("", row.indicator)), ""),
        nature=_nature(piece.text, quantity.end),
        quote=quote,
    )


def _comparator(quantity: Quantity, indicator: str) -> Comparator:
    verb, suffix = quantity.verb, quantity.suffix
    if verb == "improve":
        lower = is_lower_better(indicator, "") or pollutant_pattern().fullmatch(indicator)
        return "decrease" if lower else "increase"
    if verb in ("decrease", "increase", "below", "above"):
        return verb  # type: ignore[return-value]
    if suffix:
        return suffix  # type: ignore[return-value]
    if verb in ("", "equal") and re.search("(?:限|达标|标准)值$|上限$", indicator):
        return "at_most"
    if verb in ("to_at_most", "to_at_least"):
        return verb.removeprefix("to_")  # type: ignore[return-value]
    if verb == "reach" or (verb == "equal" and re.search("目标值?(?:分别|依次|均)?$", quantity.before)):
        return "at_most" if is_lower_better(indicator, quantity.unit) else "at_least"
    return "equal"


def _bound(comparator: Comparator, suffix: str) -> Literal["at_least", "at_most", "about", ""]:
    """下降8%以上: what the suffix says of a change."""
    return suffix if comparator in ("decrease", "increase") and suffix else ""  # type: ignore[return-value]


def _nature(text: str, at: int) -> Literal["binding", "expected", ""]:
    """What the brackets right behind a number say, else the words before it: 约束性指标：…, else those that say 均."""
    behind = _NATURE.match(text, at)
    before = list(_NATURES.finditer(text, 0, at))
    all_of = _ALL.search(text, at)
    found = behind or (before[-1] if before and before[-1]["of"] else None) or all_of
    if not found:
        return ""
    return "binding" if found["nature"] == load("targets")["binding"] else "expected"
