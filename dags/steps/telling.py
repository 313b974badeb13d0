"""A month is drafted: every edition in every format."""

from __future__ import annotations

import logging
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from crawlers.results import READ_WHOLE
from dags import engine
from dags.steps import deciding
from dags.steps.landing import approved, data, edition_path, folder, store
from dags.steps.reading import remarks, told_of
from dags.steps.translating import LANGUAGES, key_plans
from digests import build, formats, lead
from digests.by_name import FormatUnavailable
from digests.plans import passages
from digests.together import Together
from nlp.translation import chain
from nlp.translation.normalise import text_id
from warehouse.cooperation.following import followings
from warehouse.models import Coverage, Dossier, Edition, Entry, Language, Segment, Translation
from warehouse.store import Store

log = logging.getLogger("aozora")


def draft(month: str, collection: str) -> str:
    """Render every edition; returns what the approver is asked to look at."""
    if approved(month):
        return f"{month} is approved and closed."
    with store() as warehouse:
        deciding.restore(warehouse, month)
        seal, corrections = deciding.seal(warehouse, month), warehouse.corrections(month)
        entries, coverage = entries_of(warehouse, month), warehouse.coverage(month)
        whole, known = in_full(warehouse, entries)
        done = together(warehouse, month)
    shares = {entry.assessment.document_id: passages.shares(pieces, known) for entry, pieces in whole}
    sources = told_of(month, collection)
    editions = build.editions(
        month, entries, coverage, sources, passages=shares, corrections=corrections, together=done
    )
    drawn, lacking = _drawn(editions)
    for path in set(folder(month, "editions").iterdir()) - drawn.keys():
        path.unlink()  # of an earlier draft: what lies here is what is approved
    for path, page in drawn.items():
        path.write_bytes(page)
    deciding.mark_drafted(month, seal)
    log.info("%s drafted: %s editions", month, len(editions))
    return "\n".join([_approver_sees(month, entries, coverage, editions), *lacking])


def together(warehouse: Store, month: str) -> Together:
    """What was done with the partner places, and what of it policy up to the month's end has opened again."""
    activities = warehouse.activities()
    finished = any(step.status == "done" for one in activities for step in one.follow_ups)
    last = date(int(month[:4]), int(month[5:]), monthrange(int(month[:4]), int(month[5:]))[1])
    return Together(activities, followings(activities, warehouse.policies(last) if finished else ()))


def entries_of(warehouse: Store, month: str) -> list[Entry]:
    """The month's entries, each with the translations that an edition may show."""
    entries = warehouse.entries(month)
    ids = {text_id(text) for entry in entries for text, _ in lead.texts(entry)}
    known = {lang: _shown(warehouse, lang, ids) for lang in LANGUAGES}
    return [entry.model_copy(update={"translations": _translations_of(entry, known)}) for entry in entries]


def translated_for(warehouse: Store, dossiers: Sequence[Dossier]) -> Iterator[Dossier]:
    """The same documents, each with the Japanese that pages may show of it."""
    texts = [{text_id(text) for text, _ in lead.texts(dossier.entry)} for dossier in dossiers]
    extracts = [{text_id(quote.text) for quote in dossier.entry.analysis.extract} for dossier in dossiers]
    pieces = {piece.text_id for dossier in dossiers for piece in dossier.segments}
    known: dict[Language, dict[str, Translation]] = {"ja": _shown(warehouse, "ja", pieces.union(*texts, *extracts))}
    for dossier in dossiers:
        quoted = {quote.text for quote in dossier.entry.analysis.extract}
        said = [
            known["ja"][id].model_copy(update={"source": text})
            for text in quoted
            if (id := text_id(text)) in known["ja"]
        ]
        own = _translations_of(dossier.entry, known | {"en": {}})
        entry = dossier.entry.model_copy(update={"translations": (*own, *sorted(said, key=lambda one: one.text_id))})
        passages = tuple(known["ja"][piece.text_id] for piece in dossier.segments if piece.text_id in known["ja"])
        yield dossier.model_copy(update={"entry": entry, "passages": passages})


def _shown(warehouse: Store, lang: Language, text_ids: Iterable[str]) -> dict[str, Translation]:
    """What readers may be shown of these texts, by text id."""
    return {key: chain.shown(found) for key, found in warehouse.translations(lang, text_ids).items()}


def _translations_of(entry: Entry, known: dict[Language, dict[str, Translation]]) -> tuple[Translation, ...]:
    ids = {text_id(text): text for text, _ in lead.texts(entry)}
    return tuple(
        known[lang][key].model_copy(update={"source": text})
        for lang in LANGUAGES
        for key, text in ids.items()
        if key in known[lang]
    )


def _drawn(editions: Sequence[Edition]) -> tuple[dict[Path, bytes], list[str]]:
    """The editions in every format that can be made here, by path, and what of the others the approver is told."""
    drawn: dict[Path, bytes] = {}
    lacking = []
    for name in formats.names():
        try:
            drawn |= {edition_path(edition, name): formats.render(edition, name) for edition in editions}
        except FormatUnavailable as error:
            log.warning("editions without %s: %s", formats.suffix(name), error)
            lacking.append(f"- No {formats.suffix(name)} files: {error}")
    return drawn, lacking


def in_full(
    warehouse: Store, entries: Iterable[Entry]
) -> tuple[list[tuple[Entry, list[Segment]]], dict[str, Translation]]:
    """The key plans among the entries with their passages, and the Japanese that may be shown of them."""
    whole = [(entry, warehouse.segments(entry.release.version_id)) for entry in key_plans(entries)]
    texts = {text_id(text) for entry, _ in whole for text, _ in lead.texts(entry)}
    return whole, _shown(warehouse, "ja", texts | {piece.text_id for _, pieces in whole for piece in pieces})


def _approver_sees(
    month: str, entries: Sequence[Entry], coverage: Sequence[Coverage], editions: Sequence[Edition]
) -> str:
    whole = sum(c.state in READ_WHOLE for c in coverage)
    lost = [f"- {line}" for c in coverage for line in remarks(c)]
    read = f"{whole} of {len(coverage)} sources read"
    head = f"**{month}**: {len(entries)} items, {len(editions)} editions, {read}."
    decided = deciding.told(entry.edit for entry in entries if entry.edit is not None)
    return "\n".join([head, f"Drafts: `{data() / month / 'editions'}`.", *decided, *engine.told(folder(month)), *lost])
