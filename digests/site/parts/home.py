"""This month, and the archive of editions."""

from __future__ import annotations

from digests.site.book import Book, pairs
from digests.site.pages import Site

LEFT_OUT = ("index", "notes")


def write(site: Site, book: Book) -> None:
    """Write the home page, the archive and a page for each edition."""
    latest = book.latest
    sections = {section.id: section for section in latest.sections} if latest else {}
    counts = {one.place: len(book.items(one.place)) for one in pairs()}
    site.page(
        "index.html",
        "home.html",
        "home",
        edition=latest,
        sections=sections,
        rows=book.by_item,
        pairs=pairs(),
        counts=counts,
        dues=book.pressing(book.rows)[:6],
        fresh=[row for row in book.rows if row.told][:8],
        total=len(book.rows),
    )
    months: dict[str, list[str]] = {}
    for edition in book.content.editions:
        months.setdefault(edition.month, []).append(edition.municipality)
        name = edition.municipality
        site.page(
            f"editions/{edition.month}{'' if name == 'common' else '-' + name}.html",
            "edition.html",
            "home",
            edition=edition,
            rows=book.by_item,
            left_out=LEFT_OUT,
            files=sorted(
                path
                for path in book.content.files or {}
                if path.startswith(f"{edition.month}/{name}.") and ".en." not in path and not path.endswith(".json")
            ),
        )
    subjects = {edition.month: edition for edition in book.common}
    site.page("editions/index.html", "editions.html", "home", months=months, subjects=subjects)
