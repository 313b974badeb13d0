"""The lead: sentences made from an entry's extracted fields by templates, and the Chinese texts they need."""

from __future__ import annotations

from collections.abc import Iterator

from digests import alerts, bulletin, goals, naming
from digests.plain import inert
from digests.wording import carried, day, word
from warehouse.models import Entry, Language, Parent, SegmentKind

TARGETS_TOLD = 2
CHANGES_TOLD = 2
PARENTS_TOLD = 1
UPPER = ("implements", "forwards", "amends", "repeals", "interprets")
"""Relations worth a sentence; a plain citation is not."""


def sentences(entry: Entry, lang: Language) -> tuple[str, ...]:
    """Who issued what to whom and when; then deadline, changes, targets, dates, parent, duty-holder: what there is."""
    made = [issued(entry, lang), *_pressing(entry, lang), *numbers(entry, lang), *bulletin.sentences(entry, lang)]
    made += _dates(entry, lang)
    return tuple(_begun(text) for text in [*made, *_parents(entry, lang), *_duties(entry, lang)] if text)


def fact(entry: Entry, lang: Language) -> str:
    """The one sentence after the title that a headline has room for: comment deadline, change, target, or who."""
    urgent = [*_comments(entry, lang, with_address=False), *alerts.sentences(entry, lang)]
    found = [*urgent, *numbers(entry, lang), *bulletin.sentences(entry, lang, most=1), *_dates(entry, lang)]
    chinese = word(lang, "lead.original", text="").rsplit("」", 1)[-1]
    plain = [text for text in found if chinese not in text]
    return _begun((plain or [issued(entry, lang)])[0])


def _begun(text: str) -> str:
    """A sentence begins with a capital letter where its script has them."""
    clean = text.strip()
    return clean[:1].upper() + clean[1:]


def issued(entry: Entry, lang: Language) -> str:
    """Who published it, to whom, on which day; both dates when they differ; whether air is only a part of it."""
    addressee = naming.names(entry, entry.release.addressees, lang, shown=1)
    does = _does(entry)
    return word(
        lang,
        "lead.issued" if addressee else "lead.issued_open",
        issuer=naming.author(entry, lang, shown=2),
        addressee=addressee,
        when=when(entry, lang),
        verb=word(lang, f"lead.{does}"),
        part=word(lang, "lead.partly") if entry.analysis.relevance == "partly" else "",
    )


def when(entry: Entry, lang: Language) -> str:
    """Published, with the written date in brackets when it is another day."""
    published, written = entry.release.published, entry.release.written
    if published is None:
        return day(lang, written) if written else word(lang, "lead.unknown")
    if written is None or written == published:
        return day(lang, published)
    form = "short" if written.year == published.year else "day"
    return word(lang, "lead.written", published=day(lang, published), written=day(lang, written, form))


def numbers(entry: Entry, lang: Language) -> list[str]:
    """Changes first, then targets that no change has told; an interpretation leaves them to its plan."""
    if any(parent.relation == "interprets" and parent.document_id for parent in entry.parents):
        return []
    changes = [change for change in entry.assessment.changes if goals.plain(change)][:CHANGES_TOLD]
    told = {change.what for change in changes}
    rest = [target for target in entry.analysis.targets if target.indicator not in told]
    return [goals.change(entry, change, lang) for change in changes] + [
        goals.target(entry, target, lang, indicators=names)
        for target, names in goals.grouped(rest)[: max(0, TARGETS_TOLD - len(changes))]
    ]


def parent_title(entry: Entry, parent: Parent, lang: Language) -> str:
    """「title」（文号）; the number alone when no title is known."""
    number = inert(parent.doc_number)
    if not parent.title:
        return word(lang, "number_only", number=number)
    title = naming.quoted(entry, parent.title, lang)
    return word(lang, "book_number", title=title, number=number) if number else title


def texts(entry: Entry) -> list[tuple[str, SegmentKind]]:
    """The Chinese texts whose translation an edition wants, in order, each once."""
    return list(dict.fromkeys((text, kind) for text, kind in _texts(entry) if inert(text)))


def _texts(entry: Entry) -> Iterator[tuple[str, SegmentKind]]:
    for title in (entry.release.title, *(parent.title for parent in entry.parents)):
        yield title, "title"
        yield carried(inert(title), "zh"), "title"
    for text in _names(entry):
        yield text, "name"
    for text in _clauses(entry):
        yield text, "target"


def _names(entry: Entry) -> Iterator[str]:
    yield from entry.release.issuers
    yield from entry.release.addressees
    for duty in entry.analysis.duties:
        yield from duty.holders
    for target in entry.analysis.targets:
        yield from (target.indicator, target.area, target.sector, *target.duty_holders)
    for figure in entry.analysis.figures:
        yield from (figure.indicator, figure.area)
    for change in entry.assessment.changes:
        yield change.what
    yield from entry.analysis.keywords


def _clauses(entry: Entry) -> Iterator[str]:
    for target in entry.analysis.targets:
        yield target.quote.text
    for change in entry.assessment.changes:
        yield from (text for text in (change.before, change.after) if goals.worded(text))
    for event in goals.of_kind(entry.analysis.events, "milestone"):
        yield event.what


def _does(entry: Entry) -> str:
    if entry.analysis.status == "draft":
        return "does_draft"
    return "does_alert" if entry.analysis.kind == "alert" else "does_issued"


def _pressing(entry: Entry, lang: Language) -> list[str]:
    return [*_comments(entry, lang, with_address=True), *alerts.sentences(entry, lang)]


def _dates(entry: Entry, lang: Language) -> list[str]:
    plain = goals.of_kind(entry.analysis.events, "in_force", "valid_until")
    return [word(lang, f"lead.{event.kind}", day=day(lang, event.on)) for event in plain]


def _comments(entry: Entry, lang: Language, *, with_address: bool) -> list[str]:
    return [
        word(
            lang,
            "lead.comment_address" if with_address and event.address else "lead.comment",
            due=day(lang, event.on),
            address=goals.address(event, lang),
        )
        for event in goals.of_kind(entry.analysis.events, "comment_due")
    ]


def _parents(entry: Entry, lang: Language) -> list[str]:
    """The first parent, a numbered plan before a law."""
    upper = sorted((p for p in entry.parents if p.relation in UPPER), key=lambda parent: not parent.doc_number)
    return [
        word(lang, f"lead.{parent.relation}", title=parent_title(entry, parent, lang))
        for parent in upper[:PARENTS_TOLD]
    ]


def _duties(entry: Entry, lang: Language) -> list[str]:
    lead = [holder for duty in entry.analysis.duties if duty.role == "lead" for holder in duty.holders]
    every = [holder for duty in entry.analysis.duties for holder in duty.holders]
    holders = naming.names(entry, lead or every, lang)
    return [word(lang, "lead.duty_lead" if lead else "lead.duty", holders=holders)] if holders else []
