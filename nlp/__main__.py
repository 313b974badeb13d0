"""`python -m nlp`: what a release says, what repeats another, what it is in Japanese."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser

from nlp import commands, given
from nlp.translation import commands as translation
from nlp.translation import memory_commands
from nlp.translation.asking.failures import EngineSettingError

READER_LEFT = 141
"""As a shell says of any program whose reader closed the pipe."""


def main(words: list[str]) -> int:
    """The exit code of the command that the words name."""
    parser = ArgumentParser(prog="python -m nlp", description=__doc__)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add(subparsers)
    translation.add(subparsers)
    memory_commands.add(subparsers)
    arguments = parser.parse_args(words)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_LEFT
    except (given.BadInputError, EngineSettingError) as error:
        print(error, file=sys.stderr)
        return commands.BAD_INPUT
    except OSError as error:
        print(f"{error.filename}: {error.strerror}; expected a file that can be read", file=sys.stderr)
        return commands.BAD_INPUT
    return code


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
