"""Makes a month's editions of its entries: one for each municipality, and the common one in two languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from digests import naming, notices, sections
from digests import together as cooperation
from digests.arrange import Arrangement, arrange
from digests.choose import COMMON, Audience, Drawn, audiences
from digests.coverage import Visit, visits, whole
from digests.edited import told_together
from digests.notices import told_to
from digests.remarks import readings
from digests.together import NOTHING, Together
from digests.wording import issue, word
from warehouse.models import Correction, Coverage, Edition, Entry, Language, Month, Section, Source, State

PLACES_IN_SUBJECT = 2


def editions(
    month: Month,
    entries: Sequence[Entry],
    coverage: Sequence[Coverage],
    sources: Mapping[str, Source],
    passages: Mapping[str, Mapping[State, int]] | None = None,
    corrections: Sequence[Correction] = (),
    only: Callable[[Audience], bool] = lambda _: True,
    together: Together = NOTHING,
) -> list[Edition]:
    """Eleven editions in the order of JIS codes, then the common one in Japanese and in English.

    `passages` counts, by document id, the passages of each full translation in each state; `corrections` are those that
    no edition has told yet; `only` says which of the editions are wanted; `together` what was done with the partners.
    """
    seen, found = visits(coverage, sources), told_together(entries)
    drawn: Drawn = {}
    return [
        _edition(month, arrange(found, audience, drawn), seen, passages or {}, told_to(audience, corrections), together)
        for audience in audiences()
        if only(audience)
    ]


def _edition(
    month: Month,
    plan: Arrangement,
    seen: Sequence[Visit],
    passages: Mapping[str, Mapping[State, int]],
    corrections: Sequence[Correction],
    together: Together,
) -> Edition:
    audience = plan.audience
    sample = any(visit.source.is_sample for visit in seen) or any(r.entry.release.is_sample for r in plan.every)
    return Edition(
        id=f"{month}/{audience.id}/{audience.lang}",
        month=month,
        municipality=audience.id,
        lang=audience.lang,
        subject=subject(month, plan, seen, sample),
        sections=tuple(_sections(month, plan, seen, passages, corrections, together)),
        entry_ids=tuple(plan.numbers),
        event_ids=tuple(event.id for _, event in notices.announced(plan, month)),
        correction_ids=tuple(correction.id for correction in corrections),
        readings=readings(seen, audience.partners, audience.lang),
        is_sample=sample,
    )


def _sections(
    month: Month,
    plan: Arrangement,
    seen: Sequence[Visit],
    passages: Mapping[str, Mapping[State, int]],
    corrections: Sequence[Correction],
    together: Together,
) -> list[Section]:
    return [
        *sections.index(plan, seen),
        sections.read(plan, seen),
        sections.headlines(plan, seen),
        *sections.partners(plan, seen),
        *sections.upper(plan),
        *notices.changes(plan),
        notices.deadlines(plan, month),
        *cooperation.section(plan, month, together),
        *sections.others(plan),
        *notices.translations(plan, passages),
        *notices.terms(plan),
        *notices.corrections(plan.audience.lang, corrections),
        notices.notes(plan, corrected=bool(corrections)),
    ]


def subject(month: Month, plan: Arrangement, seen: Sequence[Visit], sample: bool) -> str:
    """`中国大気政策月報 2026年10月号（天津市）新規3・案1・期限2`: built of counts and place names only."""
    lang = plan.audience.lang
    nothing = "edition.counts_none" if whole(seen, plan.audience.partners) else "edition.counts_none_where_read"
    return word(
        lang,
        "edition.subject",
        sample=word(lang, "edition.sample") if sample else "",
        name=word(lang, "edition.name"),
        issue=issue(lang, month),
        places=_places(plan.audience),
        counts=_counts(month, plan) or word(lang, nothing),
    )


def _places(audience: Audience) -> str:
    lang = audience.lang
    if audience.id == COMMON:
        return word(lang, "edition.common")
    first = [naming.short_place(code, lang) for code in audience.partners[:PLACES_IN_SUBJECT]]
    row = word(lang, "edition.separator").join(first)
    return word(lang, "edition.places_more", places=row) if len(audience.partners) > len(first) else row


def _counts(month: Month, plan: Arrangement) -> str:
    lang: Language = plan.audience.lang
    status = [r.entry.analysis.status for r in plan.near]
    counts = {
        "new": sum(s not in ("draft", "amended", "repealed") for s in status),
        "amended": sum(s in ("amended", "repealed") for s in status),
        "draft": status.count("draft"),
        "due": len(notices.announced(plan, month)),
    }
    said = [word(lang, f"edition.count_{key}", n=n) for key, n in counts.items() if n]
    return word(lang, "edition.separator").join(said)
