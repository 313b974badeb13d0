"""`translate` and `terms`: lines in, JSON Lines out; `engines`: what may be configured."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from nlp import given, intake
from nlp.commands import BAD_INPUT
from warehouse.models import Language, SegmentKind, Translation

if TYPE_CHECKING:
    from nlp.translation.asking.careful import Careful
    from nlp.translation.unknown import Stretch

_SHOWN = ("source", "text", "state", "engine", "coverage", "flags", "gloss")
_NOTHING = {"source": "", "text": "", "state": "untranslated", "engine": "none", "coverage": 1.0, "flags": []}
"""Said of an empty line, so that lines out stay beside lines in."""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the commands of translation."""
    translate = subparsers.add_parser("translate", help="translate Chinese lines, one text a line")
    translate.add_argument("--to", choices=get_args(Language), default="ja")
    translate.add_argument("--kind", choices=get_args(SegmentKind), default="title")
    translate.add_argument("--engine", choices=("offline", "configured"), default="offline")
    translate.set_defaults(run=_translate)
    engines = subparsers.add_parser("engines", help="network engines: what each needs, where it sends texts")
    engines.add_argument("what", nargs="?", choices=("list", "try"), default="list", help="try: send one sentence")
    engines.add_argument("--to", choices=get_args(Language), default="ja")
    engines.set_defaults(run=_engines)
    terms = subparsers.add_parser("terms", help="rank the words that no vocabulary knows, of lines or Releases")
    terms.add_argument("what", choices=("unknown",))
    terms.add_argument("files", nargs="*", type=Path, help="JSON Lines of Releases, or titles; else standard input")
    terms.add_argument("--at-most", type=int, metavar="N", help="no more words than these")
    terms.set_defaults(run=_terms)


def _translate(arguments: argparse.Namespace) -> int:
    from nlp.translation.chain import Chain
    from nlp.translation.memory import Memory

    chain = Chain(arguments.to, Memory(), _configured(arguments.to) if arguments.engine == "configured" else ())
    lines = given.lines()
    said = iter(chain.translate((line, arguments.kind) for line in lines if line))
    for line in lines:
        print(json.dumps(_shown(next(said)) if line else _NOTHING, ensure_ascii=False))
    return 0


def _configured(lang: Language) -> tuple[Careful, ...]:
    """The operator's engine; what is sent counts against the same budget as a run's."""
    from nlp.translation import engine_commands, engines

    found = engines.configured(lang, allowed=engine_commands.budget())
    for asking in found:
        print(f"texts are sent to {asking.engine.sends_data_to}", file=sys.stderr)
    return found


def _engines(arguments: argparse.Namespace) -> int:
    from nlp.translation import engine_commands

    return engine_commands.one_sentence(arguments.to) if arguments.what == "try" else engine_commands.show()


def _shown(translation: Translation) -> dict[str, Any]:
    shown = translation.model_dump(include=set(_SHOWN), mode="json")
    return {key: shown[key] for key in _SHOWN if key != "gloss" or shown[key]}


def _terms(arguments: argparse.Namespace) -> int:
    from nlp.translation.unknown import unknown_words

    given_wrong: list[intake.NotARelease] = []
    found = [stretch for file in arguments.files or (None,) for stretch in _stretches(file, given_wrong)]
    for wrong in given_wrong:
        print(wrong, file=sys.stderr)
    for word in unknown_words(found)[: arguments.at_most]:
        print(json.dumps(word._asdict(), ensure_ascii=False))
    return BAD_INPUT if given_wrong else 0


def _stretches(file: Path | None, wrong: list[intake.NotARelease]) -> Iterator[Stretch]:
    """What begins with a brace is Releases; of anything else each line is a title."""
    from nlp.translation.unknown import Stretch, stretches

    lines = list(given.each_line(file))
    if not next(filter(str.strip, lines), "").startswith("{"):
        yield from (Stretch(f"{file}:{number}", "title", line.strip()) for number, line in enumerate(lines))
        return
    for release in intake.releases(lines, str(file or "standard input")):
        if isinstance(release, intake.NotARelease):
            wrong.append(release)
        else:
            yield from stretches(release)
