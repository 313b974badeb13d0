"""One entry as an item of an edition: heading in the house form, fields, lead, reason."""

from __future__ import annotations

from collections.abc import Iterator

from digests import edited, goals, lead, naming, rows
from digests.choose import Audience, Drawn, Reach, pinned, why
from digests.naming import NAME_LENGTH
from digests.plain import TITLE_LENGTH, clip, inert, web_address
from digests.wording import day, phrases, signs, word
from warehouse import reference
from warehouse.models import Entry, Event, Field, Item, Language, Quote

HEADLINE_TITLE = 36
"""Characters of a title in a headline."""
FACT_LENGTH = 60
"""Characters of the sentence after it; a longer one is left to the item."""
QUOTES_SHOWN = 6
QUOTE_LENGTH = 240
LEAD_KEPT = 2
FACTS_SHOWN = 5
"""Targets, and dates, in an item's table; the plan's page has them all."""
CLAUSE_LENGTH = 120
KEYWORDS_SHOWN = 8
LISTED = ("published", "written", "organisation", "kind", "keywords", "number")
"""Fields of an item that takes one line: mails leave them out, tables show them."""
NO_TABLES: dict[str, object] = dict.fromkeys(("fields", "quotes", "changes", "aims", "duties", "dates"), ())
NOT_THE_EDITORS: dict[str, object] = {"summary": "", "note": "", "also": ()}
TITLE_WORDS = ("解除", "发布会", "解读", "征求意见", "通报", "转发", "印发")
"""Words of a Chinese title that decide the verb; the first that is there."""


def item(found: Reach, audience: Audience, drawn: Drawn) -> Item:
    """Everything that an edition says of an entry; what it says to all is made once, and kept in `drawn`."""
    key = found.entry.id, audience.lang
    if key not in drawn:
        drawn[key] = _to_all(found.entry, audience.lang)
    return drawn[key].model_copy(update={"why": why(found, audience)})


def _to_all(entry: Entry, lang: Language) -> Item:
    """All but why this reader gets it."""
    _, state = naming.title(entry, entry.release.title, lang)
    return Item(
        entry_id=entry.id,
        mark=word(lang, f"mark.{_mark(entry)}"),
        heading=heading(entry, lang),
        title_zh=clip(inert(entry.release.title), TITLE_LENGTH * 2, lang),
        title_state=state,
        fields=tuple(_fields(entry, lang)),
        lead=lead.sentences(entry, lang),
        quotes=tuple(clip(quote, QUOTE_LENGTH, lang) for quote in _quotes(entry)),
        changes=tuple(goals.change(entry, change, lang) for change in entry.assessment.changes),
        aims=tuple(rows.aims(entry, lang)),
        duties=tuple(rows.duties(entry, lang)),
        dates=tuple(rows.dates(entry, lang)),
        publisher=naming.publisher(entry, lang),
        url=web_address(entry.release.url),
        archive=_archive(entry),
        importance=entry.assessment.importance,
        importance_reason=importance_reason(entry, lang),
        pinned=pinned(entry),
        summary=edited.summary(entry, lang),
        note=edited.note(entry, lang),
        also=tuple(one.model_copy(update={"url": web_address(one.url)}) for one in entry.merged),
    )


def headline(whole: Item, entry: Entry, lang: Language) -> Item:
    """The same item in one breath, for the head of the edition."""
    own = word(lang, "editor.summary", text=whole.summary) if whole.summary else ""
    fact = own if own and len(own) <= FACT_LENGTH else lead.fact(entry, lang)
    short = heading(entry, lang, HEADLINE_TITLE)
    kept = {"lead": (fact,) if len(fact) <= FACT_LENGTH or lang != "ja" else (), "heading": short}
    return whole.model_copy(update=NO_TABLES | NOT_THE_EDITORS | kept | {"why": ""})


def plainer(whole: Item) -> Item:
    """The same item without its table: who and when, and the first fact."""
    return whole.model_copy(update=NO_TABLES | {"lead": whole.lead[:LEAD_KEPT]})


def brief(whole: Item, lang: Language) -> Item:
    """The same item in one line, with its day."""
    days = [field.value for field in whole.fields if field.label == word(lang, "field.published")]
    mark = word(lang, "mark_day", mark=whole.mark, day=days[0]) if days else whole.mark
    return whole.model_copy(update=NO_TABLES | NOT_THE_EDITORS | {"lead": (), "why": "", "mark": mark})


def listed(whole: Item, lang: Language) -> Item:
    """The same item in one line, with what a table of all items shows of it."""
    labels = [word(lang, f"field.{key}") for key in LISTED]
    line, kept = brief(whole, lang), tuple(field for field in whole.fields if field.label in labels)
    own = {key: getattr(whole, key) for key in NOT_THE_EDITORS}
    return line.model_copy(update=own | {"fields": kept, "aims": whole.aims, "dates": whole.dates})


def heading(entry: Entry, lang: Language, length: int = TITLE_LENGTH) -> str:
    """`天津市：「…」を公布`; a draft says so twice rather than never."""
    return word(
        lang,
        "heading.item",
        place=naming.home(entry, lang),
        title=titled(entry, lang, length),
        verb=word(lang, f"verb.{_verb(entry, lang)}"),
    )


def titled(entry: Entry, lang: Language, length: int = TITLE_LENGTH) -> str:
    """The title as shown, a draft always marked."""
    return naming.quoted(entry, entry.release.title, lang, length, draft=entry.analysis.status == "draft")


