"""What is odd about sources that were read: where something may be missing, and numbers that their series skip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from digests import naming
from digests.coverage import Visit, concerns, name, standing
from digests.plain import inert
from digests.wording import word
from warehouse.models import Coverage, Language, Reading, Source

NUMBERS_SHOWN = 3
HAS_ITS_LINE = ("numbers",)
"""Kinds of warning whose subject is told by its own line."""


def remarks(some: Sequence[Visit], lang: Language) -> Iterator[str]:
    """At most two lines: what may be missing, and which numbers were not seen."""
    read = [(visit.source, visit.coverage) for visit in some if visit.complete and visit.coverage is not None]
    odd = [(source, _warnings(source, found, lang)) for source, found in read if _kinds(found)]
    gaps = [(source, _numbers(found.unseen_numbers, lang)) for source, found in read if found.unseen_numbers]
    if odd:
        yield word(lang, "coverage.odd", sources=_each(odd, lang))
    if gaps:
        yield word(lang, "coverage.unseen", sources=_each(gaps, lang))


def readings(every: Sequence[Visit], near: Sequence[str], lang: Language) -> tuple[Reading, ...]:
    """What is said of each source, those of the reader's places, provinces and the centre first."""
    ordered = sorted(every, key=lambda visit: not concerns(visit, near))
    return tuple(_reading(visit, lang) for visit in ordered)


def _reading(visit: Visit, lang: Language) -> Reading:
    counts = {key: getattr(visit.coverage, key, 0) for key in ("listings", "listings_read", "releases")}
    return Reading(
        source_id=visit.source.id,
        name=name(visit.source, lang),
        place=naming.place(visit.source.place, lang),
        state=standing(visit, lang),
        whole=visit.complete,
        remark=next(remarks([visit], lang), ""),
        **counts,
    )


def _kinds(found: Coverage) -> list[str]:
    kinds = dict.fromkeys(warning.partition(":")[0] for warning in found.warnings)
    return [kind for kind in kinds if kind not in HAS_ITS_LINE]


def _warnings(source: Source, found: Coverage, lang: Language) -> str:
    said = [word(lang, f"coverage.warning_{kind}", n=source.quiet_after) for kind in _kinds(found)]
    return naming.joined(lang, said)


def _numbers(unseen: Sequence[str], lang: Language) -> str:
    shown = naming.joined(lang, [inert(number) for number in unseen[:NUMBERS_SHOWN]])
    left = len(unseen) - NUMBERS_SHOWN
    return word(lang, "coverage.numbers_more", numbers=shown, n=left) if left > 0 else shown


def _each(said: Iterable[tuple[Source, str]], lang: Language) -> str:
    each = [word(lang, "coverage.one", name=name(source, lang), reason=reason) for source, reason in said]
    return word(lang, "coverage.separator").join(each)
