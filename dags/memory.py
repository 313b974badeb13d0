"""Reviewed pairs: from the editors' files into a run, and between the warehouse and other tools."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from dags import patience
from nlp.translation import review, tmx
from nlp.translation.masks import masked_id
from nlp.translation.memory import settled
from nlp.translation.normalise import text_id
from warehouse.models import Language, Translation
from warehouse.store import Store

log = logging.getLogger("aozora")


class NothingReviewedError(ValueError):
    """A file none of whose pairs a person has read; the text says what to do."""


def reviewed(folders: Iterable[Path]) -> list[Translation]:
    """Every reviewed pair of the review files in these folders: of a text's two translations the later review's."""
    files = [path for folder in folders for path in sorted(folder.glob("*.*"))]
    pairs, conflicts = settled(pair for path in files for pair in _read(path))
    for conflict in conflicts:
        log.warning("reviewed twice: %s", conflict)
    return pairs


def _read(path: Path) -> Iterator[Translation]:
    if path.suffix == ".csv":
        yield from review.read(path)
    elif path.suffix == ".tmx":
        with path.open("rb") as file:
            yield from (pair for pair in tmx.read(file, str(path)) if pair.state == "reviewed")


def needed(warehouse: Store, lang: Language, texts: Iterable[str]) -> dict[str, Translation]:
    """What is known of these texts by text id, and reviewed pairs that differ from one in numbers or places only."""
    asked = list(texts)
    return warehouse.translations(lang, map(text_id, asked), map(masked_id, asked))


def export(warehouse: Path, file: Path) -> int:
    """Write every reviewed pair of the warehouse as TMX; returns how many there are."""
    with patience.opened(warehouse, read_only=True) as store, file.open("wb") as out:
        return tmx.write(store.reviewed(), out)


def bring_in(file: Path, folder: Path, reviewer: str, on: date | None) -> tuple[int, int]:
    """Put a memory's reviewed pairs into the folder of review files, where each run reads them.

    Pairs of other tools are taken when `reviewer` vouches for them. Returns how many were taken and how many left out.
    Raises NothingReviewedError, BadTmxError.
    """
    with file.open("rb") as data:
        pairs = list(tmx.read(data, str(file), reviewer, on))
    taken = [pair for pair in pairs if pair.state == "reviewed"]
    if not taken:
        raise NothingReviewedError(f"{file}: {len(pairs)} pairs, none reviewed: --reviewer names who vouches for them")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{file.stem}.tmx").open("wb") as out:
        tmx.write(taken, out)
    return len(taken), len(pairs) - len(taken)


def keep(pairs: Iterable[Translation], folder: Path, name: str) -> None:
    """Put reviewed pairs among the review files, where each run reads them; they replace those of the same texts."""
    file = folder / f"{name}.tmx"
    kept = {(pair.text_id, pair.lang): pair for pair in (_read(file) if file.exists() else ())}
    kept |= {(pair.text_id, pair.lang): pair for pair in pairs}
    folder.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.part")
    with draft.open("wb") as out:
        tmx.write((kept[key] for key in sorted(kept)), out)
    draft.replace(file)
