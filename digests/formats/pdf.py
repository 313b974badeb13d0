"""The edition as a PDF: the long form, set for paper, its fonts embedded."""

from __future__ import annotations

from digests.longform import longform
from digests.typesetting import pdf
from digests.wording import phrases
from warehouse.models import Edition

suffix = ".pdf"
WORDS = ("long.contents", "long.title_zh", "long.source", "field.source", "ref")


def render(edition: Edition) -> bytes:
    """The file; the same edition gives the same bytes. Raises FormatUnavailable."""
    words = {key: phrases(edition.lang)[key] for key in WORDS}
    return pdf("edition.typ", {"form": longform(edition), "words": words})
