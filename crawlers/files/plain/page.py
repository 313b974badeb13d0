"""A saved page as blocks."""

from __future__ import annotations

from crawlers.files.found import Found
from crawlers.text.encoding import decode
from crawlers.text.lines import lines
from crawlers.text.tree import tree


def read(data: bytes) -> Found:
    """What the page shows."""
    root = tree(decode(data)[0])
    return Found.of(() if root is None else lines(root, tables=True))
