"""A month is approved, frozen to the byte, and published."""

from __future__ import annotations

import hashlib
import logging
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from dags import guards, patience
from dags.steps import deciding
from dags.steps.landing import data, edition_path, folder, store
from digests import formats
from warehouse import covering
from warehouse import publish as publishing
from warehouse.models import Edition

log = logging.getLogger("aozora")


class DraftOvertaken(Exception):
    """What this draft tells has come to stand in another month, or was taken out; the text says what to do."""


def freeze(month: str, answer: dict[str, Any]) -> None:
    """Write down who approved what, to the byte. Raises DraftOvertaken, DraftsOutdated."""
    by = answer.get("responded_by_user") or {}
    when = answer["responded_at"]
    place = folder(month, "editions")
    frozen = []
    for path in sorted(place.glob("*.json")):
        edition = Edition.model_validate_json(path.read_bytes())
        files = [path for name in formats.names() if (path := edition_path(edition, name)).exists()]
        frozen.append((edition, {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files}))
    with store() as warehouse:
        deciding.check_drafted(warehouse, month)
        if held := guards.holding(place, (path.name for path in place.iterdir()), warehouse.taken_out()):
            raise DraftOvertaken(f"{month}: {', '.join(held)} hold words that were taken out since: run {month} again")
        known = {entry.id for entry in warehouse.entries(month)}
        if gone := sorted({id for edition, _ in frozen for id in edition.entry_ids} - known):
            raise DraftOvertaken(f"{month}: {', '.join(gone)} came to stand in another month since: run {month} again")
        at = when if isinstance(when, datetime) else datetime.fromisoformat(when)
        warehouse.approve(month, approver(by.get("name", "")), at, frozen)
    log.info("%s approved: %s editions frozen", month, len(frozen))


def approver(name: str) -> str:
    """Who answered; the sample's answer is given by the run itself and says so."""
    return "sample run (no person)" if os.environ.get("AOZORA_SAMPLE_PROXY") else name or "unnamed"


def publish(month: str = "") -> Path:
    """Swap in the analysts' read-only copy, and freeze the month."""
    published = publishing.publish(data() / "warehouse.duckdb", data() / "published", month)
    with patience.opened(data() / "warehouse.duckdb", read_only=True) as warehouse:
        redactions = warehouse.redactions()
    for covered in covering.cover(data() / "published", redactions):
        log.info("what was taken out since is covered in %s", covered)
    log.info("published: %s", published)
    return published
