"""Writes to the pipeline's database whole or not at all, and says so when the disk is full."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# DuckDB passes on the system's own words (2026-11).
_SAID = tuple(os.strerror(number) for number in _FULL)


class NotSaved(Exception):
    """The disk did not take what was to be written; the text says what became of it and what to do."""


@contextmanager
def together(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All that is written within comes in at once, or nothing of it. Raises NotSaved when there is no room for it."""
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException as error:
        _take_back(connection)
        if _for_want_of_room(error):
            raise NotSaved(
                "no room on the disk, of the warehouse or for temporary files: nothing of this step was saved, what "
                f"was there still is; make room and run it again ({str(error).splitlines()[0]})"
            ) from error
        raise


def _take_back(connection: duckdb.DuckDBPyConnection) -> None:
    """A commit that failed has done so already, and may have closed the database for good."""
    try:
        connection.rollback()
    except duckdb.Error:
        return


def _for_want_of_room(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL
    return isinstance(error, duckdb.Error) and any(said in str(error) for said in _SAID)
