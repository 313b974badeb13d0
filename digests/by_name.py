"""Modules of a package, found by their names: adding a form is adding a file."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from importlib import import_module
from types import ModuleType


class UnknownFormat(LookupError):
    """No module of the package bears the name."""


class FormatUnavailable(Exception):
    """Something that a format is made with is not installed; the text says in one line what to install."""


def names(path: Iterable[str]) -> tuple[str, ...]:
    """Every module of a package's path, in alphabetical order."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(path)))


def module(package: str, path: Iterable[str], name: str) -> ModuleType:
    """The module `name` of the package.

    Raises:
        UnknownFormat: when there is none.
    """
    known = names(path)
    if name not in known:
        raise UnknownFormat(f"{package}: no format {name!r}; there are {', '.join(known)}")
    return import_module(f"{package}.{name}")
