"""Text and its white space as a reader sees it."""

from __future__ import annotations

import re

from lxml import etree

_BREAK_BETWEEN_HAN = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u2e80-\u9fff\uff00-\uffef])")

_SHOWN = etree.XPath("descendant-or-self::text()[not(parent::script or parent::style)]", smart_strings=False)


def shown(element: etree._Element) -> str:
    """All text of an element on one line; neither comments nor scripts."""
    found = _SHOWN(element)
    return tidy("".join(map(str, found))) if isinstance(found, list) else ""


def tidy(text: str) -> str:
    """White space as a reader sees it: single spaces, none where only the source broke a line between two Han."""
    joined = _BREAK_BETWEEN_HAN.sub("", text) if "\n" in text or "\r" in text else text
    return " ".join(joined.split())


def squeezed(text: str) -> str:
    """The text without any white space, for comparing."""
    return "".join(text.split())
