"""What was read and what was not, how it is made, what was wrong, and the data to take away."""

from __future__ import annotations

from digests.site.book import Book
from digests.site.pages import Site

MONTHS = 12


def write(site: Site, book: Book) -> None:
    """Write the pages about the service itself."""
    coverage = dict(list((book.content.coverage or {}).items())[:MONTHS])
    known = {month: {one.source_id: one for one in rows} for month, rows in coverage.items()}
    latest = book.latest
    site.page(
        "coverage/index.html",
        "coverage.html",
        "about",
        sources=sorted(book.content.sources, key=lambda one: (one.place, one.id)),
        known=known,
        readings={one.source_id: one for one in latest.readings} if latest else {},
    )
    site.page("about/index.html", "about.html", "about", corrections=book.content.corrections, by_item=book.by_item)
    files: dict[str, list[tuple[str, int]]] = {}
    for path, on_disk in sorted((book.content.files or {}).items(), reverse=True):
        files.setdefault(path.split("/")[0], []).append((path, on_disk.stat().st_size))
    site.page("data/index.html", "data.html", "about", files=files)
