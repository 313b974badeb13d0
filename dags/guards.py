"""What is made sure of before a step: no invented source in a real month, no byte that nobody approved."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from crawlers.imports.report import LANE
from dags import patience

log = logging.getLogger("aozora")
READABLE = frozenset({".json", ".txt", ".html"})
"""Files whose text can be looked through; each edition and each full translation has one of them."""


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
    """Hold a month's files beside the hashes of their approval; their names, which alone may go out.

    An edition with words that were taken out since stays as it was approved, and goes out no more.
    """
    with patience.opened(data / "warehouse.duckdb", read_only=True) as warehouse:
        approval, words = warehouse.approval(month), warehouse.taken_out()
    names: set[str] = set()
    for files in approval.files.values() if approval else ():
        as_frozen(data / month / "editions", files)
        if held := holding(data / month / "editions", files, words):
            log.warning("%s goes out no more: it holds words that were taken out since", held[0])
        else:
            names.update(files)
    return frozenset(names)


def holding(folder: Path, names: Iterable[str], words: Sequence[str]) -> list[str]:
    """Those of the files that hold any of these words; one in a form of text tells of the others beside it."""
    texts = (name for name in sorted(names) if Path(name).suffix in READABLE)
    return [name for name in texts if any(word in (folder / name).read_text(encoding="utf-8") for word in words)]


def offered(folder: Path, words: Sequence[str]) -> list[Path]:
    """A month's files that pages may offer: of an edition with words that were taken out, in no form."""
    files = sorted(folder.glob("*.*"))
    held = {Path(name).stem for name in holding(folder, (path.name for path in files), words)}
    return [path for path in files if path.stem not in held]


def as_frozen(folder: Path, files: Mapping[str, str]) -> dict[str, bytes]:
    """The files of an approval by name, each with the sha256 that it was approved with. Raises EditionChanged."""
    found = {name: path.read_bytes() for name in files if (path := folder / name).exists()}
    for name, sha256 in files.items():
        if name not in found or hashlib.sha256(found[name]).hexdigest() != sha256:
            raise EditionChanged(f"{folder / name} is not what was approved (sha256 {sha256}): bring that file back")
    return found
