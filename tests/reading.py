"""Releases made of a title and lines, for tests of what is read out of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from crawlers.page.blocks import block_of
from warehouse.models import Level, Release, made_id

DAY = date(2026, 9, 15)


def gold(name: str) -> list[Any]:
    """Passages of `tests/gold/<name>.yml`."""
    text = (Path(__file__).parent / "gold" / f"{name}.yml").read_text(encoding="utf-8")
    return list(yaml.safe_load(text))


def a_release(
    title: str,
    lines: Sequence[str] = (),
    *,
    id: str = "a",
    day: date | None = DAY,
    written: date | None = DAY,
    place: str = "100000",
    level: Level = "central",
    **rest: Any,
) -> Release:
    """A Release whose blocks are the lines."""
    return Release(
        id=id,
        version_id=made_id(id, title, *lines),
        source_id=rest.pop("source_id", f"site_{place}"),
        place=place,
        level=level,
        url=f"http://www.example/{id}",
        title=title,
        published=day,
        written=written,
        blocks=tuple(block_of(line) for line in lines if line),
        sha256="0",
        **rest,
    )
