"""Characters that may be sent, in a run and in a calendar month; counted before they are sent."""

from __future__ import annotations

import fcntl
import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from nlp.translation.asking.failures import OverBudgetError, StoppedError


class Budget:
    """One engine's ceilings; None is no ceiling. The ledger is shared by all runs and survives them."""

    def __init__(
        self,
        engine: str,
        ledger: Path | None = None,
        *,
        run: int | None = None,
        month: int | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        self._engine, self._ledger = engine, ledger
        self._run_ceiling, self._month_ceiling = run, month
        self._today = today
        self._used = 0
        self._lock = threading.Lock()

    @property
    def used(self) -> int:
        """Characters of this run."""
        return self._used

    def take(self, characters: int) -> None:
        """Count characters that are about to be sent. Raises OverBudgetError, and counts nothing, beyond a ceiling."""
        with self._lock:
            self._within("run", self._run_ceiling, self._used, characters)
            self._add(characters)
            self._used += characters

    def give_back(self, characters: int) -> None:
        """They were not taken by the engine after all."""
        with self._lock:
            self._add(-characters)
            self._used -= characters

    def _within(self, span: str, ceiling: int | None, used: int, more: int) -> None:
        if ceiling is not None and used + more > ceiling:
            raise OverBudgetError(f"budget of the {span}: {used:,} of {ceiling:,} characters used, {more:,} asked")

    def _add(self, characters: int) -> None:
        if self._ledger is None:
            return
        month = self._today().strftime("%Y-%m")
        with _held(self._ledger) as book:
            pages = book.setdefault(self._engine, {})
            used = int(pages.get(month, 0))
            if characters > 0:
                self._within(f"month {month}", self._month_ceiling, used, characters)
            pages[month] = max(0, used + characters)


@contextmanager
def _held(ledger: Path) -> Iterator[dict[str, Any]]:
    """The ledger while nobody else writes it; replaced whole afterwards."""
    ledger.parent.mkdir(parents=True, exist_ok=True)
    with ledger.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        book = _read(ledger)
        yield book
        draft = ledger.with_suffix(".part")
        with draft.open("w", encoding="utf-8") as file:
            json.dump(book, file, indent=1, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(ledger)


def _read(ledger: Path) -> dict[str, Any]:
    try:
        book = json.loads(ledger.read_text(encoding="utf-8")) if ledger.exists() else {}
    except ValueError:
        book = None
    if not isinstance(book, dict):
        raise StoppedError(f"{ledger}: expected the characters used, by engine and month, as JSON")
    return book
