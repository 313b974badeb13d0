"""`python -m nlp`: what a release says, what repeats another, what it is in Japanese."""

from __future__ import annotations

import sys
from argparse import ArgumentParser

from nlp import commands, intake
from nlp.translation import commands as translation

BAD_INPUT = 2


def main(words: list[str]) -> int:
    """The exit code of the command that the words name."""
    parser = ArgumentParser(prog="python -m nlp", description=__doc__)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add(subparsers)
    translation.add(subparsers)
    arguments = parser.parse_args(words)
    try:
        code: int = arguments.run(arguments)
    except (intake.NotARelease, OSError) as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
