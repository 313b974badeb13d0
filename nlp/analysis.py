"""A release to its Analysis: what it says, to whom it matters and why, from this release alone."""

from __future__ import annotations

from nlp.citations import citations
from nlp.duties import duties
from nlp.events import events
from nlp.extract import extract
from nlp.figures import figures
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
from warehouse.models import Analysis, Release


def analyse(release: Release, known: Relevance | None = None) -> Analysis:
    """Deterministic. A release that is not on air gets its kind and places only; a verdict that is `known` stands."""
    reading = Reading(release)
    verdict, what = known or relevance(reading), kind(reading)
    tags = places(reading, what.kind, verdict.blocks)
    analysis = Analysis(
        release_id=release.id,
        version_id=release.version_id,
        relevance=verdict.verdict,
        relevance_score=verdict.score,
        relevance_reason=verdict.reason,
        relevance_quotes=verdict.quotes,
        kind=what.kind,
        status=what.status,
        places=tuple(tags),
        is_sample=release.is_sample,
    )
    return analysis if verdict.verdict == "not" else _deepened(analysis, reading, verdict)


def _deepened(analysis: Analysis, reading: Reading, verdict: Relevance) -> Analysis:
    blocks = verdict.blocks
    home, _ = origin(reading)
    duty = duties(reading, blocks)
    measured = [] if analysis.kind in {*AIMING, "interpretation"} else figures(reading, blocks)
    tables = table_targets(reading, blocks, duty) if aims(analysis.kind, reading.release.title) else []
    goals = [*targets(reading, blocks, duty, kind=analysis.kind), *tables]
    dates = events(reading, analysis.kind, home, blocks)
    told = [row.quote for row in goals] + [row.quote for row in measured]
    told += [event.quote for event in dates if event.kind != "milestone"]
    return analysis.model_copy(
        update={
            "themes": tuple(themes(reading, blocks)),
            "targets": tuple(goals),
            "figures": tuple(measured),
            "events": tuple(dates),
            "duties": tuple(duty),
            "citations": tuple(citations(reading)),
            "needs": () if analysis.kind == "standard" else tuple(needs(reading, blocks)),
            "keywords": keywords(reading, analysis.places, blocks),
            "extract": extract(reading, told, verdict),
            "words": words(reading),
        }
    )
