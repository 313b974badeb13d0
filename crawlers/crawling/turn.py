"""One crawl of a site at a time, whoever starts it: the others wait for their turn."""

from __future__ import annotations

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def turn(data: Path, site: str) -> Iterator[None]:
    """Hold a site until the block ends, or its process does in whatever way."""
    path = data / "locks" / site
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"another crawl is reading {site}: waiting for its end", file=sys.stderr, flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
