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
        return self.coverage is not None and self.coverage.state in ("ok", "late") and not self.coverage.failures

    @property
    def is_late(self) -> bool:
        """Read whole, and nothing on it as new as is usual: no news is not yet none."""
        return self.complete and self.coverage is not None and self.coverage.state == "late"


def visits(coverage: Sequence[Coverage], sources: Mapping[str, Source]) -> list[Visit]:
    """Every source of the collection with its coverage, in the order of their ids."""
    found = {one.source_id: one for one in coverage}
    return [Visit(source, found.get(id)) for id, source in sorted(sources.items())]


def at(place: str, every: Sequence[Visit]) -> list[Visit]:
    """The visits to the sources of one place."""
    return [visit for visit in every if visit.source.place == place]


def whole(every: Sequence[Visit], near: Sequence[str]) -> bool:
    """Whether all was read of the reader's places, provinces and the centre: only then is there nothing new."""
    return all(visit.complete for visit in every if concerns(visit, near))


def summary(every: Sequence[Visit], near: Sequence[str], lang: Language) -> tuple[str, ...]:
    """How many of the sources were read, and those of the reader's places, provinces and the centre that were not.

    Then those of them that were read and have had nothing new for long.
    """
    return (_read(every, near, lang), *_still([visit for visit in every if concerns(visit, near)], lang))


def _read(every: Sequence[Visit], near: Sequence[str], lang: Language) -> str:
    missing = [visit for visit in every if not visit.complete]
    if not missing:
        return word(lang, "coverage.all", n=len(every))
    read = word(lang, "coverage.some", n=len(every), ok=len(every) - len(missing))
    own = [visit for visit in missing if concerns(visit, near)]
    named = word(lang, "coverage.lost", sources=_list(own, lang, len(missing) - len(own)))
    return read + (named if own else word(lang, "coverage.lost_elsewhere"))


def lost(place: str, every: Sequence[Visit]) -> list[Visit]:
    """The sources of a place that were not read whole."""
    return [visit for visit in at(place, every) if not visit.complete]


def late(place: str, every: Sequence[Visit]) -> list[Visit]:
    """The sources of a place that were read and have had nothing new for long."""
    return [visit for visit in at(place, every) if visit.is_late]


def quiet(place: str, every: Sequence[Visit]) -> bool:
    """Whether the place has sources, all were read, and all are kept up by their publishers."""
    return bool(at(place, every)) and not lost(place, every) and not late(place, every)


def silence(place: str, every: Sequence[Visit], lang: Language) -> str:
    """What is said of a place without items: none found only when all of it was read."""
    here = at(place, every)
    if not here:
        return word(lang, "coverage.unregistered")
    if missing := lost(place, every):
        return word(lang, "coverage.unknown", sources=_list(missing, lang))
    if still := late(place, every):
        return word(lang, "coverage.none_but_late", sources=_list(still, lang))
    read = [visit.coverage for visit in here if visit.coverage is not None]
    return word(
        lang,
        "coverage.none",
        sources=len(here),
        read=sum(one.listings_read for one in read),
        all=sum(one.listings for one in read),
    )


def gaps(place: str, every: Sequence[Visit], lang: Language) -> tuple[str, ...]:
    """What is said beside a place's items when some of its sources could not be read, or are no longer kept up."""
    missing = lost(place, every)
    partly = (word(lang, "coverage.partly", sources=_list(missing, lang)),) if missing else ()
    return (*partly, *_still(at(place, every), lang))


def _still(some: Sequence[Visit], lang: Language) -> tuple[str, ...]:
    found = [visit for visit in some if visit.is_late]
    return (word(lang, "coverage.still", sources=_list(found, lang)),) if found else ()


def _list(missing: Sequence[Visit], lang: Language, elsewhere: int = 0) -> str:
    shown = missing[:LOST_SHOWN]
    said = [word(lang, "coverage.one", name=name(v.source, lang), reason=_reason(v, lang)) for v in shown]
    left = len(missing) - len(shown) + elsewhere
    more = [word(lang, "coverage.more", n=left)] if left else []
    return word(lang, "coverage.separator").join([*said, *more])


def name(source: Source, lang: Language) -> str:
    """A publisher as a reader is told of it."""
    return inert(source.name_ja if lang == "ja" else source.name_en or source.name_ja)


def standing(visit: Visit, lang: Language) -> str:
    """Whether a source was read, else why not."""
    return word(lang, "coverage.state_ok") if visit.complete and not visit.is_late else _reason(visit, lang)


def _reason(visit: Visit, lang: Language) -> str:
    if visit.coverage is None:
        return word(lang, "coverage.state_missing")
    if visit.coverage.state == "ok":
        return word(lang, "coverage.state_failures", n=len(visit.coverage.failures))
    return word(lang, f"coverage.state_{visit.coverage.state}", n=visit.source.quiet_after)


def concerns(visit: Visit, places: Sequence[str]) -> bool:
    """Whether a source is of one of the places, or of what stands above it."""
    return any(ancestor.code == visit.source.place for code in places for ancestor in reference.ancestors(code))
