"""What a platform is given and what it gives back: a saved response in, rows and the next request out."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import lxml.etree
import lxml.html

from crawlers.text.encoding import decode
from crawlers.text.tree import whole

AS_JSON = re.compile(r"0|[1-9]\d{0,8}|\[.*\]|\{.*\}", re.DOTALL)
"""Values of a form that stand for a number, a list or an object."""


@dataclass(frozen=True)
class Saved:
    """One response as it was received."""

    url: str
    body: bytes
    encoding: str = ""
    """Charset of the HTTP header, when it named one."""
    form: tuple[tuple[str, str], ...] = ()
    """Fields that it was asked for with, by POST."""

    @cached_property
    def text(self) -> str:
        """The body decoded."""
        return decode(self.body, self.encoding)[0]

    @cached_property
    def document(self) -> lxml.html.HtmlElement:
        """The body as a tree; an empty body, or one of comments alone, is an empty tree."""
        parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
        text = whole(self.text) if self.text.strip() else "<html></html>"
        try:
            return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
        except lxml.etree.ParserError:
            return lxml.html.document_fromstring("<html></html>", ensure_head_body=True)

    @cached_property
    def scripts(self) -> str:
        """The text of every inline script, one after the other."""
        return "\n".join(script.text or "" for script in self.document.iter("script"))


@dataclass(frozen=True)
class Row:
    """One line of a listing: what it announces and where."""

    url: str
    title: str
    date: date | None = None
    """The day shown beside the title: normally of publication, at some publishers of writing."""
    doc_number: str = ""


@dataclass(frozen=True)
class Fetch:
    """A request to make."""

    url: str
    certain: bool = True
    """False when nothing says that there is such a page, so that its absence is the end and not a loss."""
    form: tuple[tuple[str, str], ...] = ()
    """Fields to POST; empty for a plain GET."""
    as_json: bool = False
    """The fields are posted as one JSON object, a form otherwise."""
    headers: tuple[tuple[str, str], ...] = ()
    """Further request headers: conditions on which an answer is wanted."""

    @property
    def fields(self) -> dict[str, Any]:
        """The object that is posted as JSON: a value that reads as a number, a list or an object is one."""
        return {name: _value(text) for name, text in self.form}


def _value(text: str) -> Any:
    try:
        return json.loads(text) if AS_JSON.fullmatch(text) else text
    except ValueError:
        return text


@dataclass(frozen=True)
class ListingPage:
    """What one response says of a listing."""

    rows: tuple[Row, ...]
    next: tuple[Fetch, ...] = ()
    """Where the next page may be, best first: the first that reads and differs is it."""
    total: int | None = None
    """The site's own count of the listing's rows, on all its pages, when it tells it."""
