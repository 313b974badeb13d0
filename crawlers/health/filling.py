"""How full the articles are, and whether that has fallen below what the source's own history shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import comb

from crawlers.health.facts import Finding, History, Run
from crawlers.health.limits import limits
from warehouse.models import Coverage, Release

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
    """Fields that are filled far less than in any earlier month, and not by chance; bodies also when none is."""
    fewest = limits().fewest_releases
    if len(run.releases) < fewest:
        return
    known = [one for one in history.coverage if one.releases >= fewest and one.filled]
    for name, share in filled(run.releases).items():
        floor = min((one.filled.get(name, 0.0) for one in known), default=0.0)
        is_far = share < floor - limits().fall and _chance(name, run, known) < limits().chance
        if is_far or (name == "body" and not share):
            said = f"{name} in {share:.0%} of {len(run.releases)} articles; expected at least {floor:.0%} as before"
            yield Finding("fields", said, "degraded" if name in limits().degrading else "")


def _chance(name: str, run: Run, known: Sequence[Coverage]) -> float:
    """How likely so few of the run's releases have a field when they are drawn from the same lot as the earlier ones.

    Fisher's exact test, one-sided: a handful of articles differs from another handful all the time.
    """
    many, every = len(run.releases), len(run.releases) + sum(one.releases for one in known)
    have = sum(FIELDS[name](release) for release in run.releases)
    all_have = have + sum(round(one.filled.get(name, 0.0) * one.releases) for one in known)
    ways = sum(comb(all_have, n) * comb(every - all_have, many - n) for n in range(have + 1))
    return ways / comb(every, many)
