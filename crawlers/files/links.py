"""The files that a page points to."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from crawlers.address import resolve
from crawlers.page.survey import Survey
from crawlers.text.spaces import shown
from warehouse.models import Attachment

_ENDING = re.compile(r"\.(pdf|docx?|xlsx?|wps|et|ofd|ceb|pptx?|zip|rar|txt)(?=$|[?#&])", re.IGNORECASE)
_REFERENCES = ("href", "src", "data-url", "data", "data-href", "data-pdf")


def attachments(found: Survey, url: str) -> tuple[Attachment, ...]:
    """Links and frames that end in a file's name, once each, in the order of the page; addresses are the article's."""
    base = resolve(url, found.base) or url
    made: dict[str, Attachment] = {}
    for element in found.links:
        reference = next((value for name in _REFERENCES if (value := element.get(name)) and _ENDING.search(value)), "")
        if not reference:
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


def _inner(reference: str) -> str:
    """The file behind a viewer's frame (`viewer.html?file=…`)."""
    inner = re.search(r"viewer\.html?\?(?:.*&)?file=([^&]+)", reference)
    return unquote(inner[1]) if inner else reference


def _file_name(address: str) -> str:
    return unquote(urlsplit(address).path.rpartition("/")[2])
