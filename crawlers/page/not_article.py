"""Pages that are no article, and how they show it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from urllib.parse import urlsplit

from crawlers.page import title as titles
from crawlers.page.rules import load
from crawlers.page.survey import Survey
from crawlers.text.lines import Line

_SHELL_SCRIPT = 200
_LITTLE = 60
_SHORT_TEXT, _SHORT_PAGE, _SHORT_LINE, _SHORT_TITLE = 400, 1500, 80, 40
"""Characters of an article, a page, a line and a title that may be a notice that there is no article."""
_LIKELY_TITLE = 8
_FILES = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
"""How PDF, ZIP (Office of today, OFD), the Office of old, other archives and pictures begin."""


class NotAnArticle(Exception):
    """A page that holds no article: what it is, and what was expected of it."""

    def __init__(self, url: str, reason: str, expected: str) -> None:
        super().__init__(f"{url}: {reason}; expected {expected}")
        self.url = url
        self.reason = reason
        """`file`, `empty`, `home`, `list`, or a group of missing.yml."""


def refuse_file(url: str, data: bytes) -> None:
    """Raise NotAnArticle for the bytes of a document, a picture or records that are no page."""
    if data.startswith(_FILES) or data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[{")):
        raise NotAnArticle(url, "file", "HTML, not a document that a page would attach")


def refuse(
    url: str, title: str, found: Survey, page: Sequence[Line], article: Sequence[Line], has_more: bool, seen: set[str]
) -> None:
    """Raise NotAnArticle when a page is not one; `seen` says where days stood."""
    shown = sum(len(line.text) for line in page)
    own = sum(len(line.text) - line.linked for line in article)
    is_dated = bool(seen - {"url"})
    is_document = titles.genre().search(title) is not None and bool(seen - {"url", "meta:PubDate"})
    said = _says(title, found, () if is_document or shown >= _SHORT_PAGE else page) if own < _SHORT_TEXT else ""
    if said and (said != "script_shell" or own < _LITTLE):
        raise NotAnArticle(url, said, "an article, not a notice in its place")
    is_framed = found.frames > 0 and is_dated and len(title) >= _LIKELY_TITLE
    if shown < _LITTLE and not is_framed:
        raise NotAnArticle(url, _nothing(found), "text outside scripts")
    if _is_home(url) and not found.meta("articletitle"):
        raise NotAnArticle(url, "home", "an address below the home page")
    if not title or _is_list(found, page, article, has_more, is_dated):
        raise NotAnArticle(url, "list", "sentences or an attachment below a headline with its date")


def _is_list(found: Survey, page: Sequence[Line], article: Sequence[Line], has_more: bool, is_dated: bool) -> bool:
    sentences = sum(len(line.text) - line.linked for line in article if re.search("[，。；]", line.text))
    if sentences >= 80 or found.meta("articletitle"):
        return False
    dated = sum(1 for line in page if line.linked and re.search(r"\d{1,2}-\d{1,2}|\d{8}", line.text))
    linked = sum(1 for line in page if line.linked >= 8)
    return not is_dated or (not has_more and max(dated, linked) >= 8)


def _is_home(url: str) -> bool:
    path = urlsplit(url).path.strip("/").lower()
    return bool(urlsplit(url).netloc) and (
        not path or re.fullmatch(r"(?:index|default|main|home)\.\w{2,5}", path) is not None
    )


def _nothing(found: Survey) -> str:
    """What a page without text is."""
    if found.forwards:
        return "moved"
    return "script_shell" if found.scripts > _SHELL_SCRIPT else "empty"


def _says(title: str, found: Survey, page: Sequence[Line]) -> str:
    """The reason that the headline, a part of the title element or a short line gives; empty when none does."""
    parts = [part for part in (title, *titles.pieces(found.html_title)) if len(part) <= _SHORT_TITLE]
    names = [part for part in parts if not titles.genre().search(part)]
    lines = [line.text for line in page if len(line.text) < _SHORT_LINE]
    tried = ((names, 0), (lines, 1))
    said = (why for texts, at in tried for why, words in _notices().items() if any(map(words[at].search, texts)))
    return next(said, "")


@cache
def _notices() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    return {
        reason: (re.compile("|".join(words["titles"]), re.I), re.compile("|".join(words["lines"]), re.I))
        for reason, words in load("missing").items()
    }
