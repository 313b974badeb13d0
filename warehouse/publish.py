"""Publishes a read-only copy for analysts, whole or not at all, and freezes each month."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse import copying, database, dictionary, search

NAME = "aozora.duckdb"
CURRENT, BUILDS, SNAPSHOTS = "current", "builds", "snapshots"
PART, SUMS = ".part", "sha256sums"
# DuckDB 1.5 cannot open files that 2.0 makes by default ("version number 999", seen 2026-11).
STORAGE_VERSION = "v1.5.0"
MEMORY = "3GB"
KEPT = 2
"""Builds that stay: who was about to open the one before finds it."""
_EXPORTED = "SELECT DISTINCT name FROM dictionary WHERE part <> 'inner' ORDER BY name"


class NotPublished(Exception):
    """The copy could not be made; the text says why, and that what was published before still stands."""


def publish(store_path: Path, out_dir: Path, month: str = "") -> Path:
    """Make a copy of the warehouse, freeze the month unless it is frozen already, and swap the copy in.

    The folder's `current` is a link that is replaced in one step; `aozora.duckdb` and the rest beside it lead through
    it, so that database and Parquet are always of one time. The month is the latest approved one when none is given.
    Returns the published file. Raises WarehouseBusy while another process holds the warehouse, NotPublished when the
    copy cannot be written or is being written by another.
    """
    builds = out_dir / BUILDS
    try:
        builds.mkdir(parents=True, exist_ok=True)
        with _alone(builds):
            build = _build(store_path, builds)
            _freeze(build, out_dir / SNAPSHOTS, month)
            swap(out_dir, build)
            for old in _whole(builds)[:-KEPT]:
                shutil.rmtree(old)
    except (duckdb.Error, OSError) as error:
        raise NotPublished(_why(out_dir, error)) from error
    return out_dir / NAME


@contextmanager
def _alone(builds: Path) -> Iterator[None]:
    """Nobody else publishes here meanwhile; what a killed process left half made goes away."""
    with (builds / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise NotPublished(
                f"{builds.parent}: another process is publishing here; wait until it has ended"
            ) from error
        for left_over in builds.glob(f"*{PART}"):
            shutil.rmtree(left_over)
        yield


def _whole(builds: Path) -> list[Path]:
    return sorted(path for path in builds.iterdir() if path.name.isdecimal())


def _build(store_path: Path, builds: Path) -> Path:
    """A folder with all that is published; it is there whole or not at all."""
    number = max((int(path.name) for path in _whole(builds)), default=0) + 1
    draft = builds / f"{number:06}{PART}"
    draft.mkdir()
    try:
        _write_database(store_path, draft)
        for text in ("README.md", "LICENSE.txt"):
            shutil.copyfile(copying.HERE / text, draft / text)
        seal(draft)
        return draft.rename(builds / f"{number:06}")
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write_database(store_path: Path, draft: Path) -> None:
    spill = draft / "spill"
    with duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(spill)}) as connection:
        connection.execute("SET TimeZone = 'Asia/Shanghai'")
        with database.naming_the_holder(store_path):
            connection.execute(f"ATTACH {_literal(store_path)} AS store (READ_ONLY)")
        connection.execute(f"ATTACH {_literal(draft / NAME)} AS copy (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE copy")
        copying.fill(connection)
        (draft / "DICTIONARY.md").write_text(dictionary.page(connection), encoding="utf-8")
        search.build(connection)
        _write_parquet(connection, draft)
        connection.execute("USE memory; DETACH copy")
    shutil.rmtree(spill, ignore_errors=True)


def _write_parquet(connection: duckdb.DuckDBPyConnection, draft: Path) -> None:
    (draft / "parquet").mkdir()
    names = [name for (name,) in connection.execute(_EXPORTED).fetchall()]
    for name in names:
        target = _literal(draft / "parquet" / f"{name}.parquet")
        connection.execute(f"COPY {name} TO {target} (FORMAT parquet, COMPRESSION zstd)")
    lines = [f"CREATE VIEW {name} AS FROM 'parquet/{name}.parquet';" for name in names]
    (draft / "open.sql").write_text("\n".join([*lines, ""]), encoding="utf-8")


def _freeze(build: Path, snapshots: Path, month: str) -> None:
    """Keep this build's Parquet for the month for good, unless there is one or the month is not approved."""
    with duckdb.connect(build / NAME, read_only=True) as connection:
        approved = [name for (name,) in connection.execute("SELECT month FROM approvals ORDER BY month").fetchall()]
    month = month or (approved[-1] if approved else "")
    if month not in approved or (snapshots / month).exists():
        return
    draft = snapshots / f".{month}{PART}"
    shutil.rmtree(draft, ignore_errors=True)
    try:
        shutil.copytree(build, draft, ignore=shutil.ignore_patterns(NAME, SUMS), copy_function=_link)
        seal(draft)
        draft.rename(snapshots / month)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _link(source: str, target: str) -> None:
    """The same bytes under another name; a copy where the disk knows no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def seal(folder: Path) -> None:
    """Write down every file's hash, and that nobody is to write to it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{_sha256(path)}  {path.relative_to(folder)}\n" for path in files]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    for path in (*files, folder / SUMS):
        path.chmod(0o444)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def swap(out_dir: Path, build: Path) -> None:
    """Make a build the one that readers find."""
    _point(out_dir / CURRENT, Path(BUILDS) / build.name)
    for path in sorted(build.iterdir()):
        _point(out_dir / path.name, Path(CURRENT) / path.name)


def _point(link: Path, target: Path) -> None:
    """Make the link lead there, in one step; what an earlier version wrote in its place gives way."""
    if link.is_symlink() and link.readlink() == target:
        return
    if link.is_dir() and not link.is_symlink():
        shutil.rmtree(link)
    draft = link.with_name(f".{link.name}{PART}")
    draft.unlink(missing_ok=True)
    draft.symlink_to(target)
    draft.replace(link)


def _why(out_dir: Path, error: Exception) -> str:
    free = shutil.disk_usage(out_dir).free // 1_000_000 if out_dir.exists() else 0
    said = str(error).splitlines()[0]
    return (
        f"{out_dir}: nothing was published, what was there still is: {said} ({free:,} MB are free there; "
        "the copy takes about twice the warehouse while it is made)"
    )


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
