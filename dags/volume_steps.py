"""What joins the stages for a year's volume: what the approved months told is read, and bound in both orders."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from dags import steps
from digests import volume
from digests.by_name import FormatUnavailable
from digests.volume import docx, pdf
from warehouse.models import PlanApproval
from warehouse.store import Store

log = logging.getLogger("aozora")
_JAPAN = ZoneInfo("Asia/Tokyo")


class NothingApproved(Exception):
    """No month of the year has been approved."""


def bind(year: int) -> list[Path]:
    """Write the year's volumes and return their paths; what cannot be made here is logged and left out.

    Raises NothingApproved, ItemUnknown, WarehouseBusy, SchemaDiffers.
    """
    found = read(year)
    place = steps.data() / "volumes"
    place.mkdir(parents=True, exist_ok=True)
    return [
        path for pivot in volume.PIVOTS for path in _written(volume.volume(found, pivot), place / f"{year}.{pivot}")
    ]


def _written(book: volume.Volume, stem: Path) -> list[Path]:
    """The Word document takes the numbers of its pages from the PDF, where there is one."""
    files = []
    pages: Sequence[int] = ()
    try:
        made = pdf.render(book)
        pages = pdf.pages(made)
        files.append((stem.with_name(stem.name + pdf.suffix), made))
    except FormatUnavailable as error:
        log.warning("%s without %s: %s", book.subject, pdf.suffix, error)
    files.append((stem.with_name(stem.name + docx.suffix), docx.render(book, pages)))
    for path, content in files:
        path.write_bytes(content)
    return [path for path, _ in files]


def read(year: int) -> volume.Year:
    """Everything that the year's volumes are made of. Raises NothingApproved, WarehouseBusy, SchemaDiffers."""
    months = volume.months(year)
    path = steps.data() / "warehouse.duckdb"
    nothing = NothingApproved(f"{months[0]} to {months[-1]}: expected an approved month in {path}, found none")
    if not path.exists():
        raise nothing
    with Store(path, read_only=True) as warehouse:
        editions = {edition.month: edition for edition in warehouse.approved_editions(months)}
        told = {one.entry_id: one for one in warehouse.told_items(months)}
        run = warehouse.run_months()
        translations = [
            volume.FullTranslation(one, tuple(warehouse.plan_requests(one.document_id)))
            for one in warehouse.plan_approvals()
            if _month(one) in months
        ]
    if not editions:
        raise nothing
    issues = tuple(volume.Issue(month, editions.get(month), month in run) for month in months)
    return volume.Year(year, issues, told, tuple(translations))


def _month(approval: PlanApproval) -> str:
    return f"{approval.approved_at.astimezone(_JAPAN):%Y-%m}"
