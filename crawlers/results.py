"""What runs leave of a source and month: its releases, its coverage, the pages set aside."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from warehouse.models import Coverage, Release

READ_WHOLE = ("ok", "late")
"""States in which nothing was lost."""


def releases_path(data: Path, month: str, source: str) -> Path:
    """Where a source's releases of a month are written."""
    return data / month / "releases" / f"{source}.jsonl"


def quarantine_path(data: Path, month: str, source: str) -> Path:
    """Where the pages that were set aside are written, with the evidence."""
    return data / month / "quarantine" / f"{source}.jsonl"


def coverage_path(data: Path, month: str, source: str) -> Path:
    """Where a source's coverage of a month is written."""
    return data / month / "coverage" / f"{source}.json"


def releases(data: Path, month: str, source: str) -> list[Release]:
    """What a month's runs read of a source; nothing when there was none."""
    path = releases_path(data, month, source)
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [Release.model_validate_json(line) for line in lines if line]


def coverage(data: Path, month: str, source: str) -> Coverage | None:
    """What the last run said of a source and month."""
    path = coverage_path(data, month, source)
    return Coverage.model_validate_json(path.read_text(encoding="utf-8")) if path.exists() else None


def write(path: Path, lines: Iterable[str]) -> None:
    """Lines into a file, seen by others only when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".unfinished")
    draft.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    draft.replace(path)
