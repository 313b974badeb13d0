"""What an editor has decided, brought into the entries of a month: what is left out, told together, said otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digests.plain import clip, inert
from warehouse.models import Also, Entry, Language, PlaceTag

SUMMARY_LENGTH = 200
NOTE_LENGTH = 300
TITLE_LENGTH = 120
"""Characters that an editor may write."""


def told_together(entries: Sequence[Entry]) -> list[Entry]:
    """The entries without those that the editor drops; one that is merged gives its pages and places to the other.

    Where the other is not told this month, the entry stands for itself: nothing is lost.
    """
    kept = {e.assessment.document_id: e for e in entries if not _is(e, "drop")}
    heads = {id: _head(id, kept) for id in kept}
    made = []
    for id, entry in kept.items():
        if heads[id] == id:
            others = [kept[other] for other, head in heads.items() if head == id and other != id]
            made.append(_speaking_for(entry, others) if others else entry)
    return made


def _head(id: str, kept: dict[str, Entry]) -> str:
    """The document that speaks for another at the end of its merges; itself where they lead nowhere or round."""
    seen, at = [id], id
    while (edit := kept[at].edit) is not None and edit.decision == "merge":
        at = edit.into
        if at not in kept or at in seen:
            return id
        seen.append(at)
    return at


def _speaking_for(entry: Entry, others: Iterable[Entry]) -> Entry:
    """The entry with the pages of others, and where these came from and went to."""
    merged = [Also(entry_id=o.id, publisher=o.source_name_ja, url=o.release.url) for o in others]
    tags = [tag for o in others for tag in _tags(o)]
    places = tuple(dict.fromkeys([*entry.analysis.places, *tags]))
    sightings = tuple(dict.fromkeys([*entry.sightings, *(s for o in others for s in o.sightings)]))
    analysis = entry.analysis.model_copy(update={"places": places})
    return entry.model_copy(update={"analysis": analysis, "merged": tuple(merged), "sightings": sightings})


def _tags(entry: Entry) -> list[PlaceTag]:
    """The places of a merged entry: those that issued it have published it too."""
    own = [tag.place for tag in entry.analysis.places if tag.reason == "issuer"] or [entry.release.place]
    rest = [tag for tag in entry.analysis.places if tag.reason != "issuer"]
    return [*(PlaceTag(place=place, reason="publisher") for place in dict.fromkeys(own)), *rest]


def summary(entry: Entry, lang: Language) -> str:
    """The editor's sentences, for readers of their language."""
    return clip(inert(entry.edit.summary), SUMMARY_LENGTH, lang) if entry.edit is not None and lang == "ja" else ""


def note(entry: Entry, lang: Language) -> str:
    """Why the editor holds it to matter, for readers of the editor's language."""
    return clip(inert(entry.edit.note), NOTE_LENGTH, lang) if entry.edit is not None and lang == "ja" else ""


def _is(entry: Entry, decision: str) -> bool:
    return entry.edit is not None and entry.edit.decision == decision
