"""What a record of cooperation must keep to beyond its types: known ids, days in their order, fields of its type."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from pydantic import ValidationError

from warehouse import reference
from warehouse.models import Activity, Decision, KnowHow, Need, Record

HERE = Path(__file__).parent
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Entered = Activity | Need | KnowHow | Decision
"""What people enter."""


class Fault(NamedTuple):
    """What is wrong with a field of a record."""

    field: str
    text: str


class RecordsRefused(Exception):
    """Records that cannot be taken; a line for each fault, with its address."""


@cache
def forms() -> dict[str, Any]:
    """Names of the types and of what they have of their own: `own` and `types`."""
    return dict(yaml.safe_load((HERE / "forms.yml").read_text(encoding="utf-8")))


@cache
def details(type_: str) -> dict[str, str]:
    """Fields that a type of activity has of its own, with their names in Japanese."""
    return {**forms()["types"][type_]["details"], **forms()["own"]}


def refused(error: ValidationError) -> list[Fault]:
    """What pydantic found, by field."""
    missing = "expected a value, found none"
    return [
        Fault(
            ".".join(map(str, one["loc"])),
            missing if one["type"] == "missing" else f"{_said(one['msg'])}, found {one['input']!r}"[:200],
        )
        for one in error.errors()
    ]


def faults(record: Record) -> list[Fault]:
    """What is wrong with a record in itself."""
    if isinstance(record, Activity):
        return list(_of_activity(record))
    if isinstance(record, Need):
        return list(_of_need(record))
    if isinstance(record, KnowHow):
        return [
            *_named(record.id),
            *_known("municipality", (record.municipality,), reference.municipalities()),
            *_known("theme", (record.theme,), reference.themes()),
            *_filled("what", record.what),
            *_filled("source", record.source),
        ]
    assert isinstance(record, Decision)
    return list(_known("municipality", (record.municipality,), [*reference.municipalities(), "platform"]))


def between(records: Sequence[Entered]) -> Iterator[tuple[int, Fault]]:
    """What is wrong between records: ids told twice, by the position of the later."""
    seen: dict[tuple[str, str], int] = {}
    for at, record in enumerate(records):
        of_need = isinstance(record, Decision)
        name = f"{record.need_id}/{record.municipality}" if isinstance(record, Decision) else str(record.id)
        key = (type(record).__name__, name)
        if key in seen:
            yield at, Fault("need_id" if of_need else "id", f"{name} is told twice; expected an id of its own")
        seen[key] = at


def _of_activity(record: Activity) -> Iterator[Fault]:
    yield from _named(record.id)
    yield from _filled("title_ja", record.title_ja)
    yield from _known("partnerships", record.partnerships, [one.id for one in reference.partnerships()])
    yield from _known("places", record.places, reference.places())
    yield from _known("themes", record.themes, reference.themes())
    yield from _known("details", record.details, details(record.type))
    for first, last in (("planned_from", "planned_to"), ("held_from", "held_to")):
        yield from _in_order(record, first, last)
    if not (record.held_from or record.planned_from or record.month or record.fiscal_year):
        yield Fault("held_from", "expected a day, a month or a fiscal year, found none")
    for field in ("participants_jp", "participants_cn", "participants", "times"):
        if (getattr(record, field) or 0) < 0:
            yield Fault(field, f"expected a number from 0 up, found {getattr(record, field)}")
    for at, quoted in enumerate(record.quoted_totals):
        ids = (quoted.municipality,) if quoted.municipality else ()
        yield from _known(f"quoted_totals.{at}.municipality", ids, reference.municipalities())
    for at, next_step in enumerate(record.follow_ups):
        if next_step.done_on and next_step.status != "done":
            yield Fault(f"follow_ups.{at}.done_on", f"expected status done beside a day, found {next_step.status}")


def _of_need(record: Need) -> Iterator[Fault]:
    yield from _named(record.id)
    yield from _filled("what", record.what)
    yield from _known("place", (record.place,), reference.places())
    yield from _known("themes", record.themes, reference.themes())
    if not record.themes:
        yield Fault("themes", "expected a theme or more, found none")
    if record.personal_view and not record.stated_by:
        yield Fault("stated_by", "expected who said it (an office or rank) beside a personal view")


def _named(id: str) -> Iterator[Fault]:
    if not _ID.fullmatch(id):
        yield Fault("id", f"expected small letters and digits with hyphens (2018-09-wuhan-training), found {id!r}")


def _filled(field: str, text: str) -> Iterator[Fault]:
    if not text.strip():
        yield Fault(field, "expected a text, found none")


def _known(field: str, found: Collection[str], known: Collection[str]) -> Iterator[Fault]:
    yield from (Fault(field, f"expected one of {_some(known)}, found {one!r}") for one in found if one not in known)


def _some(known: Collection[str]) -> str:
    first = list(known)[:12]
    return ", ".join(first) + (f" and {len(known) - len(first)} more" if len(known) > len(first) else "")


def _in_order(record: Activity, first: str, last: str) -> Iterator[Fault]:
    begin, end = getattr(record, first), getattr(record, last)
    if end and not begin:
        yield Fault(first, f"expected a first day beside the last, {end}")
    elif end and end < begin:
        yield Fault(last, f"expected a day from {begin} on, found {end}")


def _said(message: str) -> str:
    return message.removeprefix("Value error, ").replace("Input should be", "expected")
