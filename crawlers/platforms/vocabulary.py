"""The words of listings: which links are none, and how records name their fields."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _words() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))
    return found


@cache
def no_titles() -> frozenset[str]:
    """Texts of links that announce nothing."""
    return frozenset(_words()["no_titles"])


@cache
def no_paths() -> tuple[str, ...]:
    """Parts of addresses where no release stands."""
    return tuple(_words()["no_paths"])


@cache
def next_page() -> frozenset[str]:
    """Texts of the link to the next page."""
    return frozenset(_words()["next_page"])


@cache
def nothing() -> tuple[str, ...]:
    """How a page says that its list is empty."""
    return tuple(_words()["nothing"])


@cache
def fields(of: str) -> tuple[str, ...]:
    """Names that records give to a title, url, date or doc_number, and answers to their total and pages, best first."""
    return tuple(_words()["record_fields"][of])


@cache
def asked(of: str) -> tuple[str, ...]:
    """Names of the parameter that holds the number of a page (counter) or of its rows (size)."""
    return tuple(_words()["asked"][of])
