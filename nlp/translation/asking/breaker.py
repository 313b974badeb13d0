"""Leaves an engine alone that fails again and again."""

from __future__ import annotations

import threading


class Breaker:
    """Counts failures in a row; once open it stays open for the run."""

    def __init__(self, limit: int = 10) -> None:
        self._limit = limit
        """More than one poison text in the largest batch costs on the way down to it: 2 tries and log2(50) halves."""
        self._row = 0
        self._reason = ""
        self._lock = threading.Lock()

    def fine(self) -> None:
        """An answer came."""
        with self._lock:
            self._row = 0

    def failed(self, reason: str) -> None:
        """No answer came, or none that was of use."""
        with self._lock:
            self._row += 1
            if self._row >= self._limit and not self._reason:
                self._reason = f"left alone after {self._row} failures in a row, the last: {reason}"

    @property
    def open(self) -> str:
        """Why nothing more is asked; empty while it may be."""
        return self._reason
