"""Saved pages and texts that an editor or partner drops become releases, or are refused with a reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from crawlers import registry, results, window
from crawlers.attribution import attribute
from crawlers.files.full_text import with_attachments
from crawlers.files.links import ending
from crawlers.files.loose import UnreadFile, page_of_data
from crawlers.files.reading import AttachmentText, read_attachment
from crawlers.imports.drop import Dropped, address, corrected, dropped
from crawlers.imports.report import SOURCE, Outcome, coverage, write_report
from crawlers.imports.texts import pages
from crawlers.page import NotAnArticle, Page, parse
from crawlers.release import release
from warehouse.models import ArchiveRecord, Coverage, Release, Source

_PAGES = ("html", "htm", "shtml", "jhtml", "")
_TEXTS = ("jsonl", "ndjson")


@dataclass(slots=True)
class Import:
    """One import under way."""

    data: Path
    month: str
    sources: dict[str, Source]
    files: dict[str, Dropped]
    """By last name, for pages that point to files lying beside them."""
    releases: dict[str, Release] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    """Address of the page that a file of the folder is attached to, by the file's last name."""


def run(folder: Path, month: str, data: Path, table: Path | None = None) -> Coverage:
    """Import a folder. Raises BadTable for a table that cannot be used."""
    found = dropped(folder, table)
    sources = registry.load("sample") | registry.load("live")
    under_way = Import(data, month, sources, {file.path.name: file for file in found})
    for file in sorted(found, key=_turn):
        _take(under_way, file)
    _write_releases(under_way)
    covered = coverage(month, write_report(data, month, under_way.outcomes))
    results.write(results.coverage_path(data, month, SOURCE), [covered.model_dump_json()])
    return covered


def _take(under_way: Import, file: Dropped) -> None:
    kept = _keep(under_way, file)
    if _is_texts(file):
        for name, offset, line, page in pages(file.data):
            _settle(under_way, f"{file.name}#{name}", line, page, ArchiveRecord(file=kept, offset=offset))
        return
    if file.path.name in under_way.owners:
        under_way.outcomes.append(Outcome(file.name, under_way.owners[file.path.name], "attachment"))
        return
    url = address(file, hashlib.sha256(file.data).hexdigest())
    _settle(under_way, file.name, file.data, _page(under_way, file, url), ArchiveRecord(file=kept), url)


def _turn(file: Dropped) -> int:
    """Pages claim the files that they point to, and tell more than the same text in a line of JSON."""
    return 0 if _is_page(file) else 2 if _is_texts(file) else 1


def _is_page(file: Dropped) -> bool:
    named = file.path.suffix.lower().lstrip(".") in _PAGES
    return named or file.data[:512].lstrip()[:5].lower() in (b"<!doc", b"<html")


def _is_texts(file: Dropped) -> bool:
    return file.path.suffix.lower().lstrip(".") in _TEXTS


def _page(under_way: Import, file: Dropped, url: str) -> Page | Exception:
    try:
        return corrected(_read(under_way, file, url), file.said)
    except (NotAnArticle, UnreadFile, ValueError) as error:
        return error


def _read(under_way: Import, file: Dropped, url: str) -> Page:
    if _is_page(file):
        page = parse(file.data, url)
        return with_attachments(page, dict(_beside(under_way, page)))
    return page_of_data(url, file.data, file.name)


def _beside(under_way: Import, page: Page) -> Iterator[tuple[str, AttachmentText]]:
    """The page's files that lie in the folder too."""
    for attachment in page.attachments:
        name = urlsplit(attachment.url).path.rpartition("/")[2]
        file = under_way.files.get(name)
        if file and ending(name):
            under_way.owners.setdefault(name, page.url)
            yield attachment.url, read_attachment(file.data, name)


def _settle(
    under_way: Import, name: str, data: bytes, page: Page | Exception, kept: ArchiveRecord, url: str = ""
) -> None:
    """Write down what became of it."""
    if isinstance(page, Exception):
        under_way.outcomes.append(Outcome(name, url, "refused", str(page)))
        return
    last = window.of_month(under_way.month).last
    if page.published and page.published > last:
        reason = f"published {page.published}, after {last}; import it for {page.published:%Y-%m}"
        under_way.outcomes.append(Outcome(name, page.url or url, "refused", reason))
        return
    if not page.url:
        page = page.model_copy(update={"url": f"import:///{hashlib.sha256(data).hexdigest()}"})
    made = _release(under_way, page, data, kept)
    known = under_way.releases.get(made.id)
    if known and known.sha256 != made.sha256:
        under_way.outcomes.append(Outcome(name, made.url, "refused", f"another file has its address: {made.url}"))
        return
    under_way.releases[made.id] = made
    under_way.outcomes.append(Outcome(name, made.url, "release"))


def _release(under_way: Import, page: Page, data: bytes, kept: ArchiveRecord) -> Release:
    place, level = attribute(page, under_way.sources)
    return release(
        page,
        source_id=SOURCE,
        place=place,
        level=level,
        data=data,
        archive=kept,
        is_sample=(urlsplit(page.url).hostname or "").endswith(".example"),
    )


def _keep(under_way: Import, file: Dropped) -> str:
    """The bytes under their hash: names that others chose decide no path."""
    suffix = file.path.suffix.lower()
    safe = suffix if suffix[1:].isascii() and suffix[1:].isalnum() and len(suffix) <= 6 else ""
    name = Path("archive") / under_way.month / SOURCE / f"{hashlib.sha256(file.data).hexdigest()}{safe}"
    path = under_way.data / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(path.name + ".unfinished")
        draft.write_bytes(file.data)
        draft.replace(path)
    return name.as_posix()


def _write_releases(under_way: Import) -> None:
    """Earlier imports of the month stay; the same page again takes its own place."""
    known = results.releases(under_way.data, under_way.month, SOURCE)
    merged = {made.id: made for made in known} | under_way.releases
    path = results.releases_path(under_way.data, under_way.month, SOURCE)
    results.write(path, (merged[key].model_dump_json() for key in sorted(merged)))
