"""The phrases that only pages have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

HERE = Path(__file__).parent


def said(key: str) -> str:
    """The phrase of that key; KeyError for one that is not there."""
    group, _, name = key.partition(".")
    return _phrases()[group][name]


@cache
def _phrases() -> Mapping[str, Mapping[str, str]]:
    return dict(yaml.safe_load((HERE / "words.yml").read_text(encoding="utf-8")))
