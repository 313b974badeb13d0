"""Targets, changes and dates of an entry in words: every figure as extracted, units in the reader's form."""

from __future__ import annotations

import re
from collections.abc import Sequence

from digests import naming
from digests.plain import clip, inert
from digests.wording import due, quantity, word
from warehouse.models import Change, Entry, Event, Language, Target

AS_WRITTEN = re.compile(r"[\d\s.,:：/~～年月日\-–—]+")
QUANTITY = re.compile(r"(\d+(?:\.\d+)?)\s*(\D{1,12})")
MAILBOX = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
VALUE_LENGTH = 60


def target(entry: Entry, goal: Target, lang: Language) -> str:
    """One target as a sentence: whose, what, by when, against which year, how much."""
    own = [text for text in (goal.area, goal.sector) if text and text not in goal.indicator]
    scope = naming.joined(lang, [naming.name(entry, text, lang) for text in own])
    return word(
        lang,
        "lead.target",
        scope=word(lang, "lead.scope", names=scope) if scope else "",
        indicator=naming.name(entry, goal.indicator, lang),
        due=word(lang, "lead.due", due=due(lang, goal.due)) if goal.due else "",
        base=word(lang, "lead.base", year=goal.base_year) if goal.base_year else "",
        value=amount(goal, lang),
        nature=word(lang, f"lead.{goal.nature}") if goal.nature else "",
    )


def amount(goal: Target, lang: Language) -> str:
    """`36 µg/m³以下`."""
    value, unit = quantity(lang, goal.value, goal.value_high, goal.unit)
    return word(lang, f"target.{goal.comparator}", value=value, unit=unit)


def change(entry: Entry, difference: Change, lang: Language) -> str:
    """`PM2.5年平均濃度：38 µg/m³→36 µg/m³`."""
    return word(lang, "lead.change", **changed(entry, difference, lang)).strip()


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
        return "".join(quantity(lang, float(found[1]), None, found[2].strip()))
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
