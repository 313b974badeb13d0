"""The thresholds of health, from their file."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from warehouse.models import Record


class Limits(Record):
    """What each is for stands beside it in limits.yml."""

    history_months: int
    listing_patience: int
    fewest_rows: int
    rows_left: float
    silent_months: int
    fewest_releases: int
    fall: float
    chance: float
    degrading: tuple[str, ...]
    pages_compared: int
    series_fewest: int
    series_share: float
    numbers_named: int


@cache
def limits() -> Limits:
    """The thresholds; unknown and missing keys are refused."""
    return Limits.model_validate(yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8")))
