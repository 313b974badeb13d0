"""A page for each place and each theme."""

from __future__ import annotations

from collections import Counter

from digests.site.book import Book, pairs
from digests.site.pages import Site
from warehouse import reference

SHOWN = 200
"""Documents on a page; the rest is found by search."""


def write(site: Site, book: Book) -> None:
    """Write the pages of places and themes, and the lists of both."""
    for code in book.places:
        place = reference.places()[code]
        rows = book.by_place.get(code, [])
        site.page(
            f"places/{code}.html",
            "place.html",
            "places",
            place=place,
            above=[one for one in reference.ancestors(code) if one.code != code and one.code in book.places],
            below=[one for one in book.places if reference.places()[one].parent == code],
            pairs=[pair for pair in pairs() if pair.place == code],
            rows=rows[:SHOWN],
            more=max(0, len(rows) - SHOWN),
            dues=book.open_dues(rows)[:12],
            answers=book.answers(code),
            themes=Counter(theme for row in rows for theme in row.themes).most_common(10),
        )
    levels = [(level, _of(book, level)) for level in ("country", "province", "city", "county")]
    site.page("places/index.html", "places.html", "places", levels=levels, counts=_counts(book))
    for theme in reference.themes().values():
        rows = book.by_theme.get(theme.id, [])
        site.page(
            f"themes/{theme.id}.html",
            "theme.html",
            "places",
            theme=theme,
            rows=rows[:SHOWN],
            more=max(0, len(rows) - SHOWN),
            activities=[one for one in book.content.activities if theme.id in one.themes],
            path=[step for step in book.content.path if step.theme == theme.id],
            know_how=[one for one in book.content.know_how if one.theme == theme.id],
        )
    counted = {id: len(rows) for id, rows in book.by_theme.items()}
    site.page("themes/index.html", "themes.html", "places", themes=reference.themes().values(), counts=counted)


def _of(book: Book, level: str) -> list[reference.Place]:
    return [reference.places()[code] for code in book.places if reference.places()[code].level == level]


def _counts(book: Book) -> dict[str, int]:
    return {code: len(book.by_place.get(code, ())) for code in book.places}
