"""The brief as a PDF of two pages: as much is said as they hold."""

from __future__ import annotations

import pypdfium2

from digests.brief.build import LIMITS, Brief, Pair, build
from digests.typesetting import pdf

suffix = ".pdf"
PAGES = 2


class BriefTooLong(Exception):
    """Even the shortest form takes more than two pages."""


def render(brief: Brief) -> bytes:
    """The file; the same brief gives the same bytes. Raises FormatUnavailable."""
    return pdf("brief.typ", {"brief": brief})


def fitted(pair: Pair) -> tuple[Brief, bytes]:
    """The fullest brief that fits on two pages, and its file. Raises FormatUnavailable, BriefTooLong."""
    for limits in LIMITS:
        said = build(pair, limits)
        made = render(said)
        if pages(made) <= PAGES:
            return said, made
    raise BriefTooLong(f"{pair.partnership.id}: expected {PAGES} pages, found {pages(made)} at the shortest")


def pages(made: bytes) -> int:
    """How many pages a file has."""
    document = pypdfium2.PdfDocument(made)
    try:
        return len(document)
    finally:
        document.close()