def _mark(entry: Entry) -> str:
    if entry.assessment.novelty == "late":
        return "late"
    if entry.analysis.status in ("draft", "amended", "repealed"):
        return entry.analysis.status
    return entry.assessment.novelty


def _verb(entry: Entry, lang: Language) -> str:
    """A draft is opened for comment; 「…（2026年修订）」 is issued, 关于修改… amends."""
    status = entry.analysis.status
    if status == "draft" or (status in ("amended", "repealed") and signs("amending", entry.release.title)):
        return status
    found = [*(term for term in TITLE_WORDS if term in entry.release.title), entry.analysis.kind]
    fitting = [key for key in found if f"verb.{key}" in phrases(lang) and not _said(key, entry, lang)]
    return (fitting or ["other"])[0]


def _said(key: str, entry: Entry, lang: Language) -> bool:
    """Whether the title says the verb itself: 「…の配布に関する通知」を公布, not を配布."""
    title, _ = naming.title(entry, entry.release.title, lang)
    return word(lang, f"verb.{key}").removeprefix("を") in title


def _fields(entry: Entry, lang: Language) -> Iterator[Field]:
    for key, value in (
        ("published", _day(entry, lang)),
        ("written", day(lang, entry.release.written) if entry.release.written else ""),
        ("organisation", naming.author(entry, lang)),
        ("addressees", naming.names(entry, entry.release.addressees, lang, shown=2)),
        ("kind", _kind(entry, lang)),
        ("keywords", _keywords(entry, lang)),
        ("number", clip(inert(entry.release.doc_number), NAME_LENGTH, lang)),
        ("duty", _duty(entry, lang)),
        ("target", _targets(entry, lang)),
        ("due", _due(entry, lang)),
        ("parent", _parent(entry, lang)),
        ("gloss", naming.gloss(entry, lang)),
    ):
        if value:
            yield Field(label=word(lang, f"field.{key}"), value=value)


def _day(entry: Entry, lang: Language) -> str:
    return day(lang, entry.release.published) if entry.release.published else word(lang, "lead.unknown")


def _kind(entry: Entry, lang: Language) -> str:
    known = reference.kinds().get(entry.analysis.kind)
    return naming.label(known, lang) if known else inert(entry.analysis.kind)


def _keywords(entry: Entry, lang: Language) -> str:
    """Place first, then what the analysis found, else the themes."""
    themes = [reference.themes()[tag.id] for tag in entry.analysis.themes if tag.id in reference.themes()]
    own = reference.places()[entry.release.place].short_zh
    terms = [naming.name(entry, text, lang) for text in entry.analysis.keywords if text != own]
    rest = terms or [naming.label(theme, lang) for theme in themes]
    every = dict.fromkeys([naming.place(entry.release.place, lang), *rest])
    return naming.joined(lang, list(every)[:KEYWORDS_SHOWN])


def _duty(entry: Entry, lang: Language) -> str:
    return naming.names(entry, [h for duty in entry.analysis.duties for h in duty.holders], lang, shown=5)


def _targets(entry: Entry, lang: Language) -> str:
    """The translated target sentences where there are any, else the extracted figures in a template."""
    made: dict[str, None] = {}
    for target in entry.analysis.targets:
        said = entry.say(target.quote.text, lang)
        made[inert(said.text) if said is not None and said.text else goals.target(entry, target, lang).strip()] = None
    shown = [clip(text.rstrip("。；;. "), CLAUSE_LENGTH, lang) for text in list(made)[:FACTS_SHOWN]]
    return _counted(word(lang, "field.clause").join(shown), len(made), lang)


def _due(entry: Entry, lang: Language) -> str:
    events = goals.of_kind(entry.analysis.events, "comment_due", "in_force", "measure_start", "valid_until")
    dates = list(dict.fromkeys(_dated(event, lang) for event in events))
    return _counted(naming.joined(lang, dates[:FACTS_SHOWN]), len(dates), lang)


def _counted(shown: str, every: int, lang: Language) -> str:
    return word(lang, "lead.more", names=shown, n=every - FACTS_SHOWN) if every > FACTS_SHOWN else shown


def _dated(event: Event, lang: Language) -> str:
    return word(lang, "due.one", day=day(lang, event.on), what=word(lang, f"due.{event.kind}"))


def _parent(entry: Entry, lang: Language) -> str:
    upper = [parent for parent in entry.parents if parent.relation in lead.UPPER]
    return word(lang, "field.clause").join(lead.parent_title(entry, parent, lang) for parent in upper)


def _quotes(entry: Entry) -> list[str]:
    analysis = entry.analysis
    quotes: list[Quote | None] = [event.quote for event in analysis.events]
    quotes += [figure.quote for figure in analysis.figures]
    quotes += [target.quote for target in analysis.targets]
    quotes += [change.quote_after for change in entry.assessment.changes]
    quotes += [citation.quote for citation in analysis.citations if citation.relation in lead.UPPER]
    return list(dict.fromkeys(inert(quote.text) for quote in quotes if quote is not None))[:QUOTES_SHOWN]


def _archive(entry: Entry) -> str:
    kept = entry.release.archive
    return inert(f"{kept.file} {kept.record_id}") if kept else ""


def importance_reason(entry: Entry, lang: Language) -> str:
    """The visible parts of the points, the editor's choice before them."""
    parts = [part for part in entry.assessment.importance_parts if part.points]
    said = [f"{_part(part.name, lang)}{part.points:+d}" for part in parts]
    return " ".join([*([word(lang, "editor.pinned")] if pinned(entry) else []), *said])


def _part(name: str, lang: Language) -> str:
    key = f"importance.{name}"
    return word(lang, key) if key in phrases(lang) else inert(name)
