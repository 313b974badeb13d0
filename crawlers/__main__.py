"""`python -m crawlers`: crawl, read again, read saved pages, import, and serve the sample portals."""

from __future__ import annotations

import argparse
import os
import sys

from crawlers import page_commands, source_commands
from crawlers.crawling import commands as crawl_commands
from crawlers.crawling import replay_commands
from crawlers.fetching.settings import BadSetting
from crawlers.imports import commands as import_commands
from crawlers.live import commands as live_commands
from crawlers.onboard import commands as onboard_commands
from crawlers.registry import BadSource
from crawlers.sample import commands as sample_commands

COMMANDS = (
    crawl_commands,
    source_commands,
    replay_commands,
    live_commands,
    onboard_commands,
    page_commands,
    import_commands,
    sample_commands,
)

WRONG = 2
"""Exit status when the command or its data cannot be used."""
READER_LEFT = 141
"""As a shell says of any program whose reader closed the pipe."""


def main() -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(prog="python -m crawlers", description="From publishers' sites to releases.")
    subparsers = parser.add_subparsers(required=True, metavar="command")
    for commands in COMMANDS:
        commands.add(subparsers)
    args = parser.parse_args()
    try:
        code = int(args.run(args))
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_LEFT
    except (BadSource, BadSetting, OSError) as error:
        print(error, file=sys.stderr)
        return WRONG


if __name__ == "__main__":
    sys.exit(main())
