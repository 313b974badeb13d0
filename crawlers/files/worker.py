"""The process that reads files: started when first asked, bounded in time and memory, started anew when it ended."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

SECONDS = 30
MEGABYTES = 280
"""Of address space: a crawl with its Scrapy needs another hundred and more."""
_GROWN = 48 * 2**20
"""Bytes by which it may have grown before it is replaced: what it reads next must not depend on what it read before."""
_ROOT = Path(__file__).parents[2]


class WorkerEnded(Exception):
    """The process ended over a file: what the file had asked of it."""


class Worker:
    """One such process, asked by one thread at a time."""

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self.seconds, self.megabytes = seconds, megabytes
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._first_size = 0

    def ask(self, data: bytes, name: str, media_type: str) -> bytes:
        """A FileText as JSON. Raises WorkerEnded."""
        with self._lock:
            process = self._running()
            assert process.stdin and process.stdout
            try:
                head = {"name": name, "media_type": media_type, "size": len(data)}
                process.stdin.write(json.dumps(head).encode() + b"\n")
                process.stdin.write(data)
                process.stdin.flush()
                answer = process.stdout.readline()
            except BrokenPipeError:
                answer = b""
            if not answer.endswith(b"\n"):
                raise WorkerEnded(self._reason(process))
            if _size(process) > self._first_size + _GROWN:
                self.close()
            return answer

    def close(self) -> None:
        """End the process; the next question starts another."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None
        if self._said:
            self._said.close()
            self._said = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            command = [sys.executable, "-m", "crawlers.files.serve", str(self.seconds), str(self.megabytes)]
            self._said = tempfile.TemporaryFile()  # noqa: SIM115 closed with the process
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, cwd=_ROOT
            )
            assert self._process.stdout
            self._process.stdout.readline()
            self._first_size = _size(self._process)
        return self._process

    def _reason(self, process: subprocess.Popen[bytes]) -> str:
        """What its end tells of the file."""
        code = process.wait()
        assert self._said
        self._said.seek(0)
        last = (self._said.read().decode(errors="replace").strip().splitlines() or [""])[-1]
        self.close()
        if code == -signal.SIGALRM:
            return f"took more than {self.seconds:g} seconds"
        if last.startswith("MemoryError"):
            return f"needed more than {self.megabytes} MB"
        return f"crashed its reader ({signal.Signals(-code).name if code < 0 else last[:200]})"


def _size(process: subprocess.Popen[bytes]) -> int:
    """Bytes of address space; 0 where the system does not tell."""
    status = Path(f"/proc/{process.pid}/statm")
    return int(status.read_text().split()[0]) * 4096 if status.exists() else 0
