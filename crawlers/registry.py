"""Reads the source files: one YAML a publisher, in the folder of its level, strictly."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import ValidationError

from crawlers import platforms
from warehouse import reference
from warehouse.models import Source

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
    for level in ("central", "province", "city"):
        for path in sorted((folder / level).glob("*.yml")):
            source = read(path)
            if source.id in sources:
                raise BadSource(f"{path}: id: {source.id!r} is taken by another file")
            sources[source.id] = source
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
        source = source.model_copy(update={"is_sample": _is_example(source.homepage)})
    except ValidationError as error:
        raise BadSource("\n".join(f"{path}: {_key(e['loc'])}: {e['msg']}" for e in error.errors())) from error
    _check(path, source)
    return source


def _is_example(address: str) -> bool:
    """Hosts below `.example` are reserved for what is not real (RFC 2606)."""
    return (urlsplit(address).hostname or "").endswith(".example")


def _check(path: Path, source: Source) -> None:
    known = platforms.names()
    if source.place not in reference.places():
        raise BadSource(f"{path}: place: {source.place!r} is not in warehouse/reference/places.csv")
    if not source.listings:
        raise BadSource(f"{path}: listings: expected at least one")
    named = {"platform": source.platform} | {
        f"listings.{number}.platform": listing.platform
        for number, listing in enumerate(source.listings)
        if listing.platform
    }
    for key, platform in named.items():
        if platform not in known:
            raise BadSource(f"{path}: {key}: {platform!r} is none of {', '.join(sorted(known))}")


def _key(location: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in location)
