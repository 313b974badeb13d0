"""The block of cooperation: for each partner place one line, what was done together and what comes next."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from digests import naming
from digests.arrange import Arrangement
from digests.choose import COMMON
from digests.plain import clip, inert
from digests.wording import day, word
from warehouse import reference
from warehouse.models import Activity, Following, Language, Month, Section

LENGTH: dict[Language, int] = {"ja": 40, "en": 100}
FRESH = 3
"""Years after which what was once agreed is no longer told as what comes next, unless policy has opened it again."""
REPORTS = ("annual_implementation_report", "monthly_policy_report", "policy_translation")


class Together(NamedTuple):
    """Records of cooperation that everybody may read."""

    activities: Sequence[Activity] = ()
    followings: Sequence[Following] = ()


NOTHING = Together()


def section(plan: Arrangement, month: Month, together: Together) -> list[Section]:
    """Only for a municipality, and only where there are records at all."""
    audience, lang = plan.audience, plan.audience.lang
    if audience.id == COMMON or not together.activities:
        return []
    last = date.fromisoformat(f"{month}-{monthrange(int(month[:4]), int(month[5:]))[1]}")
    lines = tuple(_line(audience.id, place, last, together, lang) for place in audience.partners)
    return [Section(id="cooperation", title=word(lang, "section.cooperation"), lines=lines)]


def _line(municipality: str, place: str, on: date, together: Together, lang: Language) -> str:
    pairs = {x.id for x in reference.partnerships() if x.municipality == municipality and x.place == place}
    public = [x for x in together.activities if x.access == "public" and x.times and x.type not in REPORTS]
    own = sorted((x for x in public if pairs & set(x.partnerships)), key=lambda x: (began(x), x.id))
    past = [x for x in own if began(x) <= on]
    coming = next(_coming(own, pairs, on, together, lang), word(lang, "cooperation.none_next"))
    return word(
        lang,
        "cooperation.line",
        place=naming.place(place, lang),
        past=_past(past, lang) if past else word(lang, "cooperation.none_past"),
        next=coming,
    )


def _past(past: Sequence[Activity], lang: Language) -> str:
    last = past[-1]
    title, when = clip(inert(last.title_ja), LENGTH[lang], lang), _when(last, lang)
    said = title if title.startswith(when) else word(lang, "cooperation.past", when=when, title=title)
    return said + (word(lang, "cooperation.more", n=len(past) - 1) if len(past) > 1 else "")


def _coming(own: Sequence[Activity], pairs: set[str], on: date, together: Together, lang: Language) -> Iterator[str]:
    """What is planned, then what policy opened again, then what was agreed not long ago."""
    for one in own:
        if began(one) > on:
            title = clip(inert(one.title_ja), LENGTH[lang], lang)
            yield word(lang, "cooperation.planned", when=_when(one, lang), title=title)
    found = [x for x in together.followings if pairs & set(x.activity.partnerships) and x.activity.access == "public"]
    for x in sorted(found, key=lambda x: x.state != "reopened"):
        fresh = began(x.activity).year >= on.year - FRESH
        if x.state == "reopened" or (x.state == "open" and fresh):
            due = x.follow_up.due
            key = "undated" if due is None else "overdue" if due < on else "due"
            action = clip(inert(x.follow_up.action), LENGTH[lang], lang)
            yield word(lang, f"cooperation.{key}", action=action, due=day(lang, due) if due else "") + x.why


def began(activity: Activity) -> date:
    """The day on which it began or is to begin; of a month or fiscal year the first."""
    if found := activity.held_from or activity.planned_from:
        return found
    if activity.month:
        return date.fromisoformat(f"{activity.month}-01")
    return date(activity.fiscal_year or 1, 4, 1)


def _when(activity: Activity, lang: Language) -> str:
    if activity.held_from or activity.planned_from or activity.month:
        return day(lang, began(activity), "month")
    return word(lang, "cooperation.fiscal", y=activity.fiscal_year)
