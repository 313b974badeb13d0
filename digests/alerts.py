"""Heavy-pollution alerts in words: colour, area, when they begin and end."""

from __future__ import annotations

from digests import goals, naming
from digests.wording import day, word
from warehouse.models import Entry, Event, Language


def sentences(entry: Entry, lang: Language) -> list[str]:
    """One sentence for the alert's whole time, or for the beginning or end that is known."""
    starts, ends = (goals.of_kind(entry.analysis.events, kind) for kind in ("alert_start", "alert_end"))
    if starts and ends:
        named = _named(entry, starts[0], lang, "alert_unnamed")
        if starts[0].on == ends[-1].on and starts[0].hour is None:
            return [word(lang, "lead.alert_day", alert=named, day=day(lang, starts[0].on))]
        same_year = "short" if starts[0].on.year == ends[-1].on.year else "day"
        end = _moment(ends[-1], lang, same_year)
        return [word(lang, "lead.alert", alert=named, start=_moment(starts[0], lang), end=end)]
    return [
        word(lang, "lead.alert_start", alert=_named(entry, e, lang, "alert_unnamed"), start=_moment(e, lang))
        for e in starts
    ] + [word(lang, "lead.alert_end", alert=_named(entry, e, lang, "alert_lifted"), end=_moment(e, lang)) for e in ends]


def _named(entry: Entry, event: Event, lang: Language, unnamed: str) -> str:
    """`オレンジ警報（市全体）`; without a colour the word that `unnamed` keys."""
    level = naming.known(f"{event.level}预警", lang) if event.level else ""
    if not level:
        return word(lang, f"lead.{unnamed}")
    area = naming.name(entry, event.area, lang) if event.area else naming.place(entry.release.place, lang)
    return word(lang, "lead.alert_named", level=level, area=area)


def _moment(event: Event, lang: Language, form: str = "day") -> str:
    said = day(lang, event.on, form)
    return said if event.hour is None else word(lang, "date.hour", day=said, h=event.hour)
