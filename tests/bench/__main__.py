"""`make bench`: prints how fast the parts are on this machine, a section a topic; never a test."""

from __future__ import annotations

import importlib
import os
import platform
import sys
from datetime import date

TOPICS = ("crawling", "understanding", "search", "warehouse")


def main(topics: list[str]) -> int:
    """Measure every topic, or the ones named."""
    print(f"# Speed on {date.today().isoformat()}: `make bench`\n")
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}.\n", flush=True)
    for topic in topics or TOPICS:
        report = importlib.import_module(f"tests.bench.{topic}").report()
        print(f"## {topic.capitalize()}\n\n{report.strip()}\n", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
