"""What could be read and what not, in plain words: silence is never taken for no news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from digests.plain import inert
from digests.wording import word
from warehouse import reference
from warehouse.models import Coverage, Language, Source

LOST_SHOWN = 5


class Visit(NamedTuple):
    """A source and what the month's run says of it; None when it left no record."""

    source: Source
    coverage: Coverage | None

    @property
    def complete(self) -> bool:
        """All listings read and every article of them."""
        return self.coverage is not None and self.coverage.state == "ok" and not self.coverage.failures


def visits(coverage: Sequence[Coverage], sources: Mapping[str, Source]) -> list[Visit]:
    """Every source of the collection with its coverage, in the order of their ids."""
    found = {one.source_id: one for one in coverage}
    return [Visit(source, found.get(id)) for id, source in sorted(sources.items())]


def at(place: str, every: Sequence[Visit]) -> list[Visit]:
    """The visits to the sources of one place."""
    return [visit for visit in every if visit.source.place == place]


def summary(every: Sequence[Visit], near: Sequence[str], lang: Language) -> tuple[str, ...]:
    """How many of the sources were read, and those of the reader's places, provinces and the centre that were not."""
    missing = [visit for visit in every if not visit.complete]
    if not missing:
        return (word(lang, "coverage.all", n=len(every)),)
    read = word(lang, "coverage.some", n=len(every), ok=len(every) - len(missing))
    own = [visit for visit in missing if _near(visit, near)]
    named = word(lang, "coverage.lost", sources=_list(own, lang, len(missing) - len(own)))
    return (read + (named if own else word(lang, "coverage.lost_elsewhere")),)


def lost(place: str, every: Sequence[Visit]) -> list[Visit]:
    """The sources of a place that were not read whole."""
    return [visit for visit in at(place, every) if not visit.complete]


def quiet(place: str, every: Sequence[Visit]) -> bool:
    """Whether the place has sources and all were read."""
    return bool(at(place, every)) and not lost(place, every)


def silence(place: str, every: Sequence[Visit], lang: Language) -> str:
    """What is said of a place without items: none found only when all of it was read."""
    here = at(place, every)
    if not here:
        return word(lang, "coverage.unregistered")
    if missing := lost(place, every):
        return word(lang, "coverage.unknown", sources=_list(missing, lang))
    read = [visit.coverage for visit in here if visit.coverage is not None]
    return word(
        lang,
        "coverage.none",
        sources=len(here),
        read=sum(one.listings_read for one in read),
        all=sum(one.listings for one in read),
    )


def gaps(place: str, every: Sequence[Visit], lang: Language) -> tuple[str, ...]:
    """What is said beside a place's items when some of its sources could not be read."""
    missing = lost(place, every)
    return (word(lang, "coverage.partly", sources=_list(missing, lang)),) if missing else ()


def _list(missing: Sequence[Visit], lang: Language, elsewhere: int = 0) -> str:
    shown = missing[:LOST_SHOWN]
    said = [word(lang, "coverage.one", name=_name(v.source, lang), reason=_reason(v, lang)) for v in shown]
    left = len(missing) - len(shown) + elsewhere
    more = [word(lang, "coverage.more", n=left)] if left else []
    return word(lang, "coverage.separator").join([*said, *more])


def _name(source: Source, lang: Language) -> str:
    return inert(source.name_ja if lang == "ja" else source.name_en or source.name_ja)


def _reason(visit: Visit, lang: Language) -> str:
    if visit.coverage is None:
        return word(lang, "coverage.state_missing")
    if visit.coverage.state == "ok":
        return word(lang, "coverage.state_failures", n=len(visit.coverage.failures))
    if visit.coverage.state == "late":
        return word(lang, "coverage.state_late", n=visit.source.quiet_after)
    return word(lang, f"coverage.state_{visit.coverage.state}")


def _near(visit: Visit, places: Sequence[str]) -> bool:
    return any(ancestor.code == visit.source.place for code in places for ancestor in reference.ancestors(code))
