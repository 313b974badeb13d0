"""Addresses that mail no longer goes to since one came back for good: private, and undone by a person."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from warehouse.models import Record

FILE = Path("private") / "paused.jsonl"
"""Below the data folder."""


class Pause(Record):
    """That mail to an address stops, or goes on."""

    address: str
    paused: bool
    reason: str
    at: datetime


class PausesUnreadable(ValueError):
    """A line of the file is not a record: mail might go where it should not."""


def known(path: Path) -> dict[str, Pause]:
    """The paused addresses, in small letters; what stands behind the last line feed was never written whole."""
    rows = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    last = {found.address: found for found in (_pause(path, n, row) for n, row in enumerate(rows, start=1))}
    return {address: found for address, found in last.items() if found.paused}


def write(path: Path, address: str, *, paused: bool, reason: str) -> None:
    """Append a line and wait until it is on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    found = Pause(address=address.lower(), paused=paused, reason=reason, at=datetime.now(UTC))
    with path.open("ab+") as file:
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)
        file.write(found.model_dump_json().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def _pause(path: Path, number: int, row: bytes) -> Pause:
    try:
        return Pause.model_validate_json(row)
    except ValidationError as error:
        raise PausesUnreadable(f"{path}:{number}: expected a line as JSON: {error}") from error
