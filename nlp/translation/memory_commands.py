"""`memory`: what was translated goes out as TMX, comes in from it, and is asked for what is near a line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from nlp import given
from warehouse.models import Language, Translation


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands of the memory."""
    verbs = subparsers.add_parser("memory", help="translations as TMX and back; what is near a line")
    actions = verbs.add_subparsers(required=True, metavar="ACTION")
    export = actions.add_parser("export", help="translations as JSON Lines in, TMX 1.4 out")
    export.set_defaults(run=_export)
    load = actions.add_parser("import", help="TMX in, translations as JSON Lines out")
    load.add_argument("file", type=Path)
    add_voucher(load)
    load.set_defaults(run=_import)
    near = actions.add_parser("near", help="lines in; pairs whose Chinese is at least three quarters the same out")
    near.add_argument("file", type=Path, help="a memory: .tmx, or translations as JSON Lines")
    near.add_argument("--to", choices=get_args(Language), default="ja")
    near.add_argument("--count", type=int, default=3)
    near.set_defaults(run=_near)


def add_voucher(parser: argparse.ArgumentParser) -> None:
    """Adds who vouches for the pairs of other tools, and since when."""
    parser.add_argument(
        "--reviewer", default="", help="who has read the pairs of other tools; else they are a machine's"
    )
    parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day of that review")


def _export(_: argparse.Namespace) -> int:
    from nlp.translation import tmx

    tmx.write(_translations(None), sys.stdout.buffer)
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from nlp.translation import tmx

    with arguments.file.open("rb") as file:
        for pair in tmx.read(file, str(arguments.file), arguments.reviewer, arguments.on):
            print(pair.model_dump_json())
    return 0


def _near(arguments: argparse.Namespace) -> int:
    from nlp.translation.memory import Memory

    memory = Memory(_pairs(arguments.file))
    for line in filter(None, given.lines()):
        found = [_shown(score, pair) for score, pair in memory.near(line, arguments.to, arguments.count)]
        print(json.dumps({"source": line, "near": found}, ensure_ascii=False))
    return 0


def _pairs(file: Path) -> Iterator[Translation]:
    from nlp.translation import tmx

    if file.suffix == ".tmx":
        with file.open("rb") as data:
            yield from tmx.read(data, str(file))
    else:
        yield from _translations(file)


def _translations(file: Path | None) -> Iterator[Translation]:
    """Of JSON Lines, also the empty ones. Raises BadInputError."""
    for number, line in enumerate(given.each_line(file), 1):
        try:
            if line.strip():
                yield Translation.model_validate_json(line)
        except ValidationError as error:
            field = ".".join(map(str, error.errors()[0]["loc"])) or "the line"
            name = f"{file or 'standard input'}, line {number}"
            raise given.BadInputError(f"{name}: expected a Translation, {field}: {error.errors()[0]['msg']}") from error


def _shown(score: float, pair: Translation) -> dict[str, Any]:
    shown = pair.model_dump(include={"source", "text", "state", "reviewer", "reviewed_on"}, mode="json")
    return {"score": round(score, 1), **shown}
