"""Which record goes into which table, what tells two rows apart, and what may differ between two runs."""

from __future__ import annotations

from typing import NamedTuple

from warehouse import models, reference


class Table(NamedTuple):
    """A table that holds records of one type, one column a field."""

    name: str
    model: type[models.Record]
    key: tuple[str, ...]
    provenance: tuple[str, ...] = ()
    """Columns that tell when and where it was received: two runs may differ in them."""


RECORDS = (
    Table("sources", models.Source, ("id",)),
    Table("releases", models.Release, ("version_id",), ("fetched_at", "archive")),
    Table("coverage_records", models.Coverage, ("source_id", "month"), ("finished_at",)),
    Table("analyses", models.Analysis, ("version_id",)),
    Table("assessments", models.Assessment, ("version_id", "month")),
    Table("segments", models.Segment, ("version_id", "position")),
    Table("translations", models.Translation, ("text_id", "lang")),
    Table("edition_records", models.Edition, ("id",)),
    Table("edits", models.Edit, ("month", "document_id", "revision"), ("edited_by", "edited_at")),
    Table("corrections", models.Correction, ("id",), ("corrected_by", "corrected_at")),
    Table("redactions", models.Redaction, ("id",), ("redacted_by", "redacted_at")),
    Table("plan_requests", models.PlanRequest, ("document_id", "asked_by"), ("asked_on",)),
    Table("plan_approvals", models.PlanApproval, ("id",), ("approved_by", "approved_at")),
    Table("activities", models.Activity, ("id",)),
    Table("needs", models.Need, ("id",)),
    Table("know_how", models.KnowHow, ("id",)),
    Table("decisions", models.Decision, ("need_id", "municipality"), ("decided_by",)),
)
"""What the stages make, and what people enter."""

REFERENCE = (
    Table("places", reference.Place, ("code",)),
    Table("regions", reference.Region, ("id",)),
    Table("municipalities", reference.Municipality, ("id",)),
    Table("partnerships", reference.Partnership, ("id",)),
    Table("themes", reference.Label, ("id",)),
    Table("kinds", reference.Label, ("id",)),
    Table("glossary", reference.Term, ("zh",)),
    Table("followed_plans", reference.FollowedPlan, ("id",)),
    Table("japan_path", models.Step, ("year", "place", "what")),
)
"""The shared facts, so that analysts can join them."""

KEYS = {table.name: table.key for table in (*RECORDS, *REFERENCE)} | {
    "seen_in_run": ("version_id", "month"),
    "approvals": ("month",),
    "edition_files": ("edition_id", "file"),
    "about": ("name",),
    "migrations": ("number",),
}
"""The key of every table, those without a record type too."""

PROVENANCE = {table.name: table.provenance for table in RECORDS if table.provenance} | {
    "approvals": ("approved_by", "approved_at"),
    "migrations": ("applied",),
}

READING = ("cascade", "cascade_targets", "families", "followed", "links")
"""Views to read that the pipeline reads too."""
