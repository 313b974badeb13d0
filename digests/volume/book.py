"""A whole volume in the order of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from digests.volume.chapters import Chapter, Pivot, Pointer, by_month, by_place, index
from digests.volume.figures import Figure, figures
from digests.volume.year import LANG, Line, Year, approved, lines, missing
from digests.wording import word


@dataclass(frozen=True)
class Volume:
    """What its pages say."""

    pivot: Pivot
    title: str
    span: str
    order: str
    subject: str
    mark: str
    sample: str
    """That all of it is invented; the mark says so on every page. Both empty when it is not."""
    missing: tuple[str, ...]
    about: tuple[str, ...]
    figures: tuple[Figure, ...]
    chapters: tuple[Chapter, ...]
    index_title: str
    index: tuple[Pointer, ...]


def volume(year: Year, pivot: Pivot) -> Volume:
    """The volume of a year in one of its two orders. Raises ItemUnknown."""
    told, sample = lines(year), any(edition.is_sample for edition in approved(year))
    chapters = by_month(year, told, sample) if pivot == "month" else by_place(told, sample)
    title = word(LANG, "volume.title", name=word(LANG, "edition.name"), year=year.year)
    order = word(LANG, f"volume.order_{pivot}")
    mark = word(LANG, "edition.sample") if sample else ""
    return Volume(
        pivot=pivot,
        title=title,
        span=word(LANG, "volume.span", year=year.year, next=year.year + 1),
        order=order,
        subject=f"{mark}{title}　{order}",
        mark=mark,
        sample=word(LANG, "edition.sample_note") if sample else "",
        missing=tuple(missing(year)),
        about=tuple(_about(year, told)),
        figures=tuple(figures(year, told)),
        chapters=tuple(chapters),
        index_title=word(LANG, f"volume.index_{pivot}"),
        index=tuple(index(chapters, told, pivot)),
    )


def _about(year: Year, told: list[Line]) -> list[str]:
    places = len({line.told.place for line in told})
    full = len({one.approval.document_id for one in year.translations})
    counted = word(LANG, "volume.counted", n=len(told), months=len(approved(year)), places=places, full=full)
    return [counted, word(LANG, "volume.frozen"), word(LANG, "edition.lead_note")]
