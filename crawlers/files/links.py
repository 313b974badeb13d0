"""The files that a page points to."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import unquote, urlsplit

from lxml import etree

from crawlers.address import resolve
from crawlers.page.survey import Survey
from crawlers.text.spaces import shown
from warehouse.models import Attachment

_ENDING = re.compile(r"\.(pdf|docx?|xlsx?|wps|et|ofd|ceb|pptx?|zip|rar|7z|rtf|txt)(?=$|[?#&])", re.IGNORECASE)
_FURNITURE = re.compile(r"(?:^|[ _-])(?:foot|footer|nav|navbar|menu|side|sidebar|aside|yqlj)(?:$|[ _-])", re.IGNORECASE)
_FURNITURE_TAGS = frozenset({"header", "footer", "nav", "aside"})
_NEAR = 12
"""Levels above a link that are looked at."""
_REFERENCES = ("href", "src", "data-url", "data", "data-href", "data-pdf")


def attachments(found: Survey, url: str) -> tuple[Attachment, ...]:
    """Links and frames that end in a file's name, once each, in the order of the page; addresses are the article's."""
    base = resolve(url, found.base) or url
    made: dict[str, Attachment] = {}
    for element in found.links:
        reference = next((value for name in _REFERENCES if (value := element.get(name)) and _ENDING.search(value)), "")
        if not reference or _is_furniture(element):
            continue
        address = resolve(base, _inner(reference))
        if address:
            name = shown(element) or element.get("title") or _file_name(address)
            made.setdefault(address, Attachment(url=address, name=name[:300]))
    return tuple(made.values())


def ending(name: str) -> str:
    """The file's ending in lower case, without the dot; empty when none is known."""
    found = _ENDING.search(unquote(name).strip())
    return found[1].lower() if found else ""


def _is_furniture(element: etree._Element) -> bool:
    """Whether it stands in the page's head, foot, menu or side column, which speak for the site."""
    around = (above for above in islice(element.iterancestors(), _NEAR) if above.tag not in ("html", "body"))
    return any(
        above.tag in _FURNITURE_TAGS or _FURNITURE.search(f"{above.get('id', '')} {above.get('class', '')}")
        for above in around
    )


def _inner(reference: str) -> str:
    """The file behind a viewer's frame (`viewer.html?file=…`)."""
    inner = re.search(r"viewer\.html?\?(?:.*&)?file=([^&]+)", reference)
    return unquote(inner[1]) if inner else reference


def _file_name(address: str) -> str:
    return unquote(urlsplit(address).path.rpartition("/")[2])
