"""The text of a PDF: its lines joined to the paragraphs that they were before they were set."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pypdfium2

from crawlers.files.found import MOST_PAGES, Found, NeedsEyes, UnreadableFile
from crawlers.page.blocks import block_of, split_marker
from crawlers.text.spaces import tidy

_PAGE_NUMBER = re.compile(r"^[-—－ ]*\d{1,4}[-—－ ]*$|^第\s*\d+\s*页")
_ENDS = re.compile(r"[。！？：:；;]$")
_NEARLY_FULL = 0.85


_LEAST_PER_PAGE = 8
"""Characters of a page below which it is taken for a picture."""


def read(data: bytes) -> Found:
    """Its paragraphs; none when it has no layer of text. Raises UnreadableFile."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(f"damaged or locked PDF: {error}") from error
    try:
        if len(document) > MOST_PAGES:
            raise UnreadableFile(f"{len(document)} pages, more than {MOST_PAGES}")
        pages = [page.get_textpage().get_text_bounded() for page in document]
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(f"damaged PDF: {error}") from error
    finally:
        document.close()
    if sum(len("".join(page.split())) for page in pages) < _LEAST_PER_PAGE * max(len(pages), 1):
        raise NeedsEyes("no text layer")
    return Found(tuple(block_of(text) for text in paragraphs(pages)))


def paragraphs(pages: Sequence[str]) -> list[str]:
    """Paragraphs in order; a line goes on when it is nearly as long as the longest and ends no sentence."""
    rows = [tidy(row) for page in pages for row in page.splitlines()]
    kept = [row for row in rows if row and not _PAGE_NUMBER.match(row)]
    full = _NEARLY_FULL * max(map(len, kept), default=0)
    found: list[str] = []
    open_line = False
    for row in kept:
        if open_line and not split_marker(row)[1]:
            found[-1] = _joined(found[-1], row)
        else:
            found.append(row)
        open_line = len(row) >= full and not _ENDS.search(row)
    return found


def _joined(before: str, after: str) -> str:
    """Without a space between Han, with one between Latin words."""
    latin = before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum()
    return f"{before} {after}" if latin else before + after
