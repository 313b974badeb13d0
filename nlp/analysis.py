"""A release to its Analysis: what it says, to whom it matters and why, from this release alone."""

from __future__ import annotations

from typing import TypeVar

from nlp.citations import citations
from nlp.duties import duties
from nlp.events import events
from nlp.extract import extract
from nlp.figures import figures
from nlp.happening import SEVERAL
from nlp.keywords import keywords
from nlp.kind import kind
from nlp.needs import needs
from nlp.places import origin, places
from nlp.reading import Reading
from nlp.relevance import Relevance, relevance
from nlp.target_tables import table_targets
from nlp.targets import AIMING, aims, targets
from nlp.themes import themes
from nlp.words import words
from warehouse.models import Analysis, Duty, Figure, Quote, Release, Target

R = TypeVar("R", Duty, Figure, Target)


def analyse(release: Release, known: Relevance | None = None) -> Analysis:
    """Deterministic. A release that is not on air gets its kind and places only; a verdict that is `known` stands."""
    reading = Reading(release)
    verdict, what = known or relevance(reading), kind(reading)
    reading = Reading(release, verdict.aside) if verdict.aside else reading
    tags = places(reading, what.kind, verdict.blocks)
    analysis = Analysis(
        release_id=release.id,
        version_id=release.version_id,
        relevance=verdict.verdict,
        relevance_score=verdict.score,
        relevance_reason=verdict.reason,
        relevance_quotes=verdict.quotes,
        parts=_parts(reading, verdict),
        kind=what.kind,
        status=what.status,
        places=tuple(tags),
        is_sample=release.is_sample,
    )
    return analysis if verdict.verdict == "not" else _deepened(analysis, reading, verdict)


def _parts(reading: Reading, verdict: Relevance) -> tuple[Quote, ...]:
    """What goes on of a release partly on air: blocks whole, or sentences."""
    return tuple(part.quote() for part in reading.passages(verdict.blocks) if verdict.verdict == "partly")


def _deepened(analysis: Analysis, reading: Reading, verdict: Relevance) -> Analysis:
    blocks = verdict.blocks
    home, _ = origin(reading)
    duty = _on_air(reading, duties(reading, blocks))
    measured = [] if analysis.kind in {*AIMING, "interpretation"} else figures(reading, blocks)
    tables = table_targets(reading, blocks, duty) if aims(analysis.kind, reading.title.text) else []
    goals = _on_air(reading, [*targets(reading, blocks, duty, kind=analysis.kind), *tables])
    dated = events(reading, analysis.kind, home, blocks)
    dates = [event for event in dated if event.kind not in SEVERAL or not reading.leaves_out(event.quote)]
    told = [row.quote for row in goals] + [row.quote for row in measured]
    told += [event.quote for event in dates if event.kind != "milestone"]
    return analysis.model_copy(
        update={
            "themes": tuple(themes(reading, blocks)),
            "targets": tuple(goals),
            "figures": tuple(_on_air(reading, measured)),
            "events": tuple(dates),
            "duties": tuple(duty),
            "citations": tuple(citations(reading)),
            "needs": () if analysis.kind == "standard" else tuple(needs(reading, blocks)),
            "keywords": keywords(reading, analysis.places, blocks),
            "extract": extract(reading, told, verdict),
            "words": words(reading),
        }
    )


def _on_air(reading: Reading, rows: list[R]) -> list[R]:
    """Without what a release partly on air says of something else."""
    return [row for row in rows if not reading.leaves_out(row.quote)]
