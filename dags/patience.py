"""Opens the warehouse for a step: while another task holds it for a moment, waits instead of failing."""

from __future__ import annotations

import logging
import time
from pathlib import Path

from warehouse.database import WarehouseBusy
from warehouse.store import Store

log = logging.getLogger("aozora")
SECONDS = 60.0
"""How long a step waits; none holds the warehouse longer but when something is wrong."""
_PAUSE = 0.5


def opened(path: Path, *, read_only: bool = False) -> Store:
    """The warehouse in that file; says so when it waits. Raises WarehouseBusy when it is still held after a minute."""
    began = time.monotonic()
    said = False
    while True:
        try:
            return Store(path, read_only=read_only)
        except WarehouseBusy as error:
            if time.monotonic() >= began + SECONDS:
                raise
            if not said:
                log.info("waiting for up to %.0f seconds: %s", SECONDS, error)
            said = True
            time.sleep(_PAUSE)
