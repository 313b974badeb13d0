"""Takes words out of what was published before they were taken out: earlier builds go, frozen months are covered."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import duckdb

from warehouse import redacting
from warehouse.models import Redaction
from warehouse.publish import BUILDS, CURRENT, PART, SNAPSHOTS, SUMS, seal

NOTE = "COVERED.txt"
_SAID = """Words that were taken out on request stand here as {cover} since this month was frozen: {state}.
Checksums are of the files as they are now.
"""


def cover(out_dir: Path, redactions: Sequence[Redaction]) -> list[Path]:
    """Cover the words in frozen months that were not covered since; the months whose files changed.

    Builds but the current one go, for a month's files and a build's can be the same bytes.
    """
    words = [word for one in redactions if not one.withdrawn for word in one.texts]
    if not words or not (out_dir / CURRENT).exists():
        return []
    state = f"{len(redactions)} requests, the last of {max(one.redacted_at for one in redactions).isoformat()}"
    for build in (out_dir / BUILDS).iterdir():
        if build.name.isdecimal() and build.name != (out_dir / CURRENT).readlink().name:
            shutil.rmtree(build)
    frozen = sorted(path for path in (out_dir / SNAPSHOTS).glob("*-*") if path.name[0] != ".")
    return [month for month in frozen if not _is_covered(month, state) and _cover(month, words, state)]


def _is_covered(month: Path, state: str) -> bool:
    note = month / NOTE
    return note.exists() and state in note.read_text(encoding="utf-8")


def _cover(month: Path, words: Sequence[str], state: str) -> bool:
    draft = month.with_name(f".{month.name}{PART}")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(month, draft, ignore=shutil.ignore_patterns(SUMS, NOTE))
    changed = [_cover_file(file, words) for file in sorted((draft / "parquet").glob("*.parquet"))]
    (draft / NOTE).write_text(_SAID.format(cover=redacting.COVER, state=state), encoding="utf-8")
    seal(draft)
    former = month.with_name(f".{month.name}.former{PART}")
    month.rename(former)
    draft.rename(month)
    shutil.rmtree(former)
    return any(changed)


def _cover_file(file: Path, words: Sequence[str]) -> bool:
    """Whether any row had to be changed."""
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'Asia/Shanghai'")
        found = connection.read_parquet(str(file))
        columns = [(f'"{name}"', str(kind)) for name, kind in zip(found.columns, found.types, strict=True)]
        values = [(redacting.covered_sql(name, kind, words), name) for name, kind in columns]
        whole = ", ".join(f"{value} AS {name}" for value, name in values)
        if not found.filter(" OR ".join(f"({v}) IS DISTINCT FROM {n}" for v, n in values)).limit(1).fetchall():
            return False
        draft = file.with_suffix(PART)
        found.project(whole).write_parquet(str(draft), compression="zstd")
    draft.replace(file)
    return True
