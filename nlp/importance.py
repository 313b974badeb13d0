"""How important an item is, 0 to 100, as the sum of parts that a person can see; and which plans are key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from nlp.citations import reports
from nlp.titles import bare
from nlp.vocabulary import load
from warehouse.models import Analysis, Part, Release
from warehouse.reference import KeyPlan, followed_plans, key_plans, kinds, partnerships, places

EDITOR = "編集者の指定："
"""How the reason of a key plan begins that no rule chose."""
OBLIGING = frozenset({"comment_due", "in_force", "measure_start", "valid_until", "alert_start"})


def importance(release: Release, analysis: Analysis, novelty: str) -> tuple[int, tuple[Part, ...]]:
    """The score and its parts; what is not on air has none."""
    if analysis.relevance == "not":
        return 0, ()
    parts = tuple(part for part in _parts(release, analysis, novelty) if part.points)
    return max(0, min(100, sum(part.points for part in parts))), parts


def key_plan(release: Release, analysis: Analysis, novelty: str, score: int) -> str:
    """Why the text is to be translated in full: the editor's reason, else the rule's; empty when it is not."""
    listed = _listed(release, analysis)
    if listed:
        wanted = listed.translate and novelty in _weights()["key_plan"]["novelties"]
        return EDITOR + listed.reason if wanted else ""
    return _by_rule(release, analysis, novelty, score)


def _listed(release: Release, analysis: Analysis) -> KeyPlan | None:
    """Its place on the editor's list; what only explains or reports a text is not that text."""
    if analysis.kind not in _weights()["key_plan"]["listed_kinds"]:
        return None
    return next((plan for plan in key_plans() if _is(release, analysis, plan)), None)


def _is(release: Release, analysis: Analysis, plan: KeyPlan) -> bool:
    numbered = bool(plan.doc_number) and release.doc_number == plan.doc_number
    named = (
        bool(plan.title) and bare(release.title) == bare(plan.title) and not reports(release.title, analysis.citations)
    )
    return numbered or (named and not (plan.doc_number and release.doc_number))


def _by_rule(release: Release, analysis: Analysis, novelty: str, score: int) -> str:
    rule = _weights()["key_plan"]
    chapters = sum(block.type == "heading" and block.level == 1 for block in release.blocks)
    fits = (
        analysis.relevance == "air",
        analysis.kind in rule["kinds"],
        analysis.status in rule["statuses"],
        novelty in rule["novelties"],
        score >= rule["importance"],
        len(release.text) >= rule["characters"],
        len(analysis.targets) >= rule["targets"] or chapters >= rule["chapters"],
    )
    reason = f"{kinds()[analysis.kind].ja}、重要度{score}、数値目標{len(analysis.targets)}、章{chapters}"
    return reason if all(fits) else ""


def _parts(release: Release, analysis: Analysis, novelty: str) -> Iterator[Part]:
    weights = _weights()
    yield Part(name="level", points=weights["level"][_level(release, analysis)])
    is_news = reports(release.title, analysis.citations)
    yield Part(name="kind", points=min(weights["kind"][analysis.kind], weights["news"] if is_news else 100))
    yield Part(name="air", points=_air(analysis))
    yield Part(name="partner", points=_partner(analysis))
    yield Part(name="numbers", points=_numbers(analysis))
    yield Part(name="deadline", points=weights["deadline"] * any(event.kind in OBLIGING for event in analysis.events))
    yield Part(name="parent", points=weights["follows"] * _follows(analysis))
    yield Part(name="status", points=weights["status"][analysis.status])
    yield Part(name="routine", points=weights["routine"]["points"] * _routine(release))
    yield Part(name="novelty", points=weights["novelty"][novelty])


def _level(release: Release, analysis: Analysis) -> str:
    """Of the issuer, whoever published it."""
    home = next((tag.place for tag in analysis.places if tag.reason == "issuer" and not tag.via), release.place)
    level = places()[home].level
    return {"country": "central", "province": "province"}.get(level, "city")


def _air(analysis: Analysis) -> int:
    """By the verdict, and under "partly" by how much of the text is on air."""
    rule = _weights()["air"][analysis.relevance]
    return int(min(rule["most"], rule["least"] + rule["each"] * analysis.relevance_score))


def _numbers(analysis: Analysis) -> int:
    weights = _weights()
    points = weights["target"] * len(analysis.targets) + weights["figure"] * len(analysis.figures)
    return int(min(weights["numbers_most"], points))


def _routine(release: Release) -> bool:
    """What a bureau does every day: visits, propaganda, tenders, forecasts."""
    return bool(re.search(_weights()["routine"]["title"], release.title))


def _partner(analysis: Analysis) -> int:
    points = _weights()["partner"]
    return max(
        (points[tag.reason] for tag in analysis.places if tag.reason in points and tag.place in _watched()), default=0
    )


def _follows(analysis: Analysis) -> bool:
    return any(
        citation.doc_number == plan.doc_number or (citation.title and bare(plan.title) in bare(citation.title))
        for citation in analysis.citations
        for plan in followed_plans()
    )


@cache
def _watched() -> frozenset[str]:
    return frozenset(partnership.place for partnership in partnerships())


def _weights() -> Any:
    return load("importance")
