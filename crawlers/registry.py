"""Reads the source files: one YAML a publisher, in the folder of its level, strictly."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from pydantic import ValidationError

from crawlers import declared
from crawlers.address import release_id
from warehouse.models import Level, Listing, Source

HERE = Path(__file__).parent
FOLDERS = {"live": HERE / "sources", "sample": HERE / "sample" / "sources"}
Collection = Literal["live", "sample"]


class BadSource(ValueError):
    """A source file that cannot be used; the text names file, key and expectation."""


def load(collection: Collection) -> dict[str, Source]:
    """Every source of a collection by its id, in the order of levels and ids. Raises BadSource."""
    return load_folder(FOLDERS[collection])


def one(collection: Collection, source: str) -> Source:
    """One source of a collection, without reading the others. Raises BadSource."""
    paths = sorted(FOLDERS[collection].glob(f"*/{source}.yml")) if source.isidentifier() else []
    if len(paths) != 1:
        raise BadSource(f"{source}: no such source in {FOLDERS[collection]}; `sources` lists them")
    return read(paths[0])


def load_folder(folder: Path) -> dict[str, Source]:
    """The same for any folder of `<level>/<id>.yml`."""
    sources: dict[str, Source] = {}
    listed: dict[tuple[str, ...], str] = {}
    for path in (path for level in get_args(Level) for path in sorted((folder / level).glob("*.yml"))):
        source = read(path)
        if source.id in sources:
            raise BadSource(f"{path}: id: {source.id!r} is taken by another file")
        sources[source.id] = source
        for number, listing in enumerate(source.listings):
            other = listed.setdefault(_asked(listing), place := f"{source.id}: listings.{number}")
            if other != place:
                raise BadSource(f"{path}: listings.{number}.url: {listing.url} is asked by {other} too")
    return sources


def read(path: Path) -> Source:
    """One source file. Its folder is its level and its name its id, so neither is written in it."""
    try:
        said = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise BadSource(f"{path}: not YAML: {error}") from error
    if not isinstance(said, dict):
        raise BadSource(f"{path}: expected keys and values, found {type(said).__name__}")
    implied: dict[str, Any] = {"id": path.stem, "level": path.parent.name}
    for key in implied.keys() & said.keys():
        if said[key] != implied[key]:
            raise BadSource(f"{path}: {key}: {said[key]!r} contradicts the path, which says {implied[key]!r}")
    try:
        source = Source.model_validate(said | implied)
    except ValidationError as error:
        raise BadSource("\n".join(f"{path}: {_key(e['loc'])}: {e['msg']}" for e in error.errors())) from error
    source = source.model_copy(update={"is_sample": declared.is_example(source.homepage)})
    if faults := list(declared.faults(source, evidence(path.parent.parent))):
        raise BadSource("\n".join(f"{path}: {fault}" for fault in faults))
    return source


def evidence(folder: Path) -> dict[str, str]:
    """What the evidence keys of a folder's sources stand for."""
    path = folder / "evidence.yml"
    found: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def _asked(listing: Listing) -> tuple[str, ...]:
    return (release_id(listing.url), str(sorted(listing.options.items())), str(sorted(listing.form.items())))


def _key(location: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in location)
