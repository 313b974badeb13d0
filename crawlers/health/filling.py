"""How full the articles are, and whether that has fallen below what the source's own history shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from crawlers.health.facts import Finding, History, Run
from crawlers.health.limits import limits
from warehouse.models import Release

FIELDS: dict[str, Callable[[Release], bool]] = {
    "doc_number": lambda release: bool(release.doc_number),
    "written": lambda release: release.written is not None,
    "issuers": lambda release: bool(release.issuers),
    "body": lambda release: bool(release.blocks),
}


def filled(releases: Sequence[Release]) -> dict[str, float]:
    """The share of releases that have each field; nothing when there is no release."""
    if not releases:
        return {}
    return {name: round(sum(map(has, releases)) / len(releases), 3) for name, has in FIELDS.items()}


def fallen(run: Run, history: History) -> Iterator[Finding]:
    """Fields that are filled far less than in any earlier month; bodies also when there is not one."""
    if len(run.releases) < limits().fewest_releases:
        return
    known = [one.filled for one in history.coverage if one.releases >= limits().fewest_releases and one.filled]
    for name, share in filled(run.releases).items():
        floor = min((one.get(name, 0.0) for one in known), default=0.0)
        if share < floor - limits().fall or (name == "body" and not share):
            said = f"{name} in {share:.0%} of {len(run.releases)} articles; expected at least {floor:.0%} as before"
            yield Finding("fields", said, "degraded" if name in limits().degrading else "")
