"""`python -m crawlers sample`: serves the sample portals until it is interrupted."""

from __future__ import annotations

import argparse
from datetime import date
from threading import Event


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds the command `sample`."""
    parser = subparsers.add_parser("sample", help="serve the sample portals as a proxy on this machine")
    parser.add_argument("--as-of", type=date.fromisoformat, required=True, help="day on which they stand, YYYY-MM-DD")
    parser.add_argument("--port", type=int, default=0, help="port to listen on; any free one by default")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    # What makes the sample's files takes half a second to load: only who serves them pays for it.
    from crawlers.sample.portals import serve
    from crawlers.sample.site import portals

    with serve(arguments.as_of, arguments.port) as address:
        print(f"http_proxy={address}  (as of {arguments.as_of}; Ctrl-C ends it)")
        for portal in portals():
            print(f"  {portal.id:20} {portal.family:13} http://{portal.host}/  {portal.name}", flush=True)
        return _wait()


def _wait() -> int:
    try:
        Event().wait()
    except KeyboardInterrupt:
        print("closed")
    return 0
