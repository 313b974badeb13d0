"""One document as a line of lists, filters and feeds: what is kept of it once its own page is written."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from digests import item, lead, naming, rows
from digests.choose import Audience, Reach
from digests.plain import inert, web_address
from digests.wording import word
from warehouse import reference
from warehouse.models import Aim, Dossier, Event, Figure, Item, Language, Quote, State

LANG: Language = "ja"
READER = Audience("common", LANG, (), frozenset())
GIST = 120


class Row(NamedTuple):
    """What lists show of a document."""

    id: str
    version: str
    previous: str
    """Version that it comes after: its draft's, or an earlier page's."""
    title: str
    state: State
    title_zh: str
    number: str
    place: str
    level: str
    concerned: tuple[str, ...]
    """Places that it is from, addressed to, or whose region it is for."""
    day: date | None
    month: str
    kind: str
    mark: str
    draft: bool
    themes: tuple[str, ...]
    gist: str
    importance: int
    key_plan: bool
    told: tuple[str, ...]
    aims: tuple[Aim, ...]
    events: tuple[Event, ...]
    figures: tuple[Figure, ...]
    needs: tuple[Quote, ...]
    shares: tuple[tuple[State, int], ...]
    """Passages of a full translation by state."""
    url: str
    sample: bool

    @property
    def href(self) -> str:
        """Where its page stands."""
        return f"d/{self.id}.html"

    @property
    def place_ja(self) -> str:
        """Its place as a reader is told of it."""
        return naming.place(self.place, LANG)

    @property
    def kind_ja(self) -> str:
        """Its kind in words."""
        known = reference.kinds().get(self.kind)
        return naming.label(known, LANG) if known else self.kind


def worded(dossier: Dossier) -> Item:
    """The document as an item of an edition."""
    return item.item(Reach(dossier.entry, "others", "", (), None), READER, {})


def row(dossier: Dossier, said: Item, shares: tuple[tuple[State, int], ...]) -> Row:
    """What is kept of a document whose page says this."""
    entry = dossier.entry
    release, analysis = entry.release, entry.analysis
    title, state = naming.title(entry, release.title, LANG)
    concerned = [tag.place for tag in analysis.places if tag.reason != "mention"]
    return Row(
        id=dossier.document_id,
        version=release.version_id,
        previous=entry.assessment.previous_version_id,
        title=title,
        state=state,
        title_zh=inert(release.title),
        number=inert(release.doc_number),
        place=release.place,
        level=release.level,
        concerned=tuple(dict.fromkeys([release.place, *concerned])),
        day=release.published or release.written,
        month=entry.month,
        kind=analysis.kind,
        mark=said.mark,
        draft=analysis.status == "draft",
        themes=tuple(tag.id for tag in analysis.themes),
        gist=_gist(dossier),
        importance=entry.assessment.importance,
        key_plan=entry.assessment.key_plan,
        told=dossier.told,
        aims=tuple(rows.aims(entry, LANG)),
        events=analysis.events,
        figures=analysis.figures,
        needs=tuple(need.quote for need in analysis.needs),
        shares=shares,
        url=web_address(release.url),
        sample=release.is_sample,
    )


def _gist(dossier: Dossier) -> str:
    fact = lead.fact(dossier.entry, LANG)
    return fact if len(fact) <= GIST else fact[: GIST - 1] + word(LANG, "fit.clipped")
