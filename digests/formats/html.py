"""The edition as an HTML mail: the same text set calmly, nothing remote, readable without images or styles."""

from __future__ import annotations

from functools import partial

from digests.fit import fit
from digests.formats.text import Page, reader, stars
from digests.pages import environment, inlined
from digests.wording import issue, word
from warehouse.models import Edition

suffix = ".html"
LARGEST = 90_000
"""Bytes; mail programs cut longer mails off."""


def render(edition: Edition) -> bytes:
    """The page in UTF-8, at most `LARGEST` bytes."""
    return _page(fit(edition, lambda shorter: len(_page(shorter)) <= LARGEST, "fit.dropped_html"))


def _page(edition: Edition) -> bytes:
    page = Page(edition)
    made = (
        environment()
        .get_template("edition.html")
        .render(
            edition=edition,
            numbers=page.numbers,
            state=page.state,
            word=partial(word, edition.lang),
            colon=word(edition.lang, "field.separator"),
            issue=issue(edition.lang, edition.month),
            reader=reader(edition),
            stars=stars,
        )
    )
    return inlined(made).encode()
