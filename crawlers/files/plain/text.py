"""Plain text as blocks."""

from __future__ import annotations

from crawlers.files.found import Found, UnreadableFile
from crawlers.text.encoding import decode
from crawlers.text.lines import Line
from crawlers.text.spaces import tidy

_MOST_HOLES = 0.02
"""Share of characters that no encoding gives, above which the bytes are no text."""


def read(data: bytes) -> Found:
    """Its lines. Raises UnreadableFile."""
    text, _ = decode(data)
    if text.count("\ufffd") > _MOST_HOLES * len(text):
        raise UnreadableFile("no text in any encoding that is known")
    return Found.of(Line(tidy(line), "p") for line in text.splitlines() if tidy(line))
