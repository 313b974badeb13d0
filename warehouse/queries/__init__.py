"""Questions that are asked again and again, each a file of SQL whose first lines say what it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

HERE = Path(__file__).parent
_PARAMETER = re.compile(r"^\$(\w+): (.+)$")


class NoSuchQuery(Exception):
    """No saved query has this name; the text lists those that there are."""


class WrongParameter(Exception):
    """A parameter that the query does not have, or cannot do without; the text lists its own."""


class Saved(NamedTuple):
    """A saved query with what its header says."""

    name: str
    title: str
    about: str
    parameters: Mapping[str, str]
    """What each is, by name; one that must be given says so first: `required, …`."""
    sql: str

    def __str__(self) -> str:
        return "\n".join([f"{self.name}  {self.title}", *self._wanted()])

    def _wanted(self) -> list[str]:
        return [f"    {name}=…  {text}" for name, text in self.parameters.items()]


def names() -> tuple[str, ...]:
    """Names of all saved queries."""
    return tuple(sorted(path.stem for path in HERE.glob("*.sql")))


@cache
def load(name: str) -> Saved:
    """The query of that name: title in the first line of its header, then what it answers, then parameters.

    Raises NoSuchQuery.
    """
    if name not in names():
        raise NoSuchQuery(f"{name}: no saved query is called so; there are {', '.join(names())}")
    lines = (HERE / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    count = next(at for at, line in enumerate(lines) if not line.startswith("--"))
    title, *rest = [line.removeprefix("--").strip() for line in lines[:count]]
    parameters = {found[1]: found[2] for line in rest if (found := _PARAMETER.match(line))}
    about = " ".join(line for line in rest if not _PARAMETER.match(line))
    return Saved(name, title, about, parameters, "\n".join(lines[count:]).strip())


def run(connection: duckdb.DuckDBPyConnection, name: str, **given: str | None) -> duckdb.DuckDBPyRelation:
    """The query's answer, not yet read; parameters that are left out have the default that the header names.

    Raises NoSuchQuery and WrongParameter.
    """
    query = load(name)
    if unknown := set(given) - set(query.parameters):
        raise WrongParameter(f"{', '.join(sorted(unknown))}: expected only what it asks for\n{query}")
    needed = [key for key, text in query.parameters.items() if text.startswith("required")]
    if missing := [key for key in needed if not given.get(key)]:
        raise WrongParameter(f"{', '.join(missing)}: must be given\n{query}")
    return connection.sql(query.sql, params={key: given.get(key) for key in query.parameters})
