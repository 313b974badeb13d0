"""What runs of other months judged, read from the database as it is asked for, as often as it is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from warehouse.models import Analysis, Assessment, Release
from warehouse.reading import batches, read


class Judged:
    """Each release with what was found in it, in the order of those months; only some are held at a time."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, month: str) -> None:
        self._connection = connection
        self._month = month

    def __iter__(self) -> Iterator[tuple[Release, Analysis, Assessment]]:
        ordered = "FROM judgements WHERE month <> $month ORDER BY month, version_id"
        for judged in batches(self._connection, Assessment, ordered, {"month": self._month}):
            yield from self._with_texts(judged)

    def _with_texts(self, judged: list[Assessment]) -> Iterator[tuple[Release, Analysis, Assessment]]:
        which, versions = "WHERE version_id IN $versions", {"versions": [found.version_id for found in judged]}
        releases = {r.version_id: r for r in read(self._connection, Release, f"FROM releases {which}", versions)}
        analyses = {a.version_id: a for a in read(self._connection, Analysis, f"FROM analyses {which}", versions)}
        for found in judged:
            yield releases[found.version_id], analyses[found.version_id], found
