"""Seconds and memory of a month's thirteen editions in every format, from warehouses of thousands of documents.

The documents are of one year and of the cities whose sites we read; the last month's are told. They are made,
understood and translated by the steps of the DAG, which is not counted here. Parts are in seconds of the processor.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from crawlers import registry
from dags import steps
from digests import build, formats
from tests.bench import texts
from tests.bench.child import Took, took
from warehouse.models import Coverage, Edition, Release
from warehouse.reference import places

ROOT = Path(__file__).parents[2]
BEFORE, MONTH = "2026-09", "2026-10"
FIRST, LAST, DAYS = date(2025, 11, 1), date(2026, 10, 1), 365
COUNTS = (1_000, 3_000)


def report() -> str:
    """Markdown: each part of the drafts' making, by number of documents, beside what is wanted."""
    measured = [_measured(count) for count in COUNTS]
    (_, first, _), (taken, last, sizes) = measured
    parts = [f"| {name} | {first[name]:.1f} s | {last[name]:.1f} s | {last[name] / first[name]:.1f} |" for name in last]
    grown = sum(last.values()) / sum(first.values())
    return "\n".join(
        [
            f"Thirteen editions in {len(formats.names())} formats; load of the machine {os.getloadavg()[0]:.1f}.\n",
            f"| part | {COUNTS[0]:,} documents | {COUNTS[1]:,} | times |\n|---|---|---|---|",
            *parts,
            f"| all | {sum(first.values()):.1f} s | {sum(last.values()):.1f} s | {grown:.1f} |\n",
            f"| what | | wanted |\n|---|---|---|\n| the whole draft, by the clock | {taken.clock:.0f} s | < 60 s |",
            f"| the same, of the processor | {taken.processor:.0f} s | |",
            f"| most memory | {taken.memory:.0f} MB | < 1,000 MB |",
            f"| longest text of a municipality | {sizes.text:,} 字 | ≤ 3,500 字 |",
            f"| largest HTML | {sizes.html / 1000:.0f} KB | ≤ 90 KB |",
            f"| items of the common edition | {sizes.items} | |",
        ]
    )


class Sizes(NamedTuple):
    """What the drafts came to."""

    text: int
    html: int
    items: int


def _measured(count: int) -> tuple[Took, dict[str, float], Sizes]:
    """What a process takes that drafts a month of so many documents, and seconds of each part."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["AOZORA_DATA"] = folder
        fill(count)
        taken = took([sys.executable, "-m", __spec__.name, folder], str(ROOT))
        parts: dict[str, float] = json.loads((Path(folder) / "parts.json").read_text())
        sizes = _sizes(steps.folder(MONTH, "editions"))
    return taken, parts, sizes


def _sizes(drafts: Path) -> Sizes:
    common = Edition.model_validate_json((drafts / "common.json").read_bytes())
    own = [path for path in drafts.glob("*.txt") if not path.name.startswith(common.municipality)]
    longest = max(len(path.read_text(encoding="utf-8")) for path in own)
    return Sizes(longest, max(path.stat().st_size for path in drafts.glob("*.html")), len(common.entry_ids))


def fill(count: int) -> None:
    """A warehouse with so many documents of a year, the last month's understood and translated beside the others."""
    sources = registry.load("live")
    site = {source.place: source.id for source in sources.values() if places()[source.place].level == "city"}
    cities = [places()[code] for code in sorted(site)]
    made = [_of_site(release, site) for release in texts.documents(count, cities=cities, first=FIRST, days=DAYS)]
    with steps.store() as warehouse:
        warehouse.save(sources.values(), BEFORE)
    for month in (BEFORE, MONTH):
        read = [Coverage(source_id=id, month=month, state="ok", listings=2, listings_read=2) for id in sources]
        releases = [release for release in made if (str(release.published) >= str(LAST)) == (month == MONTH)]
        with steps.store() as warehouse:
            warehouse.save([*read, *releases], month)
        steps.understand(month)
    steps.translate(MONTH)


def _of_site(release: Release, site: Mapping[str, str]) -> Release:
    name, day = site[release.place], min(release.published or LAST, LAST.replace(day=31))
    return release.model_copy(
        update={"source_id": name, "url": f"http://{name}.example/{release.id}.html", "published": day}
    )


def main(folder: str) -> int:
    """Draft the month of a folder and write the seconds of each part."""
    os.environ["AOZORA_DATA"] = folder
    parts: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        began = time.process_time()
        done = work()
        parts[name] = time.process_time() - began
        return done

    with steps.store() as warehouse:
        entries = timed("read from the warehouse", lambda: steps.entries_of(warehouse, MONTH))
        coverage = warehouse.coverage(MONTH)
    editions = timed("build", lambda: build.editions(MONTH, entries, coverage, steps.told_of(MONTH, "live")))
    for name in formats.names():
        for edition, page in zip(editions, timed(name, lambda: _rendered(editions, name)), strict=True):  # noqa: B023
            steps.edition_path(edition, name).write_bytes(page)
    (Path(folder) / "parts.json").write_text(json.dumps(parts))
    return 0


def _rendered(editions: Sequence[Edition], name: str) -> list[bytes]:
    return [formats.render(edition, name) for edition in editions]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
