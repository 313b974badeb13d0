"""Kinds of HTML elements: silent ones, those that begin a line, cells, headlines."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


@cache
def tags(kind: str) -> frozenset[str]:
    """Names of elements: `silent`, `blocks`, `cells` or `headlines`."""
    return frozenset(yaml.safe_load((Path(__file__).parent / "tags.yml").read_text(encoding="utf-8"))[kind])
