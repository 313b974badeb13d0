"""The send ledger: a line for each step of each mail, so that nobody gets one twice and nobody is missed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from warehouse.models import Record

State = Literal["queued", "sending", "sent", "deferred", "refused", "ambiguous", "bounced"]
"""`sending` without a later line is a mail whose sender died before the answer: ambiguous."""
ASKED: tuple[State, ...] = ("ambiguous", "refused", "bounced")
"""What only a person can say more of."""


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


class NotAsked(ValueError):
    """The ledger has no open question of that mail; the text says what it knows."""


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
    latest = {line.message_id: line for line in lines(path)}
    return {
        id: line.model_copy(update={"state": "ambiguous", "detail": "the sender stopped before the server answered"})
        if line.state == "sending"
        else line
        for id, line in latest.items()
    }


def line(message_id: str, edition: str, address: str, state: State, detail: str = "") -> Line:
    """What happens now."""
    return Line(
        message_id=message_id, edition=edition, address=address, state=state, detail=detail, at=datetime.now(UTC)
    )


def write_all(path: Path, made: Iterable[Line]) -> None:
    """Append lines and wait until they are on the disk."""
    written = "".join(line.model_dump_json() + "\n" for line in made)
    if not written:
        return
    with path.open("ab") as file:
        file.write(written.encode())
        file.flush()
        os.fsync(file.fileno())


def resolve(path: Path, edition: str, address: str, *, arrived: bool) -> Line:
    """Write down what a person found out; a mail that did not arrive is sent by the next run. Raises NotAsked."""
    with held(path):
        known = [o for o in last(path).values() if o.edition == edition and o.address.lower() == address.lower()]
        if not known or known[-1].state not in ASKED:
            state = known[-1].state if known else "not in the ledger"
            raise NotAsked(f"{edition} to {address}: {state}; expected one of {', '.join(ASKED)}")
        found = line(
            known[-1].message_id,
            edition,
            known[-1].address,
            "sent" if arrived else "queued",
            f"a person says that it {'arrived' if arrived else 'did not arrive'}; it was {known[-1].state}",
        )
        write_all(path, [found])
    return found


def lines(path: Path) -> list[Line]:
    """Every whole line; what stands behind the last line feed is being written, or its writer was killed."""
    rows = path.read_bytes().split(b"\n")[:-1] if path.exists() else []
    return [_line(path, number, row) for number, row in enumerate(rows, start=1)]


def _line(path: Path, number: int, row: bytes) -> Line:
    try:
        return Line.model_validate_json(row)
    except ValidationError as error:
        raise LedgerUnreadable(f"{path}:{number}: expected a ledger line as JSON: {error}") from error
