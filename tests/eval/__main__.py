"""`make eval`: prints figures on real pages and texts, a section a topic, worst cases listed."""

from __future__ import annotations

import importlib
import sys
import time
from datetime import date
from pathlib import Path

TOPICS = (
    *(
        "extraction",
        "beside",
        "robustness",
        "listing",
        "relevance",
        "kinds",
        "themes",
        "importance",
        "desk",
        "facts",
        "duplicates",
    ),
    "translation",
    "checks",
)


def main(words: list[str]) -> int:
    """Measure every topic, or the ones named after the folder; `facts:all` gives a topic an option of its own."""
    if not words or not Path(words[0], "html", "manifest.csv").is_file():
        print("usage: python -m tests.eval CORPUS [TOPIC…]; CORPUS holds html/, text/ and parallel/", file=sys.stderr)
        return 2
    corpus, topics = Path(words[0]), words[1:] or TOPICS
    print(f"# Figures of {date.today().isoformat()}: `make eval CORPUS={corpus}`\n", flush=True)
    for topic in topics:
        began = time.monotonic()
        name, _, option = topic.partition(":")
        report = importlib.import_module(f"tests.eval.{name}").report(corpus, *filter(None, [option]))
        print(f"## {name.capitalize()}\n\n{report.strip()}\n\n({time.monotonic() - began:.1f} s)\n", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
