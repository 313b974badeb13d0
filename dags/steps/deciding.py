"""What editors decided, kept beside the warehouse, so that a warehouse made anew has it; and whether drafts show it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from dags.steps import landing
from warehouse.models import Correction, Edit
from warehouse.store import Store

SHOWN = "desk.sha256"


class DraftsOutdated(Exception):
    """The drafts do not show what the editor has decided; the text says what to do."""


def place() -> Path:
    """Where the editors' workbooks and decisions are: they bear names, and are never published."""
    path = landing.data() / "private" / "desk"
    path.mkdir(parents=True, exist_ok=True)
    return path


def keep(made: Iterable[Edit | Correction], month: str) -> None:
    """Add decisions to the month's log."""
    for record in made:
        kind = "edits" if isinstance(record, Edit) else "corrections"
        with (place() / f"{month}.{kind}.jsonl").open("a", encoding="utf-8") as log:
            log.write(record.model_dump_json() + "\n")


def kept(month: str) -> Sequence[Edit | Correction]:
    """Every decision that the month's log has, in its order."""
    edits = landing.read(Edit, place() / f"{month}.edits.jsonl")
    return [*edits, *landing.read(Correction, place() / f"{month}.corrections.jsonl")]


def restore(warehouse: Store, month: str) -> None:
    """Bring back what a warehouse that was made anew does not know."""
    if found := kept(month):
        warehouse.save(found, month)


def seal(warehouse: Store, month: str) -> str:
    """The same as long as nothing else is decided."""
    told = [*warehouse.edits(month), *warehouse.corrections(month)]
    return hashlib.sha256("\n".join(record.model_dump_json() for record in told).encode()).hexdigest() if told else ""


def mark_drafted(month: str, seal: str) -> None:
    """Write down what the drafts show."""
    (landing.folder(month) / SHOWN).write_text(seal, encoding="utf-8")


def told(edits: Iterable[Edit]) -> list[str]:
    """A line for the approver: how many items the editors accepted, pinned, dropped, merged."""
    counts = Counter(edit.decision or "undecided" for edit in edits)
    return [f"At the desk: {', '.join(f'{word} {n}' for word, n in sorted(counts.items()))}."] if counts else []


def check_drafted(warehouse: Store, month: str) -> None:
    """Raises DraftsOutdated when the editor has decided something since the drafts were made."""
    path = landing.folder(month) / SHOWN
    if (path.read_text(encoding="utf-8") if path.exists() else "") != seal(warehouse, month):
        raise DraftsOutdated(
            f"{month}: the drafts do not show all that the editor has decided; clear the task draft (or run the month "
            "again): they are drawn anew, and whoever approves is asked again"
        )
