"""Reads what earlier months left of a source: only months before this one, so that a rerun is judged the same."""

from __future__ import annotations

from pathlib import Path

from crawlers.health.facts import History
from crawlers.health.limits import limits
from crawlers.window import MONTH
from warehouse.models import Coverage, Release


def history(data: Path, source: str, month: str) -> History:
    """The coverage of the months before, and the releases of those of the same year."""
    known = (path.name for path in data.glob("????-??") if MONTH.fullmatch(path.name))
    earlier = sorted(name for name in known if name < month)[-limits().history_months :]
    coverage = (data / name / "coverage" / f"{source}.json" for name in earlier)
    return History(
        coverage=tuple(Coverage.model_validate_json(p.read_text(encoding="utf-8")) for p in coverage if p.exists()),
        releases=tuple(r for name in earlier if name[:4] == month[:4] for r in releases(data, source, name)),
    )


def releases(data: Path, source: str, month: str) -> list[Release]:
    """What a month's runs read of a source; nothing when there was none."""
    path = data / month / "releases" / f"{source}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Release.model_validate_json(line) for line in lines if line]
