"""Where everything lands: the data folder, a month's folders, the warehouse, files of records; what is closed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from crawlers import registry
from dags import patience
from digests import formats
from warehouse.models import Edition, Record
from warehouse.store import Store


def data() -> Path:
    """The folder everything lands in."""
    return Path(os.environ.get("AOZORA_DATA", "data"))


def folder(month: str, *parts: str) -> Path:
    """A folder of a month, made if it is not there."""
    path = data().joinpath(month, *parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def edition_path(edition: Edition, name: str) -> Path:
    """Where an edition stands in a format."""
    language = "" if edition.lang == "ja" else f".{edition.lang}"
    return folder(edition.month, "editions") / f"{edition.municipality}{language}{formats.suffix(name)}"


def reviews() -> list[Path]:
    """Folders of review files: the editors' own, and the sample's when the sample is what runs."""
    sample = Path(registry.__file__).parent / "sample" / "review"
    return [data() / "review", *([sample] if os.environ.get("AOZORA_SAMPLE_PROXY") else [])]


def store() -> Store:
    """The pipeline's own database."""
    data().mkdir(parents=True, exist_ok=True)
    return patience.opened(data() / "warehouse.duckdb")


def write(path: Path, records: Iterable[Record]) -> None:
    """Replace a JSON Lines file whole, or leave the old one."""
    draft = path.with_name(path.name + ".part")
    with draft.open("w", encoding="utf-8") as file:
        file.writelines(record.model_dump_json() + "\n" for record in records)
    draft.replace(path)


def read(model: type[Any], path: Path) -> list[Any]:
    """The records of a JSON Lines file; none when there is no file."""
    if not path.exists():
        return []
    return [model.model_validate_json(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def approved(month: str) -> bool:
    """Whether the month's editions have been approved; they are frozen then."""
    path = data() / "warehouse.duckdb"
    if not path.exists():
        return False
    with patience.opened(path, read_only=True) as warehouse:
        return warehouse.approval(month) is not None
