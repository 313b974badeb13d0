"""Who gets which edition, and since when by whose consent: private data, read strictly, row by row."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import StringConstraints, ValidationError, field_validator

from digests.choose import COMMON
from warehouse import reference
from warehouse.models import Record

log = logging.getLogger("aozora")
SAMPLE = Path(__file__).parent / "sample_recipients.yml"
Address = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
]
OneLine = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]


class RecipientsUnreadable(ValueError):
    """The list of recipients is missing, no YAML, or without its two parts."""


class Sender(Record):
    """Who sends, and where answers and cancellations go."""

    name: OneLine
    address: Address
    list_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]+$")]
    unsubscribe: Address


class Recipient(Record):
    """One reader."""

    address: Address
    name: OneLine
    municipality: str
    """Municipality id, or `common`."""
    since: date
    agreed_by: OneLine
    """Who agreed to the mails."""
    status: Literal["active", "stopped"] = "active"
    sender: Sender

    @field_validator("municipality")
    @classmethod
    def _known(cls, id: str) -> str:
        if id != COMMON and id not in reference.municipalities():
            raise ValueError(f"no municipality {id!r} in reference/partnerships.yml")
        return id


def load(data: Path, *, sample: bool) -> list[Recipient]:
    """The active recipients; a bad row is named in the log and the rest goes on."""
    path = SAMPLE if sample else data / "private" / "recipients.yml"
    good, bad = read(path)
    for problem in bad:
        log.warning("%s", problem)
    return [recipient for recipient in good if recipient.status == "active"]


def read(path: Path) -> tuple[list[Recipient], list[str]]:
    """Good rows, and a line for each bad one: file, number of the row, and what is wrong with it."""
    sender, rows = _parts(path)
    good: dict[tuple[str, str], Recipient] = {}
    bad: list[str] = []
    for number, row in enumerate(rows, start=1):
        try:
            found = Recipient.model_validate({**row, "sender": sender} if isinstance(row, dict) else row)
        except ValidationError as error:
            bad += [f"{path.name} row {number}: {_where(e['loc'])}: {e['msg']}" for e in error.errors()]
            continue
        key = (found.address.lower(), found.municipality)
        if key in good:
            bad.append(f"{path.name} row {number}: {found.address} stands there already for {found.municipality}")
        good.setdefault(key, found)
    return list(good.values()), bad


def _parts(path: Path) -> tuple[Sender, list[Any]]:
    try:
        tree = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Sender.model_validate(tree["sender"]), list(tree["recipients"])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValidationError) as error:
        raise RecipientsUnreadable(f"{path}: expected `sender` and `recipients`: {error}") from error


def _where(location: tuple[int | str, ...]) -> str:
    return ".".join(map(str, location)) or "row"
