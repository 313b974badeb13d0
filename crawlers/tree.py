"""The tree of a page: scripts inert, nothing fetched."""

from __future__ import annotations

from lxml import etree


def tree(text: str) -> etree._Element | None:
    """The root of a page; None when there is nothing in it."""
    if not text.strip():
        return None
    return etree.fromstring(text.encode(errors="replace"), etree.HTMLParser(encoding="utf-8", no_network=True))
