"""`translate` and `terms`: lines in, JSON Lines out."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TextIO, get_args

from nlp import given
from warehouse.models import Language, SegmentKind, Translation

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
    terms = subparsers.add_parser("terms", help="rank the words that no vocabulary knows, of lines")
    terms.add_argument("what", choices=("unknown",))
    terms.set_defaults(run=_terms)


def _translate(arguments: argparse.Namespace) -> int:
    from nlp.translation.chain import Chain
    from nlp.translation.engines import configured
    from nlp.translation.memory import Memory

    engines = configured(arguments.to) if arguments.engine == "configured" else ()
    for asking in engines:
        print(f"texts are sent to {asking.engine.sends_data_to}", file=sys.stderr)
    chain = Chain(arguments.to, Memory(), engines)
    lines = given.lines()
    said = iter(chain.translate((line, arguments.kind) for line in lines if line))
    for line in lines:
        print(json.dumps(_shown(next(said)) if line else _NOTHING, ensure_ascii=False))
    return 0


def _shown(translation: Translation) -> dict[str, Any]:
    shown = translation.model_dump(include=set(_SHOWN), mode="json")
    return {key: shown[key] for key in _SHOWN if key != "gloss" or shown[key]}


def _terms(_: argparse.Namespace) -> int:
    _report(unknown_words(given.lines()), sys.stdout)
    return 0


def unknown_words(lines: Iterable[str]) -> Counter[str]:
    """Stretches that are in no vocabulary, by how many lines they stand in."""
    from nlp.translation.normalise import normalise

    return Counter(word for line in lines for word in set(_unknown(normalise(line))))


def _unknown(text: str) -> Iterator[str]:
    from nlp.translation.offline.protect import protect
    from nlp.translation.offline.tokens import segmented

    held = protect(text)
    return (
        piece for piece in segmented(held, held.text) if isinstance(piece, str) and "\u4e00" <= piece[0] <= "\u9fff"
    )


def _report(counts: Counter[str], out: TextIO) -> None:
    for word, count in counts.most_common():
        out.write(json.dumps({"word": word, "lines": count}, ensure_ascii=False) + "\n")
