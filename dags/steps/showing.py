"""What was published becomes pages: one build for everybody, one for the stakeholders."""

from __future__ import annotations

import logging
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import digests
from dags import guards, patience
from dags.steps.landing import data
from dags.steps.telling import translated_for
from digests.site import Content, build
from digests.site.content import LEVELS
from warehouse.cooperation.evidence import written_needs
from warehouse.cooperation.matching import Registers, proposals
from warehouse.cooperation.registers import japan_path
from warehouse.models import Activity, Dossier, KnowHow, Proposal, made_id
from warehouse.publish import SUMS
from warehouse.search.folding import fold
from warehouse.store import Store

log = logging.getLogger("aozora")
STAMP = ".made-from"
WRITTEN = (".py", ".html", ".jinja", ".css", ".js", ".yml")
BATCH = 250
"""Documents of which the translations are read at a time."""
MONTHS = 12
"""Months of which is shown what was read."""


class NothingPublished(Exception):
    """There is no published copy to make pages of."""


def show() -> dict[str, tuple[Path, int]]:
    """Write both builds from the published copy; for each its folder, and how many files are new.

    Raises NothingPublished, WarehouseBusy, SchemaDiffers.
    """
    published = data() / "published" / "aozora.duckdb"
    if not published.exists():
        raise NothingPublished(f"{published}: expected what `aozora publish` makes")
    made: dict[str, tuple[Path, int]] = {}
    registers = _registers()
    stamp, made_from = data() / "site" / STAMP, _made_from(published, registers)
    there = all((data() / "site" / level / "index.html").exists() for level in LEVELS)
    if there and stamp.exists() and stamp.read_text(encoding="utf-8") == made_from:
        log.info("site: nothing has changed since it was made")
        return {level: (data() / "site" / level, 0) for level in LEVELS}
    stamp.unlink(missing_ok=True)
    with Store(published, read_only=True) as warehouse:
        content = _content(warehouse, registers)
        for level in LEVELS:
            root = data() / "site" / level
            folder = build(content, level, root)
            made[level] = (root, folder.written)
            log.info("site %s: %s files, %s written", level, len(folder), folder.written)
    stamp.write_text(made_from, encoding="utf-8")
    return made


def _made_from(published: Path, registers: _Registers) -> str:
    """What decides every byte of the pages: the published copy, the registers, and how pages are made."""
    records = (*registers.activities, *registers.know_how, *registers.proposals)
    sums = published.resolve().parent / SUMS
    ours = sorted(path for path in Path(digests.__file__).parent.rglob("*") if path.suffix in WRITTEN)
    texts = [sums.read_text(encoding="utf-8"), *(path.read_text(encoding="utf-8") for path in ours)]
    return made_id(*texts, *(record.model_dump_json() for record in records))


class _Registers(NamedTuple):
    """What people entered, of every level."""

    activities: tuple[Activity, ...]
    know_how: tuple[KnowHow, ...]
    proposals: tuple[Proposal, ...]
    taken_out: tuple[str, ...]
    """Words that no page may hold, nor a frozen file that is offered."""


def _registers() -> _Registers:
    """From the pipeline's own database: the published copy has what is for everybody alone."""
    with patience.opened(data() / "warehouse.duckdb", read_only=True) as warehouse:
        activities, know_how = warehouse.activities(), warehouse.know_how()
        told = _proposals(warehouse, activities, know_how)
        return _Registers(tuple(activities), tuple(know_how), tuple(told), warehouse.taken_out())


def _proposals(warehouse: Store, activities: list[Activity], know_how: list[KnowHow]) -> list[Proposal]:
    """Needs as of the latest approved month, those that only policy tells too, with who could answer them."""
    months = sorted(warehouse.approved())
    if not months:
        return []
    year, month = map(int, months[-1].split("-"))
    policies = warehouse.policies(date(year, month, monthrange(year, month)[1]))
    known = Registers(know_how, activities, policies, japan_path(), warehouse.decisions())
    return proposals([*warehouse.needs(), *written_needs(policies)], known)


def _content(warehouse: Store, registers: _Registers) -> Content:
    months = sorted(warehouse.approved(), reverse=True)
    until = months[0] if months else ""
    return Content(
        editions=tuple(warehouse.every_approved_edition()),
        dossiers=lambda: _dossiers(warehouse, until),
        answers=tuple(warehouse.answers()),
        differences=tuple(warehouse.differences()),
        coverage={month: tuple(warehouse.coverage(month)) for month in months[:MONTHS]},
        sources=tuple(warehouse.sources()),
        corrections=tuple(warehouse.told_corrections()),
        activities=registers.activities,
        know_how=registers.know_how,
        proposals=registers.proposals,
        path=japan_path(),
        files={
            f"{month}/{path.name}": path
            for month in months
            for path in guards.offered(data() / month / "editions", registers.taken_out)
        },
        fold=fold,
    )


def _dossiers(warehouse: Store, until: str) -> Iterator[Dossier]:
    """The documents with the translations that a reader may be shown, some at a time."""
    waiting: list[Dossier] = []
    for dossier in warehouse.dossiers(until):
        waiting.append(dossier)
        if len(waiting) == BATCH:
            yield from translated_for(warehouse, waiting)
            waiting = []
    yield from translated_for(warehouse, waiting)
