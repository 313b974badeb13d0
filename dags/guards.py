"""What is made sure of before a step: no invented source in a real month, no byte that nobody approved."""

from __future__ import annotations

import hashlib
from pathlib import Path

from crawlers.imports.report import LANE
from warehouse.store import Store


class CollectionsMixed(Exception):
    """Invented and real sources would share a data folder; the text names it and what to do."""


class EditionChanged(Exception):
    """A file is not the one that was approved; the text names it and what to do."""


def unmixed(data: Path, collection: str) -> None:
    """What the sample invents never comes into a real month, nor its approval: each has a data folder of its own."""
    if not (data / "warehouse.duckdb").exists():
        return
    with Store(data / "warehouse.duckdb") as warehouse:
        kept = {source.is_sample for source in warehouse.sources() if source.id != LANE.id}
    if (collection != "sample") in kept:
        raise CollectionsMixed(
            f"{data} holds {'real' if collection == 'sample' else 'sample'} sources, and {collection} was asked for: "
            "set AOZORA_DATA to a folder of its own"
        )


def as_approved(data: Path, month: str) -> None:
    """Hold a month's files beside the hashes of their approval."""
    with Store(data / "warehouse.duckdb", read_only=True) as warehouse:
        approval = warehouse.approval(month)
    for files in approval.files.values() if approval else ():
        for name, sha256 in files.items():
            path = data / month / "editions" / name
            if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
                raise EditionChanged(f"{path} is not what was approved (sha256 {sha256}): bring that file back")
