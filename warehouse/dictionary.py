"""What tables, views and columns hold, in words: as comments, as a table of the database, as a page."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, get_args

import duckdb
import yaml

from warehouse import models, tables
from warehouse.catalogue import columns, views

HERE = Path(__file__).parent
PARTS = {
    "reading": "To read: begin here",
    "stages": "What the stages make: whole records",
    "facts": "Shared facts",
    "inner": "What the views to read are made from",
}
HEAD = """# What the database holds

Made by `python -m warehouse page`; do not edit. The same stands in every database as table `dictionary`, and as
comments on its tables and columns. Texts are as their publishers wrote them; Japanese stands beside them in columns
that end in `_ja`. Fields inside a column are written `targets[].unit`. A quote is a passage exactly as it stands:
`block` (index into `releases.blocks`; -1 is the title), `start` and `end` in characters, `text`.
"""


class Entry(NamedTuple):
    """A table, a column, or a field inside a column."""

    name: str
    part: str
    position: int
    column: str
    type: str
    description: str


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the dictionary into its table, in place of what stood there."""
    found = zip(*entries(connection), strict=True)
    connection.execute("DELETE FROM dictionary")
    connection.execute(
        "INSERT INTO dictionary SELECT unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?)",
        [list(row) for row in found],
    )


def entries(connection: duckdb.DuckDBPyConnection) -> list[Entry]:
    """Every table with its columns and their fields: what is to read first, then by name."""
    found = [entry for name, types in columns(connection).items() for entry in _of_table(name, types)]
    return sorted(found, key=lambda entry: (list(PARTS).index(entry.part), entry.name, entry.position))


def page(connection: duckdb.DuckDBPyConnection) -> str:
    """The dictionary in Markdown."""
    return "\n".join([HEAD, *_lines(entries(connection))])


def explain(connection: duckdb.DuckDBPyConnection, names: Collection[str]) -> None:
    """Put the comments on these tables and views, and on their columns."""
    connection.execute(";".join(_comments(connection, names)))


@cache
def descriptions() -> Mapping[str, Mapping[str, str]]:
    """What tables and views hold, and their columns; the table itself under the empty name.

    A column is described by `descriptions.yml` for this table, else by the record's docstring, else by
    `descriptions.yml` for all columns of its name.
    """
    of = _models()
    return {
        name: ChainMap(written()["tables"].get(name, {}), _docstrings(of.get(name)), written()["columns"])
        for name in {*of, *written()["tables"]}
    }


@cache
def written() -> dict[str, Any]:
    """`descriptions.yml`: `columns` for all tables, `tables` for one."""
    return dict(yaml.safe_load((HERE / "descriptions.yml").read_text(encoding="utf-8")))


def _models() -> dict[str, type[models.Record]]:
    return {table.name: table.model for table in (*tables.RECORDS, *tables.REFERENCE)}


def _docstrings(model: type[models.Record] | None) -> dict[str, str]:
    if model is None:
        return {}
    fields = {name: field.description for name, field in model.model_fields.items() if field.description}
    return {name: " ".join(text.split()) for name, text in ({"": model.__doc__ or ""} | fields).items()}


def _comments(connection: duckdb.DuckDBPyConnection, wanted: Collection[str]) -> Iterator[str]:
    of_views = views(connection)
    for name, names in columns(connection).items():
        if name in wanted:
            texts = descriptions()[name]
            yield f"COMMENT ON {'VIEW' if name in of_views else 'TABLE'} {name} IS {_quoted(texts[''])}"
            yield from (f'COMMENT ON COLUMN {name}."{column}" IS {_quoted(texts[column])}' for column in names)


def _of_table(name: str, types: Mapping[str, str]) -> Iterator[Entry]:
    texts, part, model = descriptions()[name], _part(name), _models().get(name)
    yield Entry(name, part, 0, "", "", texts[""])
    for position, (column, kind) in enumerate(types.items(), 1):
        yield Entry(name, part, position, column, _shortened(kind), texts[column])
        if model:
            fields = _fields(column, model.model_fields[column].annotation)
            yield from (Entry(name, part, position, field, "", text) for field, text in fields)


def _fields(path: str, annotation: Any) -> Iterator[tuple[str, str]]:
    """Fields of the records inside a column, with what they hold."""
    inner, many = _record(annotation)
    if inner is None or inner is models.Quote:
        return
    texts = ChainMap(_docstrings(inner), written()["fields"], written()["columns"])
    for name, field in inner.model_fields.items():
        here = f"{path}{'[]' if many else ''}.{name}"
        yield here, texts.get(name, "")
        yield from _fields(here, field.annotation)


def _record(annotation: Any) -> tuple[type[models.Record] | None, bool]:
    """The record that an annotation is of, and whether of many."""
    if isinstance(annotation, type) and issubclass(annotation, models.Record):
        return annotation, False
    found = [_record(part)[0] for part in get_args(annotation)]
    return next(filter(None, found), None), Ellipsis in get_args(annotation)


@cache
def _part_of() -> dict[str, str]:
    read = re.findall(r"REPLACE VIEW (\w+)", (HERE / "analysts.sql").read_text(encoding="utf-8"))
    inner = re.findall(r"REPLACE VIEW (\w+)", (HERE / "views.sql").read_text(encoding="utf-8"))
    facts = [table.name for table in tables.REFERENCE]
    return (
        dict.fromkeys(inner, "inner")
        | dict.fromkeys([*read, *tables.READING], "reading")
        | dict.fromkeys(facts, "facts")
    )


def _part(name: str) -> str:
    return _part_of().get(name, "stages")


def _shortened(kind: str) -> str:
    """A type without the fields inside, which have lines of their own."""
    shorter = re.sub(r"STRUCT\([^()]*\)", "STRUCT", kind)
    return kind if shorter == kind else _shortened(shorter)


def _lines(found: list[Entry]) -> Iterator[str]:
    for part, of_part in groupby(found, key=lambda entry: entry.part):
        yield f"## {PARTS[part]}\n"
        for _, rows in groupby(of_part, key=lambda entry: entry.name):
            table, *others = rows
            yield f"### {table.name}\n\n{table.description}\n\n| column | type | what it holds |\n|---|---|---|"
            yield from (f"| `{e.column}` | {e.type} | {e.description.replace('|', '¦')} |" for e in others)
            yield ""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
