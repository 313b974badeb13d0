"""The commands of understanding: analyse, duplicates, explain."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from nlp import given, intake
from nlp.analysis import analyse
from nlp.documents import group
from nlp.explain import explained
from warehouse.models import Release

BAD_INPUT = 2


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


class _Given:
    """The releases of a file or of standard input; what is none is told, the others are read all the same."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self.code = 0
        """What the command is to exit with."""

    def __iter__(self) -> Iterator[Release]:
        for found in intake.releases(given.each_line(self._file), str(self._file or "standard input")):
            if isinstance(found, Release):
                yield found
            else:
                print(found, file=sys.stderr)
                self.code = BAD_INPUT


def _analyse(arguments: Namespace) -> int:
    releases = _Given(arguments.file)
    for release in releases:
        print(analyse(release).model_dump_json())
    return releases.code


def _duplicates(arguments: Namespace) -> int:
    members: dict[str, list[str]] = defaultdict(list)
    releases = _Given(arguments.file)
    for release, document in group(releases).items():
        members[document].append(release)
    for document, named in members.items():
        if len(named) > 1:
            print(json.dumps({"document_id": document, "release_ids": named}))
    return releases.code


def _explain(arguments: Namespace) -> int:
    releases = _Given(arguments.file)
    for release in releases:
        print(explained(release, analyse(release)) + "\n")
    return releases.code
