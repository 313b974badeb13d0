"""The registers that come with the programme, and registers in YAML of an office's own; each refusal has its line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from warehouse import reference
from warehouse.cooperation.checking import Entered, Fault, RecordsRefused, between, faults, refused
from warehouse.models import Activity, Decision, KnowHow, Need, Record, Step

R = TypeVar("R", bound=Record)
DATA = Path(__file__).parent / "data"
KINDS: dict[str, type[Entered]] = {"activities": Activity, "needs": Need, "know_how": KnowHow, "decisions": Decision}
"""Registers that people fill, by the name of their table."""
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def activities() -> tuple[Activity, ...]:
    """Records read from public pages."""
    return _listed("activities.yml", Activity)


@cache
def needs() -> tuple[Need, ...]:
    """Needs that public pages tell."""
    return _listed("needs.yml", Need)


@cache
def know_how() -> tuple[KnowHow, ...]:
    """What the municipalities can teach."""
    return _listed("know_how.yml", KnowHow)


@cache
def japan_path() -> tuple[Step, ...]:
    """Steps of Japan's own path in their order."""
    with (DATA / "japan_path.csv").open(encoding="utf-8", newline="") as file:
        rows = [(at, {**row, "until": row["until"] or None}) for at, row in enumerate(csv.DictReader(file), start=2)]
    steps, wrong = _made(((f"japan_path.csv:{at}", row, Step) for at, row in rows))
    for (at, _), step in zip(rows, steps, strict=False):
        if isinstance(step, Step) and step.theme not in reference.themes():
            wrong.append(f"japan_path.csv:{at} theme: expected an id of themes.yml, found {step.theme!r}")
    if wrong:
        raise RecordsRefused("\n".join(wrong))
    return tuple(step for step in steps if isinstance(step, Step))


def read(text: str, name: str) -> list[Entered]:
    """Records of a YAML text with the keys `activities`, `needs`, `know_how`, `decisions`. Raises RecordsRefused."""
    tree, node = _parsed(text, name)
    if not isinstance(tree, dict) or set(tree) - set(KINDS):
        raise RecordsRefused(f"{name}:1: expected lists below {', '.join(KINDS)}")
    rows = []
    for key, value in node.value:
        kind = KINDS[key.value]
        rows += _rows(tree[key.value], value, name, kind)
    return _checked(rows)


def written(records: list[Entered]) -> str:
    """The same records as such a text: what is as it is by default stays out."""
    tree = {
        key: [record.model_dump(mode="json", exclude_defaults=True) for record in records if type(record) is kind]
        for key, kind in KINDS.items()
    }
    kept = {key: rows for key, rows in tree.items() if rows}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=120) if kept else "{}\n"


def _listed(name: str, kind: type[R]) -> tuple[R, ...]:
    tree, node = _parsed((DATA / name).read_text(encoding="utf-8"), name)
    found = _checked(_rows(tree, node, name, kind))
    return tuple(record for record in found if isinstance(record, kind))


def _parsed(text: str, name: str) -> tuple[Any, Any]:
    try:
        return yaml.load(text, Loader=_Loader), yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise RecordsRefused(f"{name}:{line}: {error.problem}") from error


def _rows(tree: Any, node: Any, name: str, kind: type[Record]) -> list[tuple[str, Any, type[Record]]]:
    if not isinstance(tree, list):
        raise RecordsRefused(f"{name}:{node.start_mark.line + 1}: expected a list of records")
    lines = (item.start_mark.line + 1 for item in node.value)
    return [(f"{name}:{line}", row, kind) for line, row in zip(lines, tree, strict=True)]


def _checked(rows: list[tuple[str, Any, type[Record]]]) -> list[Any]:
    records, wrong = _made(rows)
    kept: list[tuple[str, Any]] = [
        (where, record) for (where, _, _), record in zip(rows, records, strict=True) if record is not None
    ]
    wrong += [_line(where, record, fault) for where, record in kept for fault in faults(record)]
    wrong += [_line(kept[at][0], kept[at][1], fault) for at, fault in between([record for _, record in kept])]
    if wrong:
        raise RecordsRefused("\n".join(wrong))
    return [record for _, record in kept]


def _made(rows: Any) -> tuple[list[Record | None], list[str]]:
    """The records, None for what is none, and the lines of what is wrong."""
    records: list[Record | None] = []
    wrong: list[str] = []
    for where, row, kind in rows:
        try:
            records.append(kind.model_validate(row))
        except ValidationError as error:
            records.append(None)
            wrong += [_line(where, row, fault) for fault in refused(error)]
    return records, wrong


def _line(where: str, record: Any, fault: Fault) -> str:
    id = record.get("id", "") if isinstance(record, dict) else getattr(record, "id", "")
    return f"{where}{f' {id}' if id else ''} {fault.field}: {fault.text}"


def known() -> Iterator[tuple[str, tuple[Entered, ...]]]:
    """The registers that come with the programme, by the name of their table."""
    yield "activities", activities()
    yield "needs", needs()
    yield "know_how", know_how()
