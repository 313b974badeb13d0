"""What is made sure of before a step: no invented source in a real month, no byte that nobody approved."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from crawlers.imports.report import LANE
from dags import patience


class CollectionsMixed(Exception):
    """Invented and real sources would share a data folder; the text names it and what to do."""


class EditionChanged(Exception):
    """A file is not the one that was approved; the text names it and what to do."""


def unmixed(data: Path, collection: str) -> None:
    """What the sample invents never comes into a real month, nor its approval: each has a data folder of its own."""
    if not (data / "warehouse.duckdb").exists():
        return
    with patience.opened(data / "warehouse.duckdb") as warehouse:
        kept = {source.is_sample for source in warehouse.sources() if source.id != LANE.id}
    if (collection != "sample") in kept:
        raise CollectionsMixed(
            f"{data} holds {'real' if collection == 'sample' else 'sample'} sources, and {collection} was asked for: "
            "set AOZORA_DATA to a folder of its own"
        )


def as_approved(data: Path, month: str) -> frozenset[str]:
    """Hold a month's files beside the hashes of their approval; their names, which alone may go out."""
    with patience.opened(data / "warehouse.duckdb", read_only=True) as warehouse:
        approval = warehouse.approval(month)
    for files in approval.files.values() if approval else ():
        as_frozen(data / month / "editions", files)
    return frozenset(name for files in approval.files.values() for name in files) if approval else frozenset()


def as_frozen(folder: Path, files: Mapping[str, str]) -> dict[str, bytes]:
    """The files of an approval by name, each with the sha256 that it was approved with. Raises EditionChanged."""
    found = {name: path.read_bytes() for name in files if (path := folder / name).exists()}
    for name, sha256 in files.items():
        if name not in found or hashlib.sha256(found[name]).hexdigest() != sha256:
            raise EditionChanged(f"{folder / name} is not what was approved (sha256 {sha256}): bring that file back")
    return found
