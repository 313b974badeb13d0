"""The glossary with every form of a term."""

from __future__ import annotations

from itertools import groupby

from digests.site.book import Book
from digests.site.pages import Site
from digests.site.words import said
from warehouse import reference


def write(site: Site, book: Book) -> None:
    """Write the glossary, a page a field, and the list of fields."""
    order = sorted(reference.glossary(), key=lambda term: term.category)
    fields = [(category, list(terms)) for category, terms in groupby(order, key=lambda term: term.category)]
    counts = [(category, len(terms)) for category, terms in fields]
    site.page("glossary/index.html", "glossary.html", "words", fields=counts, said=said)
    for category, terms in fields:
        name = f"glossary/{category}.html"
        site.page(name, "terms.html", "words", category=category, terms=terms, fields=counts, said=said)
