"""A volume as a PDF, and on which page of it each heading stands."""

from __future__ import annotations

import pypdfium2

from digests.typesetting import pdf
from digests.volume.book import Volume
from digests.volume.figures import Figure
from digests.volume.year import LANG
from digests.wording import phrases

suffix = ".pdf"
WORDS = ("long.title_zh", "long.source", "field.source", "volume.contents", "volume.figures", "volume.gist_title")


def render(book: Volume) -> bytes:
    """The file; the same volume gives the same bytes. Raises FormatUnavailable."""
    words = {key: phrases(LANG)[key] for key in WORDS}
    return pdf("volume.typ", {"book": _drawn(book), "words": words})


def _drawn(book: Volume) -> dict[str, object]:
    """The volume with its charts as pictures."""
    made = {name: getattr(book, name) for name in book.__dataclass_fields__}
    return made | {"figures": [_figure(one) for one in book.figures]}


def _figure(one: Figure) -> dict[str, object]:
    chart = one.chart and {"caption": one.chart.caption, "alt": one.chart.alt, "svg": one.chart.svg}
    return {"title": one.title, "lines": one.lines, "table": one.table, "chart": chart}


def pages(made: bytes) -> list[int]:
    """Page numbers of the headings of chapters, groups and items, in their order."""
    document = pypdfium2.PdfDocument(made)
    try:
        return [int(mark.get_dest().get_index()) + 1 for mark in document.get_toc(max_depth=3)]
    finally:
        document.close()
