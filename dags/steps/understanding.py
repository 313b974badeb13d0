"""What a run saw first is analysed and judged beside all that came before."""

from __future__ import annotations

import logging

from crawlers.imports.report import LANE
from dags.steps.landing import approved, folder, store, write
from nlp.analysis import analyse
from nlp.assess import assess

log = logging.getLogger("aozora")


def understand(month: str) -> None:
    """Analyse what this run saw first, and judge it beside all that came before."""
    if approved(month):
        return
    with store() as warehouse:
        releases, known = warehouse.releases(month), warehouse.covered_sources(month)
    fresh = [(release, analyse(release)) for release in releases]
    first = frozenset(release.source_id for release in releases) - known - {LANE.id}
    with store() as warehouse:
        assessments = assess(month, fresh, warehouse.judged(month), first, warehouse.approved())
    analyses = [analysis for _, analysis in fresh]
    write(folder(month) / "analyses.jsonl", analyses)
    write(folder(month) / "assessments.jsonl", assessments)
    with store() as warehouse:
        warehouse.save(analyses, month)
        warehouse.save(assessments, month)
    on_air = sum(a.relevance != "not" for a in analyses)
    log.info("%s understood: %s releases, %s on air", month, len(releases), on_air)
