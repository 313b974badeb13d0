"""What an engine gave, written down as it comes, so that a run that was killed pays nothing twice."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Line:
    """One outcome as the engine gave it, before repairs and checks."""

    key: str
    """Of the cache: all that decides the text."""
    engine: str
    version: str
    source: str
    text: str | None
    reason: str
    settled: bool
    characters: int


class Journal:
    """JSON Lines, each batch on the disk before its thread asks for the next. Safe to share between threads.

    What a kill may cost is a batch a thread: answered, and not yet received here.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._known = {line.key: line for line in self._read() if line.settled}

    def get(self, key: str) -> Line | None:
        """What was paid for, if anything: a text, or an answer of no use that would be the same again."""
        return self._known.get(key)

    def write(self, lines: Iterable[Line]) -> None:
        """Append a batch and wait until it is on the disk."""
        batch = list(lines)
        if not batch:
            return
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in batch)
            file.flush()
            os.fsync(file.fileno())
            self._known |= {line.key: line for line in batch if line.settled}

    def _read(self) -> Iterator[Line]:
        """The lines written whole; what a kill left half-written is cut off."""
        if not self._path.exists():
            return
        written = self._path.read_bytes()
        whole = written.rfind(b"\n") + 1
        if whole < len(written):
            os.truncate(self._path, whole)
        for number, line in enumerate(written[:whole].decode().splitlines(), start=1):
            try:
                yield Line(**json.loads(line))
            except (TypeError, ValueError):
                raise JournalDamagedError(f"{self._path}, line {number}: expected an engine's outcome") from None


class JournalDamagedError(ValueError):
    """A line of a journal that nobody here wrote."""
