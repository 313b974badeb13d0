"""Text and its white space as a reader sees it."""

from __future__ import annotations

import re

from lxml import etree

_BREAK_BETWEEN_HAN = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u2e80-\u9fff\uff00-\uffef])")

# Controls, which a page may also write as &#27; or \u001b, and characters of no width that hide in pasted text.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\u200b-\u200f\u2060\ufeff]")
_SHOWN = etree.XPath("descendant-or-self::text()[not(parent::script or parent::style)]", smart_strings=False)


def shown(element: etree._Element) -> str:
    """All text of an element on one line; neither comments nor scripts."""
    found = _SHOWN(element)
    return tidy("".join(map(str, found))) if isinstance(found, list) else ""


def tidy(text: str) -> str:
    """White space as a reader sees it: single spaces, none where only the source broke a line between two Han."""
    joined = _BREAK_BETWEEN_HAN.sub("", text) if "\n" in text or "\r" in text else text
    single = " ".join(joined.split())
    return single if single.isprintable() else " ".join(seen(single).split())


def seen(text: str) -> str:
    """The text without what no reader sees."""
    return _UNSEEN.sub("", text)


def squeezed(text: str) -> str:
    """The text without any white space, for comparing."""
    return "".join(text.split())
