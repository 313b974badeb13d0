"""Runs a command and prints what it took as JSON: seconds by the clock and of the processor, and most memory in MB.

It is small itself, for Linux counts the memory of who starts a process as that process's own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import NamedTuple


class Took(NamedTuple):
    """What a command took."""

    clock: float
    processor: float
    memory: float


def took(command: list[str], cwd: str) -> Took:
    """Those of a command that is run now; raises CalledProcessError when it fails."""
    words = [sys.executable, __file__, *command]
    done = subprocess.run(words, cwd=cwd, check=True, stdout=subprocess.PIPE, text=True)
    return Took(*json.loads(done.stdout))


def main(command: list[str]) -> int:
    """The command's own exit code."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    clock, memory = time.perf_counter() - began, used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    print(json.dumps([clock, used.ru_utime + used.ru_stime, memory]))
    return process.returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
