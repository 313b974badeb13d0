"""The tree of a page: scripts inert, nothing fetched."""

from __future__ import annotations

import re

from lxml import etree

# www.gov.cn ends its document in the head of the page (2026): browsers read on, libxml2 drops the rest.
_ENDS = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)


def whole(text: str) -> str:
    """A page without the end tags after which a browser reads on and the parser does not."""
    return _ENDS.sub("", text)


def tree(text: str) -> etree._Element | None:
    """The root of a page; None when there is nothing in it."""
    if not text.strip():
        return None
    # Without `huge_tree` everything below 256 levels is dropped in silence; some editors nest deeper.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    return etree.fromstring(whole(text).encode(errors="replace"), parser)
