"""Copies a data folder to another place and brings it back: with checksums, whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from warehouse import database

WAREHOUSE, SUMS, PART = "warehouse.duckdb", "sha256sums", ".part"
# Made again from the rest: builds of the published copy, Airflow's own state, the site.
MADE_AGAIN = ("published/builds", "published/current", "airflow", "site", "logs")
CHUNK = 1 << 20


class CannotBackUp(Exception):
    """There is no backup; the text says why and what to do."""


class CannotRestore(Exception):
    """Nothing was changed; the text says why and what to do."""


def backup(data: Path, to: Path) -> int:
    """Copy a data folder into a new folder; the number of files.

    The database comes first, while nobody writes to it: all it refers to is in files already, so that what comes to
    them meanwhile does no harm. Raises WarehouseBusy, CannotBackUp.
    """
    draft = to.with_name(to.name + PART)
    if to.exists() or draft.exists() or data.resolve() in to.resolve().parents:
        raise CannotBackUp(f"{to}: expected a folder that is not there yet, outside of {data}, and no {draft.name}")
    if not (data / WAREHOUSE).is_file():
        raise CannotBackUp(f"{data / WAREHOUSE}: expected a warehouse; run a month first")
    try:
        draft.mkdir(mode=0o700, parents=True)
        sums = [_copied(data, draft, name) for name in _names(data)]
        (draft / SUMS).write_text("".join(f"{line}\n" for line in sums if line), encoding="utf-8")
        draft.rename(to)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise CannotBackUp(f"{to}: there is no backup, {data} is as it was: {error}") from error
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return sum(map(bool, sums))


def _names(data: Path) -> Iterator[str]:
    """Files to copy, below the data folder; the database first."""
    yield WAREHOUSE
    for folder, folders, files in os.walk(data):
        here = Path(folder).relative_to(data)
        kept = (name for name in folders if not name.startswith("before-restore-") and not name.endswith(PART))
        folders[:] = sorted(name for name in kept if (here / name).as_posix() not in MADE_AGAIN)
        names = ((here / name).as_posix() for name in sorted(files) if not name.endswith(PART))
        yield from (name for name in names if not name.startswith("warehouse.") and not (data / name).is_symlink())


def _copied(data: Path, draft: Path, name: str) -> str:
    """The file's line of checksums; none when it has gone since it was listed."""
    if name == WAREHOUSE:
        with database.connect(data / name) as connection:
            connection.execute("CHECKPOINT")
            return _copy(data / name, draft / name, name)  # its lock goes with the end of reading, not before
    try:
        return _copy(data / name, draft / name, name)
    except FileNotFoundError:
        return ""


def _copy(source: Path, target: Path, name: str) -> str:
    target.parent.mkdir(parents=True, exist_ok=True)
    found = hashlib.sha256()
    with source.open("rb") as file, target.open("wb") as copy:
        while some := file.read(CHUNK):
            found.update(some)
            copy.write(some)
        copy.flush()
        os.fsync(copy.fileno())
    shutil.copystat(source, target)
    return f"{found.hexdigest()}  {name}"


def restore(source: Path, data: Path, now: datetime, *, force: bool = False) -> Path | None:
    """Put a backup in the place of the data folder; where what was there before lies now, if there was anything.

    Everything is copied and compared before anything is moved, and the database is moved last. Raises CannotRestore.
    """
    sums = _verified(source)
    held = [path for path in data.iterdir() if not path.name.endswith(PART)] if data.exists() else []
    if held and not force:
        raise CannotRestore(f"{data} is not empty: --force moves what is there aside, nothing is deleted")
    _nobody_has(data / WAREHOUSE)
    draft, aside = data / f".restored{PART}", data / f"before-restore-{now:%Y%m%dT%H%M%S}"
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        for name, wanted in sums.items():
            if _copy(source / name, draft / name, name).split()[0] != wanted:
                raise CannotRestore(f"{source / name} did not come over whole: look at the disks; {data} is as it was")
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise CannotRestore(f"{data} is as it was: {error}") from error
    for path in (path for path in held if not path.name.startswith("before-restore-")):
        aside.mkdir(exist_ok=True)
        path.rename(aside / path.name)
    for path in sorted(draft.iterdir(), key=lambda path: path.name == WAREHOUSE):
        path.rename(data / path.name)
    draft.rmdir()
    return aside if aside.exists() else None


def _verified(source: Path) -> dict[str, str]:
    """The backup's files with their checksums, each compared."""
    if not (source / SUMS).is_file():
        raise CannotRestore(f"{source / SUMS}: expected a backup's list of checksums; one that is not whole has none")
    lines = (source / SUMS).read_text(encoding="utf-8").splitlines()
    sums = {name: wanted for wanted, _, name in (line.partition("  ") for line in lines)}
    for name, wanted in sums.items():
        if ".." in Path(name).parts or Path(name).is_absolute():
            raise CannotRestore(f"{source / SUMS}: {name!r} leads out of the backup: it is not ours")
        if not (source / name).is_file() or _sha256(source / name) != wanted:
            raise CannotRestore(f"{source / name} is not what was backed up: take another backup; nothing was changed")
    if WAREHOUSE not in sums:
        raise CannotRestore(f"{source / SUMS}: names no {WAREHOUSE}")
    return sums


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _nobody_has(warehouse: Path) -> None:
    if warehouse.exists():
        database.connect(warehouse).close()
