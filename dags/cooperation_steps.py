"""What joins the stages for cooperation: records in and out of the warehouse, and their totals."""

from __future__ import annotations

from pathlib import Path

from dags import steps
from warehouse.cooperation import registers, workbook
from warehouse.cooperation import totals as counting
from warehouse.cooperation.checking import Entered
from warehouse.saving import Saved
from warehouse.store import Store


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
