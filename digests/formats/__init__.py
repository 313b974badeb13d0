"""The forms an edition is rendered in: one module each, found by its name."""

from __future__ import annotations

from functools import cache
from typing import Protocol, cast

from digests import by_name
from warehouse.models import Edition


class Format(Protocol):
    """What a module of this package offers."""

    suffix: str
    """File ending with its dot."""

    def render(self, edition: Edition) -> bytes:
        """The edition as the bytes of a file."""


@cache
def names() -> tuple[str, ...]:
    """Every format, in alphabetical order."""
    return by_name.names(__path__)


def render(edition: Edition, name: str) -> bytes:
    """The edition in a format. Raises FormatUnavailable."""
    return _format(name).render(edition)


def suffix(name: str) -> str:
    """File ending of a format, `.txt`."""
    return _format(name).suffix


def _format(name: str) -> Format:
    return cast(Format, by_name.module(__name__, __path__, name))
