"""The send ledger: a line for each step of each mail, so that nobody gets one twice and nobody is missed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from warehouse.models import Record

State = Literal["sending", "sent", "refused", "deferred", "ambiguous"]
"""`sending` without a later line is a mail whose sender died before the answer: ambiguous."""


class Line(Record):
    """What happened to one mail at one moment."""

    message_id: str
    edition: str
    address: str
    state: State
    detail: str = ""
    at: datetime


class LedgerUnreadable(ValueError):
    """A line of the ledger is not a record; sending on would risk sending twice."""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """The ledger for this process alone; a line that a killed process left half written is cut off.

    Nothing is lost by the cut: before that line stands `sending`, which is ambiguous, or the mail was not handed over.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)
        yield


def last(path: Path) -> dict[str, Line]:
    """The last line of each message; one still `sending` is returned as `ambiguous`."""
    lines = {line.message_id: line for line in _lines(path)}
    return {
        id: line.model_copy(update={"state": "ambiguous", "detail": "the sender stopped before the server answered"})
        if line.state == "sending"
        else line
        for id, line in lines.items()
    }


def write(path: Path, message_id: str, edition: str, address: str, state: State, detail: str = "") -> Line:
    """Append one line and wait until it is on the disk."""
    line = Line(
        message_id=message_id, edition=edition, address=address, state=state, detail=detail, at=datetime.now(UTC)
    )
    with path.open("ab") as file:
        file.write(line.model_dump_json().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return line


def _lines(path: Path) -> list[Line]:
    rows = path.read_bytes().splitlines() if path.exists() else []
    return [_line(path, number, row) for number, row in enumerate(rows, start=1)]


def _line(path: Path, number: int, row: bytes) -> Line:
    try:
        return Line.model_validate_json(row)
    except ValidationError as error:
        raise LedgerUnreadable(f"{path}:{number}: expected a ledger line as JSON: {error}") from error
