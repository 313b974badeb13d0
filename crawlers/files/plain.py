"""Plain text and saved pages as blocks."""

from __future__ import annotations

from crawlers.files.found import Found
from crawlers.page.blocks import block_of, blocks
from crawlers.text.encoding import decode
from crawlers.text.lines import lines
from crawlers.text.spaces import tidy
from crawlers.text.tree import tree


def read_text(data: bytes) -> Found:
    """Its lines."""
    text, _ = decode(data)
    return Found(tuple(block_of(tidy(line)) for line in text.splitlines() if tidy(line)))


def read_html(data: bytes) -> Found:
    """What the page shows."""
    root = tree(decode(data)[0])
    return Found(() if root is None else blocks(lines(root, tables=True)))
