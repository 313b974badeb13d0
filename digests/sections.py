"""The blocks of an edition that hold items: headlines, partner places, what stands above them, other movements."""

from __future__ import annotations

from collections.abc import Sequence

from digests import coverage, naming
from digests.arrange import Arrangement
from digests.choose import COMMON, Reach, Tier, weight
from digests.coverage import Visit
from digests.item import headline, item, listed
from digests.remarks import remarks
from digests.wording import word
from warehouse.models import Item, Language, Section

HEADLINES = 3
PARTNER_WEIGHT = 10
"""Points of importance by which a partner place's own item comes before one of the centre."""
HEADLINE_LENGTH: dict[Language, int] = {"ja": 300, "en": 900}
"""Characters of all headlines together: read aloud in under a minute."""


def index(plan: Arrangement, visits: Sequence[Visit]) -> list[Section]:
    """The common edition's head: every partner place with its count."""
    if plan.audience.id != COMMON:
        return []
    lines = tuple(_counted(plan, code, visits) for code in plan.partner)
    return [Section(id="index", title=word(plan.audience.lang, "section.index"), lines=lines)]


def read(plan: Arrangement, visits: Sequence[Visit]) -> Section:
    """What was read and what not; oddities of all sources in the common edition, elsewhere of the reader's places."""
    lang, partners = plan.audience.lang, plan.audience.partners
    own = visits if plan.audience.id == COMMON else [v for v in visits if v.source.place in partners]
    lines = (*coverage.summary(visits, partners, lang), *remarks(own, lang))
    return Section(id="coverage", title=word(lang, "section.coverage"), lines=lines)


def headlines(plan: Arrangement, visits: Sequence[Visit]) -> Section:
    """The weightiest of what concerns the reader, at most three; partner places weigh more than what stands above.

    That there is nothing new is said only when everything was read.
    """
    lang = plan.audience.lang
    title = word(lang, "section.headlines")
    first = sorted(plan.near, key=lambda r: (-_weight(r), plan.numbers[r.entry.id]))[:HEADLINES]
    if not first:
        said = "headlines.none" if coverage.whole(visits, plan.audience.partners) else "headlines.none_where_read"
        return Section(id="headlines", title=title, lines=(word(lang, said),))
    items = [headline(item(r, plan.audience, plan.drawn), r.entry, lang) for r in first]
    return Section(id="headlines", title=title, items=tuple(_in_one_breath(items, HEADLINE_LENGTH[lang])))


def _weight(found: Reach) -> int:
    return weight(found.entry) + PARTNER_WEIGHT * (found.tier == "partner")


def partners(plan: Arrangement, visits: Sequence[Visit]) -> list[Section]:
    """A block for each partner place; the common edition leaves the silent ones to its index."""
    return [
        _partner(plan, code, visits)
        for code, found in plan.partner.items()
        if found
        or plan.audience.id != COMMON
        or _concerned(plan, code)
        or coverage.lost(code, visits)
        or coverage.late(code, visits)
    ]


def upper(plan: Arrangement) -> list[Section]:
    """The provinces of the partner cities, the key regions, the centre."""
    return [_upper(plan, tier, place, found) for tier, place, found in plan.upper]


def others(plan: Arrangement) -> list[Section]:
    """The rest in one line each."""
    if not plan.others:
        return []
    lang = plan.audience.lang
    items = tuple(listed(item(r, plan.audience, plan.drawn), lang) for r in plan.others)
    return [Section(id="others", title=word(lang, "section.others"), items=items)]


def _partner(plan: Arrangement, code: str, visits: Sequence[Visit]) -> Section:
    lang = plan.audience.lang
    found = plan.partner[code]
    elsewhere = [r for r in _concerned(plan, code) if r.place != code]
    lines = coverage.gaps(code, visits, lang) if found or elsewhere else (coverage.silence(code, visits, lang),)
    if elsewhere:
        refs = "".join(word(lang, "ref", n=plan.numbers[r.entry.id]) for r in elsewhere)
        lines = (word(lang, "coverage.seen_before", refs=refs), *lines)
    return Section(
        id="partner",
        title=word(lang, "section.partner", place=naming.place(code, lang)),
        place=code,
        items=tuple(item(r, plan.audience, plan.drawn) for r in found),
        lines=lines,
    )


def _upper(plan: Arrangement, tier: Tier, place: str, found: Sequence[Reach]) -> Section:
    lang = plan.audience.lang
    name = naming.place(place, lang) if tier == "province" else ""
    return Section(
        id=tier,
        title=word(lang, f"section.{tier}", **({"place": name} if name else {})),
        place=place or None,
        items=tuple(item(r, plan.audience, plan.drawn) for r in found),
    )


def _concerned(plan: Arrangement, code: str) -> list[Reach]:
    """What concerns a partner place directly, wherever it stands."""
    return [r for r in plan.near if code in r.places]


def _counted(plan: Arrangement, code: str, visits: Sequence[Visit]) -> str:
    lang = plan.audience.lang
    found = _concerned(plan, code)
    key = "some" if found else _silent(code, visits)
    return word(lang, f"index.{key}", place=naming.place(code, lang), n=len(found))


def _silent(code: str, visits: Sequence[Visit]) -> str:
    if coverage.quiet(code, visits):
        return "none"
    return "late" if coverage.late(code, visits) and not coverage.lost(code, visits) else "unknown"


def _in_one_breath(items: list[Item], length: int) -> list[Item]:
    """Facts go first, from the last headline up; then the last headlines themselves."""
    kept = list(items)
    for at in reversed(range(len(kept))):
        if sum(len(i.heading) + sum(map(len, i.lead)) for i in kept) > length:
            kept[at] = kept[at].model_copy(update={"lead": ()})
    while len(kept) > 1 and sum(len(i.heading) for i in kept) > length:
        kept.pop()
    return kept
