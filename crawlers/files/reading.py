"""The text of attached files, read in a process of its own, so that a damaged or enormous one costs only itself."""

from __future__ import annotations

import hashlib
from functools import cache

from crawlers.files.found import MOST_BYTES, FileText
from crawlers.files.links import ending
from crawlers.files.worker import Worker, WorkerEnded


class AttachmentText(FileText):
    """What could be read of a file, and which one it was."""

    sha256: str
    size: int


def read_attachment(data: bytes, name: str, media_type: str = "") -> AttachmentText:
    """The text of a file, or why there is none; hostile and broken files are refused with a reason, never raised."""
    digest = hashlib.sha256(data).hexdigest()
    return AttachmentText(**dict(_read(data, name, media_type)), sha256=digest, size=len(data))


def _read(data: bytes, name: str, media_type: str) -> FileText:
    if len(data) > MOST_BYTES:
        reason = f"{len(data)} bytes, more than {MOST_BYTES}"
    else:
        try:
            return FileText.model_validate_json(_worker().ask(data, name, media_type))
        except WorkerEnded as ended:
            reason = str(ended)
    return FileText(state="unreadable", reason=reason, media_type=ending(name))


@cache
def _worker() -> Worker:
    return Worker()
