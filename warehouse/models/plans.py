"""Full translations: who asked for them, and what was approved."""

from __future__ import annotations

from datetime import date, datetime

from warehouse.models.base import Month, Record


class PlanRequest(Record):
    """Somebody's wish for the full translation of a document."""

    document_id: str
    asked_by: str
    """`rule`, `editor`, or the id of the municipality that asks."""
    version_id: str
    """Version that spoke for the document when it was asked for; the wish goes on with later ones."""
    month: Month
    """Month that had told the document by then."""
    asked_on: date | None = None
    """Day on which a person asked; None by rule."""
    reason: str
    """In Japanese."""
    municipalities: tuple[str, ...] = ()
    """Whom the translation is for: ids in `reference/partnerships.yml`."""
    is_sample: bool = False


class PlanApproval(Record):
    """A full translation as somebody approved it, to the byte."""

    id: str
    """Hash of document, version and files."""
    document_id: str
    version_id: str
    """Version of the original that was translated."""
    subject: str
    """Of the mail; it says the state of the translation."""
    files: dict[str, str]
    """sha256 of each frozen file by its name."""
    approved_by: str
    approved_at: datetime
    is_sample: bool = False
