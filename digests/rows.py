"""An entry's targets, dates and duty-holders for tables: all of them, worded as in its sentences."""

from __future__ import annotations

from collections.abc import Iterator

from digests import goals, naming
from digests.plain import clip, inert
from digests.wording import quantity, units, word
from warehouse.models import Aim, Deadline, Entry, Language, Target

QUOTE_LENGTH = 240
HOLDERS_SHOWN = 20
ROLES = ("lead", "support", "responsible")


def aims(entry: Entry, lang: Language) -> Iterator[Aim]:
    """The targets in the order of the text, each once."""
    yield from dict.fromkeys(_aim(entry, target, lang) for target in entry.analysis.targets)


def _aim(entry: Entry, target: Target, lang: Language) -> Aim:
    scope = [text for text in (target.area, target.sector) if text and text not in target.indicator]
    said = [*(naming.area(entry, text, lang) for text in scope), naming.name(entry, target.indicator, lang)]
    _, unit = quantity(lang, target.value, None, target.unit)
    factor = units().get(target.unit, {}).get("factor", 1) if lang == "en" else 1
    return Aim(
        indicator="・".join(said) if lang == "ja" else ", ".join(said),
        value=goals.amount(target, lang).strip(),
        amount=target.value * factor,
        unit=unit.strip(),
        base=_base(target, lang),
        due=target.due,
        nature=word(lang, f"long.{target.nature}") if target.nature else "",
        duty=naming.names(entry, target.duty_holders, lang, HOLDERS_SHOWN),
        quote=clip(inert(target.quote.text), QUOTE_LENGTH, lang),
    )


def _base(target: Target, lang: Language) -> str:
    if target.base_year:
        return word(lang, "date.year", y=target.base_year)
    return word(lang, "long.year_before") if goals.base(target, lang) else ""


def dates(entry: Entry, lang: Language) -> Iterator[Deadline]:
    """The dates, the earliest first."""
    for event in sorted(entry.analysis.events, key=lambda event: (event.on, event.id)):
        known = entry.say(event.what, lang)
        said = inert(known.text) if known is not None and known.text else ""
        yield Deadline(
            on=event.on,
            kind=word(lang, f"due.{event.kind}"),
            what=clip(said, naming.NAME_LENGTH, lang) or (naming.original(event.what, lang) if event.what else ""),
            address=goals.address(event, lang) if event.address else "",
        )


def duties(entry: Entry, lang: Language) -> Iterator[str]:
    """`主管：市生態環境局、…`, a line a role."""
    for role in ROLES:
        holders = [holder for duty in entry.analysis.duties if duty.role == role for holder in duty.holders]
        if any(inert(holder) for holder in holders):
            label = word(lang, f"field.role_{role}") + word(lang, "field.separator")
            yield label + naming.names(entry, holders, lang, HOLDERS_SHOWN)
