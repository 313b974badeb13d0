"""CMS families: one module each, with a pure `read(response, listing)` from a saved response to rows."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from crawlers.platforms.reading import Fetch, ListingPage, Saved
from warehouse.models import Listing

Reader = Callable[[Saved, Listing], ListingPage]
FINGERPRINTS = Path(__file__).parent / "fingerprints.yml"


@cache
def names() -> frozenset[str]:
    """Every family that can be read: the modules here that have a `read`."""
    found = (module.name for module in pkgutil.iter_modules(__path__))
    return frozenset(name for name in found if hasattr(importlib.import_module(f"{__name__}.{name}"), "read"))


def reader(name: str) -> Reader:
    """The reader of a family."""
    read: Reader = importlib.import_module(f"{__name__}.{name}").read
    return read


def first(name: str, listing: Listing) -> Fetch:
    """The first request for a listing: its family's own, else its address with its form."""
    made = getattr(importlib.import_module(f"{__name__}.{name}"), "first", None)
    return made(listing) if made else Fetch(listing.url, form=tuple(listing.form.items()))


def options(name: str) -> frozenset[str]:
    """What a listing of a family may say in its `options`: the module's `OPTIONS`, else nothing."""
    module = importlib.import_module(f"{__name__}.{name}")
    return frozenset(getattr(module, "OPTIONS", ()))


def detect(body: bytes, url: str) -> str:
    """The family of a page by its address, else by its source; `static_index` when none is known."""
    for where, text in (("address", url), ("source", Saved(url, body).text)):
        found = (print_["platform"] for print_ in _fingerprints() if where in print_ and re.search(print_[where], text))
        if family := next(found, ""):
            return str(family)
    raise AssertionError("the last fingerprint is every page's")


@cache
def _fingerprints() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(FINGERPRINTS.read_text(encoding="utf-8"))
    return found
