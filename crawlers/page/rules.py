"""The lists that pages are read with: containers, labels, footers, genres, soft errors."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@cache
def load(name: str) -> Any:
    """One of the YAML files of this folder."""
    return yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))


@cache
def container_ranks() -> dict[str, int]:
    """Rank of each selector in lower case, 0 first."""
    return {selector.lower(): rank for rank, selectors in enumerate(load("containers")) for selector in selectors}


@cache
def label_fields() -> dict[str, str]:
    """Field of each label of the information table."""
    return {label: field for field, labels in load("labels").items() if field != "empty" for label in labels}


@cache
def empties() -> frozenset[str]:
    """Values that say nothing."""
    return frozenset(load("labels")["empty"])
