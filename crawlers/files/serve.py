"""`python -m crawlers.files.serve SECONDS MEGABYTES`: reads the files that come on its input, one after the other."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys

from crawlers.files.formats import text_of

MOST_SAID = 2**20
"""Bytes that a reader may write to a file, its complaints among them."""


def main(seconds: float, megabytes: int) -> None:
    """A line of JSON and its bytes in, a line of JSON out, until the input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_SAID, MOST_SAID))
    answers = os.fdopen(os.dup(1), "wb")
    # Some readers print their warnings.
    os.dup2(2, 1)
    answers.write(b"ready\n")
    answers.flush()
    while head := sys.stdin.buffer.readline():
        asked = json.loads(head)
        data = sys.stdin.buffer.read(asked["size"])
        # The alarm's default ends the process also where no Python runs.
        signal.setitimer(signal.ITIMER_REAL, seconds)
        text = text_of(data, asked["name"], asked["media_type"])
        answer = text.model_dump_json().encode()
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(answer + b"\n")
        answers.flush()


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]))
