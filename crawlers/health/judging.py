"""From what a run met, and what is usual at its source, to a state and what a person should look at."""

from __future__ import annotations

from typing import Literal, NamedTuple

from crawlers.health import counts, filling, numbers, rhythm, skeleton
from crawlers.health.facts import Finding, History, Run
from crawlers.health.limits import limits

LOOKS = (
    rhythm.late,
    counts.rows,
    counts.short,
    counts.elsewhere,
    counts.silent,
    filling.fallen,
    skeleton.changed,
)


class Verdict(NamedTuple):
    """What health makes of a run that read something."""

    state: Literal["ok", "late", "degraded"]
    reason: str
    warnings: tuple[str, ...]
    unseen_numbers: tuple[str, ...]


def judge(run: Run, history: History) -> Verdict:
    """A pure function of the two: the same facts are judged the same, whenever that is."""
    found = [finding for look in LOOKS for finding in look(run, history)]
    gaps, named = numbers.unseen(run, history), limits().numbers_named
    if len(gaps) > named:
        found.append(Finding("numbers", f"{len(gaps) - named} more numbers of its series were not seen"))
    state = _state(run, found)
    reason = "; ".join(finding.said for finding in found if finding.state and finding.state == state)
    # That a source is late is its state, and is said again only where another state hides it.
    warnings = tuple(str(finding) for finding in found if state != "late" or finding.kind != "late")
    return Verdict(state, reason, warnings, tuple(gaps[:named]))


def _state(run: Run, found: list[Finding]) -> Literal["ok", "late", "degraded"]:
    states = {finding.state for finding in found}
    if "degraded" in states or not run.is_whole:
        return "degraded"
    return "late" if "late" in states else "ok"
