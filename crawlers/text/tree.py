"""The tree of a page: scripts inert, nothing fetched."""

from __future__ import annotations

from lxml import etree


def tree(text: str) -> etree._Element | None:
    """The root of a page; None when there is nothing in it."""
    if not text.strip():
        return None
    # Without `huge_tree` everything below 256 levels is dropped in silence; some editors nest deeper.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    return etree.fromstring(text.encode(errors="replace"), parser)
