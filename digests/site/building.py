"""Builds the pages of one level: each document's as it comes, then those that list, count and find."""

from __future__ import annotations

from pathlib import Path

from digests.site.book import Book
from digests.site.content import Content, Level
from digests.site.folder import Folder
from digests.site.pages import Site
from digests.site.parts import calendar, documents, feeds, home, pairs, places, plans, records, sources, words
from digests.site.search import Index
from warehouse.models import Edition

ASSETS = Path(__file__).parent / "assets"
PARTS = (home, pairs, places, documents, plans, calendar, records, words, sources, feeds)


def build(content: Content, level: Level, root: Path) -> Folder:
    """Write one level's pages below a folder; what is there and unchanged stays untouched, what is no longer made goes.

    Documents are held one at a time; of each only a line and its words are kept.
    """
    found = content.of(level)
    folder = Folder(root)
    common = [edition for edition in found.editions if edition.municipality == "common"]
    site = Site(folder, level, any(e.is_sample for e in found.editions), common[0].month if common else "")
    told = _told(common)
    index = Index(found.fold)
    rows = []
    for dossier in found.dossiers():
        row = documents.page(site, dossier, told)
        index.add(row, dossier.entry.analysis.keywords)
        rows.append(row)
    book = Book(found, sorted(rows, key=lambda row: (row.day is not None, row.day, row.id), reverse=True))
    for part in PARTS:
        part.write(site, book)
    index.write(site, book)
    for asset in sorted(ASSETS.iterdir()):
        folder.put(f"assets/{asset.name}", asset.read_bytes())
    for name, path in (found.files or {}).items():
        folder.put(f"files/{name}", path.read_bytes())
    folder.prune()
    return folder


def _told(editions: list[Edition]) -> dict[str, tuple[str, str, str]]:
    """What an approved edition said of each item in the editor's words: heading, summary, note."""
    found: dict[str, tuple[str, str, str]] = {}
    for edition in editions:
        for section in edition.sections:
            for item in section.items:
                if section.id != "headlines":
                    found.setdefault(item.entry_id, (item.heading, item.summary, item.note))
    return found
