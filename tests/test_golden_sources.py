"""Every source with a folder in tests/sources/ reads its pages as expected.yml says: a folder is a test.

`listing.*` (a start page first, then `listing-2.*`, where a family has one) and `article.*` are written by us; the
article is that of the newest row. An expectation that is missing is written once, and stays refused until read.
"""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml

from crawlers import platforms, registry
from crawlers.crawling import articles
from crawlers.fetching.answers import Answer
from crawlers.live.look import newest_own
from crawlers.platforms.reading import ListingPage, Saved
from warehouse.models import Release, Source

FIXTURES = Path(__file__).parent / "sources"
FOLDERS = sorted(path for path in FIXTURES.iterdir() if path.is_dir())
UNREAD = "# Written from what was read: compare every line with the pages, then delete this one.\n"
FACTS = ("url", "title", "published", "published_basis", "written", "doc_number", "index_number")
LISTS = ("issuers", "addressees")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_source_reads_its_pages(folder: Path) -> None:
    expected = folder / "expected.yml"
    found = _read(_source(folder.name), folder)
    if not expected.exists():
        text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=110)
        expected.write_text(UNREAD + text, encoding="utf-8")
    text = expected.read_text(encoding="utf-8")
    assert UNREAD not in text, f"{expected} has not been read yet: its first line says what to do"
    assert found == yaml.safe_load(text)


def test_a_missing_expectation_is_written_once_and_refused_until_read(tmp_path: Path) -> None:
    known = FOLDERS[0]
    folder = tmp_path / known.name
    shutil.copytree(known, folder)
    expected = folder / "expected.yml"
    expected.unlink()
    for _ in range(2):
        with pytest.raises(AssertionError, match="has not been read yet"):
            test_source_reads_its_pages(folder)
    expected.write_text(expected.read_text(encoding="utf-8").removeprefix(UNREAD), encoding="utf-8")
    test_source_reads_its_pages(folder)
    expected.write_text(expected.read_text(encoding="utf-8").replace("title: ", "title: 另", 1), encoding="utf-8")
    with pytest.raises(AssertionError):
        test_source_reads_its_pages(folder)


def _source(name: str) -> Source:
    """The source of any collection that the folder is named for."""
    return registry.one("sample" if name.startswith("sample_") else "live", name)


def _read(source: Source, folder: Path) -> dict[str, Any]:
    page = _listing(source, sorted(folder.glob("listing*"), key=lambda path: (len(path.stem), path.stem)))
    row = newest_own(page.rows, source)
    assert row, f"{folder}: no row of the source's own site"
    (file,) = folder.glob("article.*")
    answer = Answer(Saved(row.url, file.read_bytes()), 200, (), row.url)
    release = asyncio.run(articles.one(source, row, answer))
    return {
        "rows": [
            {"title": one.title, "url": one.url, "date": one.date, "doc_number": one.doc_number} for one in page.rows
        ],
        "next": " ".join(filter(None, (page.next[0].url, urlencode(page.next[0].form)))) if page.next else "",
        "article": _facts(release),
    }


def _listing(source: Source, files: list[Path]) -> ListingPage:
    """What the first listing's pages say, each asked for as the one before says."""
    listing = source.listings[0]
    family = listing.platform or source.platform
    fetch, page = platforms.first(family, listing), ListingPage(())
    for file in files:
        page = platforms.reader(family)(Saved(fetch.url, file.read_bytes(), form=fetch.form), listing)
        fetch = page.next[0] if page.next else fetch
    return page


def _facts(release: Release) -> dict[str, Any]:
    said = {name: getattr(release, name) for name in FACTS} | {name: list(getattr(release, name)) for name in LISTS}
    files = [{"name": file.name, "url": file.url} for file in release.attachments]
    return said | {"source_label": release.source_label, "body": release.text.split("\n"), "files": files}
