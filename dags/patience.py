"""Opens the warehouse for a step: while another task holds it for a moment, waits instead of failing."""

from __future__ import annotations

import time
from pathlib import Path

from warehouse.database import WarehouseBusy
from warehouse.store import Store

SECONDS = 60.0
"""How long a step waits; none holds the warehouse longer but when something is wrong."""
_PAUSE = 0.5


def opened(path: Path, *, read_only: bool = False) -> Store:
    """The warehouse in that file. Raises WarehouseBusy when it is still held after a minute."""
    until = time.monotonic() + SECONDS
    while True:
        try:
            return Store(path, read_only=read_only)
        except WarehouseBusy:
            if time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)
