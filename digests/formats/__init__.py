"""The forms an edition is rendered in: one module each, found by its name."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import Protocol, cast

from warehouse.models import Edition


class Format(Protocol):
    """What a module of this package offers."""

    suffix: str
    """File ending with its dot."""

    def render(self, edition: Edition) -> bytes:
        """The edition as the bytes of a file."""


class UnknownFormat(LookupError):
    """No module of `digests/formats/` bears the name."""


@cache
def names() -> tuple[str, ...]:
    """Every format, in alphabetical order."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def render(edition: Edition, name: str) -> bytes:
    """The edition in a format."""
    return _format(name).render(edition)


def suffix(name: str) -> str:
    """File ending of a format, `.txt`."""
    return _format(name).suffix


def _format(name: str) -> Format:
    if name not in names():
        raise UnknownFormat(f"digests/formats: no format {name!r}; there are {', '.join(names())}")
    return cast(Format, import_module(f"{__name__}.{name}"))
