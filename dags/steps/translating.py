"""What a month's editions will say and its key plans are translated; reviewed pairs come first."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence

from dags import engine, memory
from dags.steps.landing import approved, data, folder, reviews, store, write
from digests import lead
from digests.plans import wishes
from nlp.translation import chain, segments
from nlp.translation.normalise import text_id
from warehouse.models import Entry, Language, Release, Segment, Translation

log = logging.getLogger("aozora")
LANGUAGES: tuple[Language, ...] = ("ja", "en")


def translate(month: str) -> None:
    """Translate what the editions will say, and ask for key plans and translate them whole; reviewed pairs come first.

    Raises EngineSettingError.
    """
    if approved(month):
        return
    with store() as warehouse:
        warehouse.save(memory.reviewed(reviews()), month)
        entries = warehouse.entries(month)
        warehouse.save(wishes.of_month(month, entries, warehouse.plan_requests()), month)
    whole = {entry.id: segments.segment(entry.release, entry.analysis, whole=True) for entry in key_plans(entries)}
    wanted = {lang: _wanted(lang, entries, whole) for lang in LANGUAGES}
    with store() as warehouse:
        known = {lang: memory.needed(warehouse, lang, (text for text, *_ in wanted[lang])) for lang in LANGUAGES}
    asked = engine.Engine(data(), folder(month))
    sample = bool(entries) and all(entry.release.is_sample for entry in entries)
    made = [t for lang in LANGUAGES for t in translated(wanted[lang], asked.chain(lang, known[lang]), sample)]
    asked.tell(made)
    pieces = [segment for plan_segments in whole.values() for segment in plan_segments]
    write(folder(month) / "translations.jsonl", made)
    with store() as warehouse:
        warehouse.save(pieces, month)
        warehouse.save(made, month)
    log.info("%s translated: %s texts", month, len(made))


def translated(wanted: Sequence[chain.Passage], translator: chain.Chain, sample: bool) -> list[Translation]:
    """One translation a text; what comes of a sample is marked so."""
    made = translator.translate(wanted)
    return [t if t.state == "reviewed" else t.model_copy(update={"is_sample": sample}) for t in made]


def passages_of(release: Release, pieces: Sequence[Segment]) -> Iterator[chain.Passage]:
    """The texts of one document, each with what stands around it."""
    for piece, around in zip(pieces, segments.contexts(release, pieces), strict=True):
        yield chain.Passage(piece.text, piece.kind, around)


def key_plans(entries: Iterable[Entry]) -> list[Entry]:
    """Entries that are translated in full."""
    return [entry for entry in entries if entry.assessment.key_plan]


def _wanted(lang: Language, entries: Sequence[Entry], whole: dict[str, list[Segment]]) -> list[chain.Passage]:
    """Every text once, with what stands around it where it stands in a plan."""
    plans = list(_passages(entries, whole)) if lang == "ja" else []
    around = {text_id(passage.text): passage.around for passage in plans}
    by_text: dict[str, chain.Passage] = {}
    for text, kind in (item for entry in entries for item in lead.texts(entry)):
        passage = chain.Passage(text, kind, around.get(text_id(text), segments.NOWHERE))
        by_text.setdefault(text_id(text), passage)
    for passage in plans:
        by_text.setdefault(text_id(passage.text), passage)
    return list(by_text.values())


def _passages(entries: Sequence[Entry], whole: dict[str, list[Segment]]) -> Iterator[chain.Passage]:
    """The texts of the key plans, each with what stands around it."""
    for entry in entries:
        yield from passages_of(entry.release, whole.get(entry.id, []))
