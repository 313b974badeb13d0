"""Atom feeds: what is new, for all and for each place."""

from __future__ import annotations

from collections.abc import Sequence

from digests.site.book import Book, name
from digests.site.pages import Site, environment
from digests.site.rows import Row
from digests.wording import word

SHOWN = 50


def write(site: Site, book: Book) -> None:
    """Write the feeds and the page that lists them."""
    told = [row for row in book.rows if row.told]
    _feed(site, "all", word("ja", "edition.name"), told)
    for code in book.places:
        rows = [row for row in book.by_place.get(code, ()) if row.told]
        _feed(site, code, f"{word('ja', 'edition.name')}：{name(code)}", rows)
    site.page("feeds/index.html", "feeds.html", "about", places=book.places)


def _feed(site: Site, id: str, title: str, rows: Sequence[Row]) -> None:
    made = environment().get_template("feed.xml.jinja").render(id=id, title=title, rows=rows[:SHOWN])
    site.folder.put(f"feeds/{id}.xml", made.encode())
