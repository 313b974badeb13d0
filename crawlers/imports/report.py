"""What became of every dropped file: the table of outcomes and the coverage record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from crawlers.results import write
from warehouse.models import Coverage, Source

SOURCE = "import"
"""Source id of everything imported."""
LANE = Source(
    id=SOURCE,
    level="central",
    kind="other",
    name_zh="导入资料",
    name_ja="持込資料",
    name_en="Pages brought by hand",
    place="100000",
    platform="",
    homepage="",
    listings=(),
    confidence="import",
)
"""The import lane beside the sites, so that an edition can name it."""
State = Literal["ok", "degraded", "empty", "parser_gap"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, or of one line of a file of texts."""

    file: str
    url: str
    outcome: str
    """`release`, `attachment` (part of the release at `url`) or `refused`."""
    reason: str = ""


def report_path(data: Path, month: str) -> Path:
    """Where the table of outcomes is written."""
    return data / month / "import_report.csv"


def write_report(data: Path, month: str, outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Put the outcomes into the month's table; those of earlier imports stay, and all are given back."""
    path = report_path(data, month)
    merged: dict[str, Outcome] = {}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            merged = {row["file"]: Outcome(**row) for row in csv.DictReader(file)}
    merged |= {outcome.file: outcome for outcome in outcomes}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("file", "url", "outcome", "reason"))
    writer.writerows((one.file, one.url, one.outcome, one.reason) for one in merged.values())
    write(path, text.getvalue().splitlines())
    return list(merged.values())


def coverage(month: str, outcomes: Sequence[Outcome]) -> Coverage:
    """What the month's imports could and could not read."""
    refused = tuple(f"{one.file}: {one.reason}" for one in outcomes if one.outcome == "refused")
    read = sum(one.outcome == "release" for one in outcomes)
    state: State = "empty" if not outcomes else "parser_gap" if not read else "degraded" if refused else "ok"
    return Coverage(
        source_id=SOURCE,
        month=month,
        state=state,
        reason=f"{len(refused)} of {len(outcomes)} files were not taken; import_report.csv says why" if refused else "",
        rows=len(outcomes),
        releases=read,
        failures=refused,
    )
