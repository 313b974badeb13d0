"""Targets as rows: what is to become of which number, for whom, from when and until when, with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Literal

from nlp.dates import When, whens
from nlp.quantities import Quantity, quantities
from nlp.reading import Passage, Reading
from nlp.target_dues import due_of_headings
from nlp.target_subjects import Subject, base_pattern, dealt, subject_of
from nlp.target_tables import goal_tables
from nlp.vocabulary import load
from warehouse.models import Duty, Quote, Target, made_id

_BY = re.compile(r"(?:到|至|力争|确保)$")
_END = re.compile(r"[年月]?[底末]|前|之前|期间")
Comparator = Literal["decrease", "increase", "at_most", "at_least", "below", "above", "equal", "about"]


def targets(
    reading: Reading, blocks: frozenset[int], duties: Iterable[Duty] = (), *, plans: bool = True
) -> list[Target]:
    """Rows of the running text. `plans` is False for news and bulletins, where only a day to come makes a target."""
    found: list[Target] = []
    due_by_block: dict[int, date] = {}
    holders = {duty.quote.block: duty.holders for duty in reversed(list(duties)) if duty.role != "support"}
    for sentence in reading.limited(blocks - goal_tables(reading, blocks)):
        dues = _dues(sentence.text, reading.day)
        inherited = due_by_block.get(sentence.block) or (due_of_headings(reading, sentence.block) if plans else None)
        for target in _rows(reading, sentence, dues, inherited, plans):
            found.append(target.model_copy(update={"duty_holders": holders.get(sentence.block, ())}))
        if dues:
            due_by_block[sentence.block] = dues[-1].last
    return found


def _rows(
    reading: Reading, sentence: Passage, dues: list[When], inherited: date | None, plans: bool
) -> Iterator[Target]:
    if not plans and not _is_due(sentence.text, dues, reading.day):
        return
    if _tells_past(sentence.text, dues, reading.day) or not (dues or _cues().search(sentence.text)):
        return
    subject = Subject((), (), False)
    group: list[Quantity] = []
    for quantity in [*quantities(sentence.text), None]:
        if group and (quantity is None or quantity.order == 0):
            subject = subject_of(group[0], sentence.text, subject, reading.day)
            yield from _group(reading, sentence, group, subject, dues, inherited)
            group = []
        if quantity is not None and _is_aim(quantity):
            group.append(quantity)


def _group(
    reading: Reading,
    sentence: Passage,
    group: list[Quantity],
    subject: Subject,
    dues: list[When],
    inherited: date | None,
) -> Iterator[Target]:
    """The numbers of one verb, dealt out over its indicators or areas."""
    due = _due(dues, group[0].start, inherited)
    if due is not None and reading.day is not None and due < reading.day:
        return
    for (indicator, area, quantity), day in _dealt(subject, group, dues, due):
        if not _is_named(indicator, group[0]) or re.fullmatch(load("targets")["no_indicator"], indicator):
            continue
        suffix = quantity.suffix or group[-1].suffix
        comparator = _comparator(quantity.verb, suffix, indicator)
        base = _base(sentence.text[: quantity.end], day) if comparator in ("decrease", "increase") else None
        quantity = quantity._replace(suffix=suffix)
        yield _target(reading, sentence.quote(), indicator, area, comparator, quantity, base, day)


def _dealt(
    subject: Subject, group: list[Quantity], dues: list[When], due: date | None
) -> Iterator[tuple[tuple[str, str, Quantity], date | None]]:
    """Of 「2026年、2027年分别达到」 each number has its own year; else each its indicator or area."""
    before = [when.last for when in dues if when.end <= group[0].start]
    if subject.shared and len(before) == len(group) > 1 and subject.indicators:
        named = subject.indicators[0], "、".join(subject.areas)
        yield from (((*named, quantity), day) for quantity, day in zip(group, before, strict=True))
    else:
        yield from ((row, due) for row in dealt(subject, group))


def _target(
    reading: Reading,
    quote: Quote,
    indicator: str,
    area: str,
    comparator: Comparator,
    quantity: Quantity,
    base: int | None,
    due: date | None,
) -> Target:
    parts = (
        indicator,
        area,
        comparator,
        str(quantity.value),
        quantity.unit,
        str(due),
        str(quote.block),
        str(quote.start),
    )
    rules = load("targets")
    return Target(
        id=made_id(reading.release.id, *parts, str(quantity.start)),
        indicator=indicator,
        comparator=comparator,
        value=quantity.value,
        value_high=quantity.high,
        unit=quantity.unit,
        bound=_bound(comparator, quantity.suffix),
        base_year=base,
        due=due,
        area=area,
        sector=next((word for word in rules["sectors"] if word in indicator), ""),
        nature="binding" if rules["binding"] in quote.text else "expected" if rules["expected"] in quote.text else "",
        quote=quote,
    )


def _comparator(verb: str, suffix: str, indicator: str) -> Comparator:
    if verb in ("decrease", "increase", "below", "above"):
        return verb  # type: ignore[return-value]
    if suffix == "about":
        return "about"
    if suffix:
        return suffix  # type: ignore[return-value]
    if verb in ("", "equal") and indicator.endswith("限值"):
        return "at_most"
    if verb in ("to_at_most", "to_at_least"):
        return verb.removeprefix("to_")  # type: ignore[return-value]
    if verb == "reach":
        return "at_most" if re.search(load("targets")["lower_better"], indicator) else "at_least"
    return "equal"


def _bound(comparator: Comparator, suffix: str) -> Literal["at_least", "at_most", "about", ""]:
    """下降8%以上: what the suffix says of a change."""
    return suffix if comparator in ("decrease", "increase") and suffix else ""  # type: ignore[return-value]


def _is_named(indicator: str, quantity: Quantity) -> bool:
    """Whether the words can be what a share or a concentration measures; a number of things needs no such noun."""
    measured = re.search(load("targets")["measured"], quantity.unit)
    return not measured or bool(re.search(load("targets")["noun"], indicator))


def _is_aim(quantity: Quantity) -> bool:
    """Whether someone is to reach the number: no rate (每削减1吨), nothing usual (一般可达), no condition."""
    words = load("targets")
    counting = "|".join(words["counting"])
    if re.search(rf"每(?:{counting})?$|{words['usual']}", quantity.before) or _is_meant(quantity):
        return False
    adjacent = quantity.verb == "count" and re.search(rf"(?:{counting})$", quantity.before)
    if adjacent and (quantity.suffix == "at_most" or not quantity.after):
        return False
    return bool(quantity.verb) or quantity.before.endswith("限值")


def _is_meant(quantity: Quantity) -> bool:
    """Whether the number only says which things are meant: 低于90%的, 对去除率达到85%以上的项目, 浓度小于2000毫克时."""
    if quantity.verb in ("below", "above") and re.match(r"的|或|时", quantity.after):
        return True
    return bool(re.match(r"对|凡|当", quantity.before) and re.match(r"的|时", quantity.after))


def _dues(text: str, day: date | None) -> list[When]:
    """Dates that a target may be due by: no base years, no days from which something holds."""
    bases = [match.span() for match in base_pattern().finditer(text)]
    found = (when for when in whens(text, day) if not re.match("起|开始", text[when.end :]))
    return [when for when in found if not any(start <= when.start < end for start, end in bases)]


def _due(dues: list[When], at: int, inherited: date | None) -> date | None:
    before = [when for when in dues if when.end <= at]
    if before:
        return before[-1].last
    return dues[0].last if dues else inherited


def _is_ahead(dues: list[When], day: date | None) -> bool:
    return any(day is None or when.last >= day for when in dues)


def _is_due(text: str, dues: list[When], day: date | None) -> bool:
    """In news the running year is no due date unless the words make it one: 到2026年, 2026年底前."""
    return any(
        _is_ahead([when], day)
        and (day is None or when.first > day or bool(_BY.search(text[: when.start]) or _END.match(text, when.end)))
        for when in dues
    )


def _tells_past(text: str, dues: list[When], day: date | None) -> bool:
    if dues and not _is_ahead(dues, day):
        return True
    return bool(re.search(load("targets")["past"], text)) and not _is_ahead(dues, day)


def _base(text: str, due: date | None) -> int | None:
    found = list(base_pattern().finditer(text))
    if found:
        return int(found[-1]["base"] or found[-1]["based"])
    whole_year = due is not None and (due.month, due.day) == (12, 31)
    return due.year - 1 if due and whole_year and re.search(load("targets")["base_last"], text) else None


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(load("targets")["cues"])
