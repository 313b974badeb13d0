"""What a reader finds in a file, and how much it may take from one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from crawlers.page.blocks import blocks
from crawlers.text.lines import Line
from warehouse.models import Block, Record

MOST_BYTES = 50 * 2**20
MOST_PAGES = 500
MOST_ROWS = 5_000
"""Of a table."""
MOST_CHARACTERS = 2_000_000
MOST_BLOCKS = 50_000

State = Literal["read", "needs_ocr", "unreadable"]


class UnreadableFile(Exception):
    """A file whose text cannot be had: its format, and what is wrong with it."""


class NeedsEyes(UnreadableFile):
    """A file that shows text only as pictures: what it has instead of characters."""


class Found(NamedTuple):
    """Blocks of a file, and which part of it is not among them."""

    blocks: tuple[Block, ...]
    missing: str = ""

    @classmethod
    def of(cls, lines: Iterable[Line], missing: str = "") -> Found:
        """The blocks of lines, as many as a text may have."""
        kept: list[Line] = []
        size = 0
        for line in lines:
            size += len(line.text) + sum(len(cell) for row in line.rows for cell in row)
            if size > MOST_CHARACTERS or len(kept) == MOST_BLOCKS:
                missing = f"read up to its first {len(kept)} paragraphs"
                break
            kept.append(line)
        return cls(blocks(kept), missing)


class FileText(Record):
    """What became of reading a file."""

    state: State
    reason: str = ""
    """Why it could not be read, or not whole; empty when it was."""
    blocks: tuple[Block, ...] = ()
    media_type: str = ""
    """Ending of the format that was found: pdf, docx, …"""
