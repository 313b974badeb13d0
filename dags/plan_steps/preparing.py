"""A full translation is asked for, made, and put out for review."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from dags import engine, memory, review_steps, steps
from dags.plan_steps.standing import PlanNotReady, entry_of, known, place, read, review_files
from digests.plans import aims, wishes
from nlp.translation import chain, segments
from nlp.translation.normalise import text_id
from warehouse.models import Entry, PlanRequest, Segment

log = logging.getLogger("aozora")


def request(asked: str, municipalities: Sequence[str], reason: str, on: date) -> list[PlanRequest]:
    """Write down that these municipalities, or else the editor, want a document in full.

    Raises NoSuchDocument, PlanNotReady.
    """
    with steps.store() as warehouse:
        entry = entry_of(warehouse, warehouse.find(asked))
        made = [wishes.by_municipality(entry, id, reason, on) for id in municipalities]
        made = made or [wishes.by_editor(entry, reason, on)]
        if not any(wish.municipalities for wish in made):
            raise PlanNotReady(f"{asked}: it concerns no municipality's partner place; name whom it is for with --for")
        warehouse.save(made, entry.month)
    return made


def translate(asked: str) -> str:
    """Translate a document that somebody asked for; only what has changed or was not there is done. Returns its id.

    Raises NoSuchDocument, PlanNotReady, EngineSettingError.
    """
    with steps.store() as warehouse:
        plan = read(warehouse, asked)
        if not plan.requests:
            raise PlanNotReady(f"{plan.found}: nobody has asked for it; aozora plan request {plan.document_id}")
        warehouse.save(memory.reviewed(steps.reviews()), plan.found.month)
        pieces = segments.segment(plan.entry.release, plan.entry.analysis, whole=True)
        wanted = list(_wanted(plan.entry, pieces))
        known = memory.needed(warehouse, "ja", (passage.text for passage in wanted))
    asking = engine.Engine(steps.data(), place(plan.document_id))
    made = steps.translated(wanted, asking.chain("ja", known), plan.entry.release.is_sample)
    asking.tell(made)
    with steps.store() as warehouse:
        warehouse.save([*pieces, *made], plan.found.month)
    log.info("%s translated: %s passages", plan.document_id, len(pieces))
    return plan.document_id


def _wanted(entry: Entry, pieces: Sequence[Segment]) -> Iterator[chain.Passage]:
    """Every text once: passages with what stands around them, names."""
    names = [chain.Passage(name, "name") for name in aims.names(entry.release, entry.analysis)]
    by_text = {text_id(p.text): p for p in reversed([*steps.passages_of(entry.release, pieces), *names])}
    yield from reversed(by_text.values())


def export_review(asked: str) -> list[Path]:
    """Put the tables for a reviewer out; a table in which somebody has written, and nobody has imported, stays."""
    try:
        return review_steps.export(asked, "ja")
    except review_steps.ReviewAtStake as stays:
        log.warning("%s", stays)
        return review_files(known(asked).document_id)
