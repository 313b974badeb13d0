"""The blocks of an edition that hold lines: changes, deadlines, translations, terms, notes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date

from digests import goals, naming
from digests.arrange import Arrangement
from digests.choose import COMMON, Audience
from digests.item import titled
from digests.plain import clip, inert
from digests.wording import day, issue, misread, signs, word
from warehouse.models import Correction, Entry, Event, Language, Month, Section, State
from warehouse.reference.states import STATES, state_label

ANNOUNCED = ("comment_due", "in_force", "measure_start", "valid_until", "milestone", "alert_start", "alert_end")
TOLD_WITH_WHAT = ("milestone", "measure_start")
TITLE_LENGTH = 28
WHAT_LENGTH = 48
CORRECTION_LENGTH = 200
TERMS_SHOWN = 3


def changes(plan: Arrangement) -> list[Section]:
    """Figures before and after, a line each; changed clauses are counted, the item shows them."""
    lang = plan.audience.lang
    lines = tuple(line for r in plan.near for line in _changes(plan, r.entry))
    return [Section(id="changes", title=word(lang, "section.changes"), lines=lines)] if lines else []


def announced(plan: Arrangement, month: Month) -> list[tuple[Entry, Event]]:
    """Dates ahead that no approved edition has told: what obliges first, then each plan's next milestone.

    A milestone that cannot be named in the reader's language is left to the item; so is an application's end.
    """
    last = _last_day(month)
    found: dict[tuple[bool, str, date | None], tuple[Entry, Event]] = {}
    for r in plan.near:
        for event in goals.of_kind(r.entry.analysis.events, *ANNOUNCED):
            goal = event.kind == "milestone"
            named = not goal or (_what(r.entry, event, plan.audience.lang) and not signs("applying", event.quote.text))
            if event.on > last and named and event.id not in r.entry.told_events:
                found.setdefault((goal, f"{event.kind} {r.entry.id}", None if goal else event.on), (r.entry, event))
    return sorted(found.values(), key=lambda pair: (pair[1].kind == "milestone", pair[1].on, pair[0].id))


def deadlines(plan: Arrangement, month: Month) -> Section:
    """The dates to come."""
    lang = plan.audience.lang
    lines = tuple(_date_line(plan, entry, event) for entry, event in announced(plan, month))
    return Section(id="deadlines", title=word(lang, "section.deadlines"), lines=lines or (word(lang, "event.none"),))


def translations(plan: Arrangement, passages: Mapping[str, Mapping[State, int]]) -> list[Section]:
    """The plans to be translated in full, with the share of passages in each state."""
    lang = plan.audience.lang
    told = plan.every if plan.audience.id == COMMON else plan.near
    plans = [r.entry for r in told if r.entry.assessment.key_plan]
    if not plans:
        return []
    lines = [word(lang, "translation.plan", **_head(plan, e), states=_states(e, passages, lang)) for e in plans]
    lines.append(word(lang, "translation.page"))
    return [Section(id="translations", title=word(lang, "section.translations"), lines=tuple(lines))]


def terms(plan: Arrangement) -> list[Section]:
    """Two or three words of this month that a Japanese reader takes for something else."""
    lang = plan.audience.lang
    text = "\n".join(_chinese(r.entry) for r in plan.near)
    found = [term for term in misread() if term["zh"] in text] if lang == "ja" else []
    lines = tuple(word(lang, "term", **term) for term in found[:TERMS_SHOWN])
    return [Section(id="terms", title=word(lang, "section.terms"), lines=lines)] if lines else []


def told_to(audience: Audience, corrections: Sequence[Correction]) -> list[Correction]:
    """The corrections of what this edition's readers have had."""
    return [one for one in corrections if audience.id in one.told_to]


def corrections(lang: Language, some: Sequence[Correction]) -> list[Section]:
    """What was wrong in earlier editions and what is right, in the editor's words; English readers are told where."""
    lines = tuple(_correction(lang, one) for one in some)
    return [Section(id="corrections", title=word(lang, "section.corrections"), lines=lines)] if lines else []


def _correction(lang: Language, one: Correction) -> str:
    said = {key: clip(inert(getattr(one, key)), CORRECTION_LENGTH, lang) for key in ("wrong", "right")}
    return word(lang, "correction", issue=issue(lang, one.entry_id[:7]), id=one.entry_id, **said)


def notes(plan: Arrangement, *, corrected: bool = False) -> Section:
    """How the sentences are made, that there are no corrections, contact, settings."""
    lang = plan.audience.lang
    every = ("edition.lead_note", "notes.reasons", "notes.long_form", "notes.corrections", "notes.contact")
    keys = [key for key in every if not (corrected and key == "notes.corrections")]
    return Section(id="notes", title=word(lang, "section.notes"), lines=tuple(word(lang, key) for key in keys))


def _changes(plan: Arrangement, entry: Entry) -> list[str]:
    lang = plan.audience.lang
    figures = [change for change in entry.assessment.changes if goals.plain(change)]
    phrase = "change_draft" if goals.from_draft(entry) else "change"
    lines = [word(lang, phrase, **_head(plan, entry), **goals.changed(entry, c, lang)) for c in figures]
    clauses = len(entry.assessment.changes) - len(figures)
    return [*lines, *([word(lang, "clauses", n=clauses, **_head(plan, entry))] if clauses else [])]


def _head(plan: Arrangement, entry: Entry) -> dict[str, str]:
    """Reference number, place and short title: how a line points to an item."""
    lang = plan.audience.lang
    return {
        "ref": word(lang, "ref", n=plan.numbers[entry.id]),
        "place": naming.home(entry, lang),
        "title": titled(entry, lang, TITLE_LENGTH),
    }


def _date_line(plan: Arrangement, entry: Entry, event: Event) -> str:
    lang = plan.audience.lang
    address = word(lang, "event.address", address=goals.address(event, lang)) if event.address else ""
    said = _what(entry, event, lang) if event.kind in TOLD_WITH_WHAT else ""
    what = word(lang, "event.what", what=said) if said else ""
    head = _head(plan, entry)
    return word(lang, f"event.{event.kind}", day=day(lang, event.on), address=address, what=what, **head).rstrip()


def _what(entry: Entry, event: Event, lang: Language) -> str:
    """What is due, translated; empty when it is not."""
    known = entry.say(event.what, lang)
    return clip(inert(known.text), WHAT_LENGTH, lang) if known is not None and known.text else ""


def _states(entry: Entry, passages: Mapping[str, Mapping[State, int]], lang: Language) -> str:
    counts = passages.get(entry.assessment.document_id, {})
    total = sum(counts.values())
    if not total:
        return word(lang, "translation.waiting")
    shares = [
        word(lang, "translation.share", state=state_label(lang, state), share=round(100 * counts[state] / total))
        for state in STATES
        if counts.get(state)
    ]
    return naming.joined(lang, shares) + word(lang, "translation.count", n=total)


def _chinese(entry: Entry) -> str:
    quotes = [target.quote.text for target in entry.analysis.targets]
    return inert(" ".join([clip(entry.release.title, 400, "ja"), *entry.analysis.keywords, *quotes]))


def _last_day(month: Month) -> date:
    first = date.fromisoformat(f"{month}-01")
    return first.replace(day=monthrange(first.year, first.month)[1])
