"""A volume as a PDF, and on which page of it each heading stands."""

from __future__ import annotations

import pypdfium2

from digests.typesetting import pdf
from digests.volume.book import Volume
from digests.volume.year import LANG
from digests.wording import phrases

suffix = ".pdf"
WORDS = ("long.title_zh", "long.source", "field.source", "volume.contents", "volume.figures", "volume.gist_title")


def render(book: Volume) -> bytes:
    """The file; the same volume gives the same bytes. Raises FormatUnavailable."""
    words = {key: phrases(LANG)[key] for key in WORDS}
    return pdf("volume.typ", {"book": book, "words": words})


def pages(made: bytes) -> list[int]:
    """Page numbers of the headings of chapters, groups and items, in their order."""
    document = pypdfium2.PdfDocument(made)
    try:
        return [int(mark.get_dest().get_index()) + 1 for mark in document.get_toc(max_depth=3)]
    finally:
        document.close()
