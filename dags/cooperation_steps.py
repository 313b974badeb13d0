"""What joins the stages for cooperation: records in and out of the warehouse, and their totals."""

from __future__ import annotations

import logging
from calendar import monthrange
from datetime import date
from pathlib import Path

from dags import steps
from digests import brief
from digests.brief import docx, pdf
from digests.by_name import FormatUnavailable
from warehouse import reference
from warehouse.cooperation import registers, workbook
from warehouse.cooperation import totals as counting
from warehouse.cooperation.checking import Entered
from warehouse.cooperation.evidence import written_needs
from warehouse.cooperation.following import followings
from warehouse.cooperation.matching import Registers, proposals
from warehouse.saving import Saved
from warehouse.store import Store

log = logging.getLogger("aozora")


class NothingRun(Exception):
    """No month has been run, so that nothing is known of any place."""


def take(path: Path) -> Saved:
    """Save the records of a workbook or YAML. Raises RecordsRefused, OSError, WarehouseBusy, SchemaDiffers."""
    if path.suffix == ".xlsx":
        found = workbook.read(path.read_bytes(), path.name)
    else:
        found = registers.read(path.read_text(encoding="utf-8"), path.name)
    with Store(steps.data() / "warehouse.duckdb") as warehouse:
        return warehouse.save(found, "")


def give(path: Path) -> int:
    """Write every record to a workbook, or to YAML, and say how many."""
    found = entered()
    if path.suffix == ".xlsx":
        path.write_bytes(workbook.write(found))
    else:
        path.write_text(registers.written(found), encoding="utf-8")
    return len(found)


def entered() -> list[Entered]:
    """Every record that people have entered, those that came with the programme too."""
    path = steps.data() / "warehouse.duckdb"
    with Store(path, read_only=path.exists()) as warehouse:
        return [*warehouse.activities(), *warehouse.needs(), *warehouse.know_how(), *warehouse.decisions()]


def totals() -> list[str]:
    """Counts by municipality and fiscal year, then the quoted totals beside them, as lines."""
    path = steps.data() / "warehouse.duckdb"
    with Store(path, read_only=path.exists()) as warehouse:
        activities = warehouse.activities()
    return [*counting.table(activities), "", *(line for one in counting.compared(activities) for line in one.lines())]


def pair(partnership: str, month: str = "") -> list[Path]:
    """Write the visit brief of a partnership as of a month, the latest that was run, and return its files.

    Raises NothingRun, WarehouseBusy, SchemaDiffers.
    """
    path = steps.data() / "warehouse.duckdb"
    with Store(path, read_only=path.exists()) as warehouse:
        months = sorted(warehouse.run_months())
        if not months or (month and month not in months):
            raise NothingRun(f"{path}: expected a month that was run, found {', '.join(months) or 'none'}")
        found = _known(warehouse, partnership, month or months[-1])
    place = steps.data() / "pairs"
    place.mkdir(parents=True, exist_ok=True)
    return _written(found, place / f"{partnership}.{month or months[-1]}")


def _known(warehouse: Store, partnership: str, month: str) -> brief.Pair:
    """All that the brief is made of."""
    one = next(pair for pair in reference.partnerships() if pair.id == partnership)
    last = date.fromisoformat(f"{month}-{monthrange(*map(int, month.split('-')))[1]}")
    policies, activities, needs = warehouse.policies(last), warehouse.activities(), warehouse.needs()
    know_how, steps_taken = warehouse.know_how(), registers.japan_path()
    known = Registers(know_how, activities, policies, steps_taken, warehouse.decisions())
    made = proposals([*needs, *written_needs(policies)], known)
    return brief.Pair(one, last, policies, activities, followings(activities, policies), made, know_how, steps_taken)


def _written(found: brief.Pair, stem: Path) -> list[Path]:
    """As much as two pages hold; the Word file says what the PDF says."""
    try:
        said, made = pdf.fitted(found)
        files = [(stem.with_name(stem.name + ".pdf"), made)]
    except FormatUnavailable as error:
        log.warning("%s without a PDF: %s", stem.name, error)
        said, files = brief.build(found), []
    files.append((stem.with_name(stem.name + ".docx"), docx.render(said)))
    for path, content in files:
        path.write_bytes(content)
    return [path for path, _ in files]
