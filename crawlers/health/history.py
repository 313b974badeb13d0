"""Reads what earlier months left of a source: only months before this one, so that a rerun is judged the same."""

from __future__ import annotations

from pathlib import Path

from crawlers import results
from crawlers.health.facts import History
from crawlers.health.limits import limits
from crawlers.window import MONTH


def history(data: Path, source: str, month: str) -> History:
    """The coverage of the months before, and the releases of those of the same year."""
    known = (path.name for path in data.glob("????-??") if MONTH.fullmatch(path.name))
    earlier = sorted(name for name in known if name < month)[-limits().history_months :]
    coverage = (results.coverage(data, name, source) for name in earlier)
    return History(
        coverage=tuple(found for found in coverage if found),
        releases=tuple(r for name in earlier if name[:4] == month[:4] for r in results.releases(data, name, source)),
    )
