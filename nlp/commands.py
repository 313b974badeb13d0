"""The commands of understanding: analyse, duplicates, explain."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from nlp import given, intake
from nlp.analysis import analyse
from nlp.documents import group
from nlp.explain import explained
from warehouse.models import Release


def add(subparsers: _SubParsersAction[ArgumentParser]) -> None:
    """The commands, each reading Releases as JSON Lines from FILE or standard input."""
    for name, run, about in (
        ("analyse", _analyse, "Releases to Analyses, both JSON Lines"),
        ("duplicates", _duplicates, "documents that several Releases share: {document_id, release_ids} a line"),
        ("explain", _explain, "Releases to text: each tag with its reason and sentence"),
    ):
        parser = subparsers.add_parser(name, help=about, description=about)
        parser.add_argument("file", nargs="?", type=Path, help="JSON Lines or one Release; else standard input")
        parser.set_defaults(run=run)


def _analyse(arguments: Namespace) -> int:
    for release in _releases(arguments.file):
        print(analyse(release).model_dump_json())
    return 0


def _duplicates(arguments: Namespace) -> int:
    members: dict[str, list[str]] = defaultdict(list)
    for release, document in group(_releases(arguments.file)).items():
        members[document].append(release)
    for document, releases in members.items():
        if len(releases) > 1:
            print(json.dumps({"document_id": document, "release_ids": releases}))
    return 0


def _explain(arguments: Namespace) -> int:
    for release in _releases(arguments.file):
        print(explained(release, analyse(release)) + "\n")
    return 0


def _releases(file: Path | None) -> Iterator[Release]:
    return intake.releases(given.text(file), str(file or "standard input"))
