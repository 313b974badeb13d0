"""Targets, changes and dates of an entry in words: every figure as extracted, units in the reader's form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from digests import naming
from digests.plain import clip, inert
from digests.wording import due, quantity, said_behind, signs, word
from warehouse.models import Change, Entry, Event, Language, Target

AS_WRITTEN = re.compile(r"[\d\s.,:：/~～年月日\-–—]+")
QUANTITY = re.compile(r"(\d+(?:\.\d+)?)\s*([^\d（）]{1,12})(?:（(\d{4}-\d\d-\d\d)）)?")
"""A number and its unit; a target whose day changed too has it in brackets."""
MAILBOX = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
VALUE_LENGTH = 60


def target(entry: Entry, goal: Target, lang: Language, *, indicators: Sequence[str] = (), was: str = "") -> str:
    """One target as a sentence: whose, what, by when, against which year, how much, and what it `was` before.

    `indicators` are those that share the sentence and the number.
    """
    own = [text for text in (goal.area, goal.sector) if text and text not in goal.indicator]
    scope = naming.joined(lang, [naming.area(entry, text, lang) for text in own])
    return word(
        lang,
        "lead.target",
        scope=word(lang, "lead.scope", names=scope) if scope else "",
        indicator=naming.joined(lang, [naming.name(entry, text, lang) for text in indicators or (goal.indicator,)]),
        due=word(lang, "lead.due", due=due(lang, goal.due)) if goal.due else "",
        base=base(goal, lang),
        value=amount(goal, lang),
        was=was,
        nature=word(lang, f"lead.{goal.nature}") if goal.nature else "",
    )


def base(goal: Target, lang: Language) -> str:
    """What a change is counted from: a year, or the same period of the year before."""
    if goal.base_year:
        return word(lang, "lead.base", year=goal.base_year)
    changes = goal.comparator in ("decrease", "increase")
    return word(lang, "lead.year_before") if changes and signs("year_before", goal.quote.text) else ""


def amount(goal: Target, lang: Language) -> str:
    """`36 µg/m³以下`, `8％以上低減`."""
    value, unit = quantity(lang, goal.value, goal.value_high, goal.unit)
    bound = f"_{goal.bound}" if goal.bound else ""
    said = word(lang, "target.equal" if _whole(goal) else f"target.{goal.comparator}{bound}", value=value, unit=unit)
    return word(lang, "target.each_year", said=said) if _each_year(goal) else said


def _each_year(goal: Target) -> bool:
    """年均增长15%以上: a change that comes again every year."""
    changes = goal.comparator in ("decrease", "increase")
    return changes and any(
        re.match(rf"{goal.value:g}(?![\d.])", rest) for rest in said_behind("each_year", goal.quote.text)
    )


def _whole(goal: Target) -> bool:
    """All of something: more than 100 % there is not."""
    return goal.comparator == "at_least" and goal.value == 100 and goal.unit in ("%", "％")


def grouped(goals: Sequence[Target]) -> list[tuple[Target, list[str]]]:
    """Targets of one sentence that differ in their indicator only: the first, and the indicators of all."""
    found: dict[Target, list[Target]] = {}
    for goal in goals:
        found.setdefault(goal.model_copy(update={"id": "", "indicator": "", "sector": ""}), []).append(goal)
    return [(alike[0], [goal.indicator for goal in alike]) for alike in found.values()]


def from_draft(entry: Entry) -> bool:
    """Whether what it is compared with is its draft, not an earlier page."""
    return bool(entry.assessment.previous_version_id) and entry.assessment.novelty != "changed"


def change(entry: Entry, difference: Change, lang: Language) -> str:
    """`PM2.5年平均濃度：2027年末までに36 µg/m³以下（案では38 µg/m³）`, or before → after where no target says it."""
    said = changed(entry, difference, lang)
    draft = "_draft" if from_draft(entry) else ""
    for goal in entry.analysis.targets:
        if goal.indicator == difference.what and re.match(
            re.escape(f"{goal.value:g}{goal.unit}") + "(?:$|（)", difference.after
        ):
            return target(entry, goal, lang, was=word(lang, f"lead.was{draft}", before=said["before"])).strip()
    return word(lang, f"lead.change{draft}", **said).strip()


def changed(entry: Entry, difference: Change, lang: Language) -> dict[str, str]:
    """What changed, before and after, each in words."""
    return {
        "what": naming.name(entry, difference.what, lang),
        "before": value(entry, difference.before, lang),
        "after": value(entry, difference.after, lang),
    }


def value(entry: Entry, text: str, lang: Language) -> str:
    """A value as written: figures and dates stay, units are turned, words are translated or marked as Chinese."""
    clean = inert(text)
    if AS_WRITTEN.fullmatch(clean):
        return clip(clean, VALUE_LENGTH, lang)
    if found := QUANTITY.fullmatch(clean):
        when = date.fromisoformat(found[3]) if found[3] else None
        said = "".join(quantity(lang, float(found[1]), None, found[2].strip()))
        return word(lang, "lead.by", value=said, due=due(lang, when)) if when else said
    return naming.name(entry, text, lang)


def plain(difference: Change) -> bool:
    """Whether a change is one of figures, not of clauses."""
    return bool(difference.before and difference.after) and not (worded(difference.before) or worded(difference.after))


def worded(text: str) -> bool:
    """Whether a value has words in it that need a translation."""
    clean = inert(text)
    return bool(clean) and not AS_WRITTEN.fullmatch(clean) and not QUANTITY.fullmatch(clean)


def of_kind(events: Sequence[Event], *kinds: str) -> list[Event]:
    """The events of some kinds, by date."""
    return sorted((event for event in events if event.kind in kinds), key=lambda event: (event.on, event.id))


def address(event: Event, lang: Language) -> str:
    """Where comments go: the mail address when one is given, else as written."""
    found = MAILBOX.search(inert(event.address))
    if found:
        return found[0]
    clean = clip(inert(event.address), VALUE_LENGTH * 2, lang)
    return clean if clean.isascii() else naming.original(clean, lang, VALUE_LENGTH * 2)
