"""Pages that are no article, and how they show it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from crawlers.page.rules import load
from crawlers.page.survey import Survey
from crawlers.text.lines import Line

_SHELL_SCRIPT = 200
_LITTLE = 60
_FILES = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
"""How PDF, ZIP (Office of today, OFD), the Office of old, other archives and pictures begin."""


class NotAnArticle(Exception):
    """A page that holds no article: what it is, and what was expected of it."""

    def __init__(self, url: str, reason: str, expected: str) -> None:
        super().__init__(f"{url}: {reason}; expected {expected}")
        self.url = url
        self.reason = reason
        """`file`, `empty`, `script_shell`, `soft_404`, `home` or `list`."""


def refuse_file(url: str, data: bytes) -> None:
    """Raise NotAnArticle for the bytes of a document, a picture or records that are no page."""
    if data.startswith(_FILES) or data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[{")):
        raise NotAnArticle(url, "file", "HTML, not a document that a page would attach")


def refuse(
    url: str, title: str, found: Survey, page: Sequence[Line], article: Sequence[Line], has_more: bool, is_dated: bool
) -> None:
    """Raise NotAnArticle when a page is not one."""
    shown = sum(len(line.text) for line in page)
    own = sum(len(line.text) - line.linked for line in article)
    if shown < _LITTLE:
        raise NotAnArticle(url, "script_shell" if found.scripts > _SHELL_SCRIPT else "empty", "text outside scripts")
    if own < 400 and _says_missing(title, found, page, shown):
        raise NotAnArticle(url, "soft_404", "an article, not a notice that it is gone")
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


def _says_missing(title: str, found: Survey, page: Sequence[Line], shown: int) -> bool:
    words = load("missing")
    if any(word in found.html_title or word in title for word in words["titles"]):
        return True
    return shown < 1500 and any(word in line.text for line in page if len(line.text) < 80 for word in words["lines"])
