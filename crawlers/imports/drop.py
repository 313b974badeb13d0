"""What lies in a folder that an editor or partner dropped, and what a table says of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crawlers.address import resolve
from crawlers.page import Page
from crawlers.page.survey import Survey, survey
from crawlers.text.encoding import decode
from crawlers.text.tree import tree

COLUMNS = ("file", "url", "title", "published", "written", "issuer", "doc_number", "source_label")


class BadTable(ValueError):
    """A table of addresses that cannot be used: its name, and what was expected."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """One file of the folder."""

    path: Path
    name: str
    """Below the folder."""
    data: bytes
    said: Mapping[str, str]
    """The table's row; empty when there is none."""


def dropped(folder: Path, table: Path | None) -> list[Dropped]:
    """Every file of the folder in the order of names, the table itself left out; links out of it are not followed."""
    rows = _rows(table) if table else {}
    home = folder.resolve()
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.resolve().is_relative_to(home))
    names = {path: path.relative_to(folder).as_posix() for path in paths if not _is_table(path, table)}
    missing = rows.keys() - set(names.values())
    if missing:
        raise BadTable(f"{table}: no file {sorted(missing)[0]!r} in {folder}; expected paths below it")
    return [Dropped(path, name, path.read_bytes(), rows.get(name, {})) for path, name in names.items()]


def address(file: Dropped, digest: str) -> str:
    """The table's address, else the one that the page gives itself, else one made of its hash."""
    said = file.said.get("url", "").strip() or _own_address(file.data)
    return resolve(said, "") or f"import:///{digest}"


def corrected(page: Page, said: Mapping[str, str]) -> Page:
    """The page with what the table says, which someone has looked up. Raises ValueError for what is no date."""
    told: dict[str, object] = {
        name: said[name].strip() for name in ("title", "doc_number", "source_label") if _has(said, name)
    }
    if _has(said, "issuer"):
        told["issuers"] = tuple(name.strip() for name in said["issuer"].split(";") if name.strip())
    if _has(said, "written"):
        told["written"] = date.fromisoformat(said["written"].strip())
    if _has(said, "published"):
        day = date.fromisoformat(said["published"].strip())
        seen = page.dates_seen | {"import": day.isoformat()}
        told |= {"published": day, "published_basis": "import", "dates_seen": seen}
    return page.model_copy(update=told)


def _has(said: Mapping[str, str], name: str) -> bool:
    return bool((said.get(name) or "").strip())


def _is_table(path: Path, table: Path | None) -> bool:
    return table is not None and path.resolve() == table.resolve()


def _rows(table: Path) -> dict[str, dict[str, str]]:
    text, _ = decode(table.read_bytes())
    reader = csv.DictReader(io.StringIO(text))
    if not {"file", "url"} <= set(reader.fieldnames or ()):
        raise BadTable(
            f"{table}: columns are {reader.fieldnames}; expected file, url and any of {', '.join(COLUMNS[2:])}"
        )
    return {row["file"]: {name: row.get(name) or "" for name in COLUMNS} for row in reader}


def _own_address(data: bytes) -> str:
    root = tree(decode(data)[0]) if b"<" in data[:2000] else None
    found = Survey() if root is None else survey(root)
    stated = found.canonical or found.meta("url", "og:url") or found.base
    return stated if resolve(stated, "") else ""
